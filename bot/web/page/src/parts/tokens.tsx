// API tokens: made, shown once, listed, revoked.

import { useEffect, useRef, useState } from "preact/hooks";
import * as api from "../api";
import { useStudio } from "../state";
import { LONGEST_NAME, t, when } from "../texts";
import type { NewToken, Token } from "../types";
import { copy } from "./copying";
import { Confirm } from "./dialog";
import { Icon, IconButton } from "./icon";

export function Tokens() {
  const studio = useStudio();
  const [known, setKnown] = useState<Token[]>([]);
  const [fresh, setFresh] = useState<NewToken | null>(null);
  const [name, setName] = useState("");
  const [doomed, setDoomed] = useState<Token | null>(null);
  const read = () => studio.attempt(async () => setKnown(await api.tokens.list()));
  useEffect(() => void read(), []);
  const make = (event: Event) => {
    event.preventDefault();
    return studio.attempt(async () => {
      setFresh(await api.tokens.make(name.trim()));
      setName("");
      await read();
    });
  };
  const revoke = (token: Token) =>
    studio.attempt(async () => {
      setDoomed(null);
      await api.tokens.revoke(token.id);
      if (fresh?.id === token.id) setFresh(null);
      await read();
    });
  return (
    <section class="card stack" aria-labelledby="set-tokens">
      <h2 id="set-tokens">{t("studio-tokens")}</h2>
      <p class="soft">{t("studio-tokens-about")}</p>
      <form class="row tokens-new" onSubmit={make}>
        <label class="field grow">
          <span>{t("studio-token-name")}</span>
          <input
            type="text"
            value={name}
            required
            maxlength={LONGEST_NAME}
            dir="auto"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button" disabled={!name.trim()}>
          {t("studio-token-make")}
        </button>
      </form>
      {fresh && <Fresh token={fresh} />}
      {known.length > 0 && (
        <ul class="tokens">
          {known.map((token) => (
            <li key={token.id} class="row">
              <div class="grow">
                <p class="clipped" dir="auto">
                  {token.name}
                </p>
                <small>
                  {t("studio-token-since", { when: when(token.created_at) })} ·{" "}
                  {token.used_at ? t("studio-token-used", { when: when(token.used_at) }) : t("studio-token-unused")}
                </small>
              </div>
              <IconButton
                icon="delete"
                label={t("studio-token-revoke", { name: token.name })}
                onClick={() => setDoomed(token)}
              />
            </li>
          ))}
        </ul>
      )}
      {doomed && (
        <Confirm
          question={t("studio-token-revoke-ask", { name: doomed.name })}
          yes={t("studio-token-revoke-yes")}
          onYes={() => revoke(doomed)}
          onClose={() => setDoomed(null)}
        />
      )}
    </section>
  );
}

/** The only time that anybody sees it. */
function Fresh({ token: { name, token } }: { token: NewToken }) {
  const studio = useStudio();
  const field = useRef<HTMLInputElement>(null);
  const take = async () => {
    if (await copy(field.current)) studio.tell({ text: t("studio-token-copied") });
  };
  return (
    <div class="stack token-fresh" role="status">
      <p>{t("studio-token-once")}</p>
      <div class="row">
        <input
          ref={field}
          type="text"
          class="grow"
          readonly
          value={token}
          dir="ltr"
          aria-label={name}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" class="button primary" onClick={take}>
          <Icon name="link" />
          {t("studio-token-copy")}
        </button>
      </div>
    </div>
  );
}
