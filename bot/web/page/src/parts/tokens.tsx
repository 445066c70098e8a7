// API tokens: made, shown once, listed, revoked.

import { useEffect, useState } from "preact/hooks";
import * as api from "../api";
import { useStudio } from "../state";
import { LONGEST_NAME, t, when } from "../texts";
import type { NewToken, Token } from "../types";
import { Confirm } from "./dialog";
import { IconButton } from "./icon";
import { ShownOnce } from "./shown-once";

export function Tokens() {
  const studio = useStudio();
  const [known, setKnown] = useState<Token[]>([]);
  const [newToken, setNewToken] = useState<NewToken | null>(null);
  const [name, setName] = useState("");
  const [revoked, setRevoked] = useState<Token | null>(null);
  const read = () => studio.attempt(async () => setKnown(await api.tokens.list()));
  useEffect(() => void read(), []);
  const make = (event: Event) => {
    event.preventDefault();
    return studio.attempt(async () => {
      setNewToken(await api.tokens.make(name.trim()));
      setName("");
      await read();
    });
  };
  const revoke = (token: Token) =>
    studio.attempt(async () => {
      setRevoked(null);
      await api.tokens.revoke(token.id);
      if (newToken?.id === token.id) setNewToken(null);
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
      {newToken && <ShownOnce about={t("studio-token-once")} name={newToken.name} secret={newToken.token} />}
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
                onClick={() => setRevoked(token)}
              />
            </li>
          ))}
        </ul>
      )}
      {revoked && (
        <Confirm
          question={t("studio-token-revoke-ask", { name: revoked.name })}
          yes={t("studio-token-revoke-yes")}
          onYes={() => revoke(revoked)}
          onClose={() => setRevoked(null)}
        />
      )}
    </section>
  );
}
