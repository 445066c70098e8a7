// Webhooks: made, with a secret that is shown once, listed, tested, removed.

import { useEffect, useState } from "preact/hooks";
import * as api from "../api";
import { useStudio } from "../state";
import { t, when } from "../texts";
import type { NewWebhook, Webhook } from "../types";
import { Confirm } from "./dialog";
import { IconButton } from "./icon";
import { ShownOnce } from "./shown-once";

/** Nothing where the operator allows no addresses, unless some are left from before. */
export function Webhooks() {
  const studio = useStudio();
  const [known, setKnown] = useState<Webhook[]>([]);
  const [allowed, setAllowed] = useState<string[]>([]);
  const [made, setMade] = useState<NewWebhook | null>(null);
  const [url, setUrl] = useState("");
  const [removed, setRemoved] = useState<Webhook | null>(null);
  const read = () =>
    studio.attempt(async () => {
      const answer = await api.webhooks.list();
      setKnown(answer.webhooks);
      setAllowed(answer.allowed);
    });
  useEffect(() => void read(), []);
  const make = (event: Event) => {
    event.preventDefault();
    return studio.attempt(async () => {
      setMade(await api.webhooks.make(url.trim()));
      setUrl("");
      await read();
    });
  };
  const test = (webhook: Webhook) =>
    studio.attempt(async () => {
      await api.webhooks.test(webhook.id);
      await read();
    });
  const remove = (webhook: Webhook) =>
    studio.attempt(async () => {
      setRemoved(null);
      await api.webhooks.remove(webhook.id);
      if (made?.id === webhook.id) setMade(null);
      await read();
    });
  if (!allowed.length && !known.length) return null;
  return (
    <section class="card stack" aria-labelledby="set-webhooks">
      <h2 id="set-webhooks">{t("studio-webhooks")}</h2>
      <p class="soft">{t("studio-webhooks-about")}</p>
      {allowed.length > 0 && (
        <form class="row tokens-new" onSubmit={make}>
          <label class="field grow">
            <span>{t("studio-webhook-url")}</span>
            <input
              type="text"
              inputMode="url"
              value={url}
              required
              placeholder={allowed[0]}
              dir="ltr"
              onInput={(event) => setUrl(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="button" disabled={!url.trim()}>
            {t("studio-webhook-make")}
          </button>
        </form>
      )}
      {allowed.length > 0 && <small>{t("studio-webhooks-allowed", { list: allowed.join(", ") })}</small>}
      {made && <ShownOnce about={t("studio-webhook-once")} name={made.url} secret={made.secret} />}
      {known.length > 0 && (
        <ul class="tokens">
          {known.map((webhook) => (
            <li key={webhook.id} class="row">
              <div class="grow">
                <p class="clipped" dir="ltr">
                  {webhook.url}
                </p>
                <small>{standing(webhook)}</small>
              </div>
              <IconButton
                icon="play"
                label={t("studio-webhook-test", { url: webhook.url })}
                onClick={() => test(webhook)}
              />
              <IconButton
                icon="delete"
                label={t("studio-webhook-remove", { url: webhook.url })}
                onClick={() => setRemoved(webhook)}
              />
            </li>
          ))}
        </ul>
      )}
      {removed && (
        <Confirm
          question={t("studio-webhook-remove-ask", { url: removed.url })}
          yes={t("studio-webhook-remove-yes")}
          onYes={() => remove(removed)}
          onClose={() => setRemoved(null)}
        />
      )}
    </section>
  );
}

/** What came of the last attempt, what still waits, what was given up. */
function standing({ last, tried_at, waiting, given_up }: Webhook) {
  const tried = tried_at ? when(tried_at) : "";
  const parts = [
    last
      ? last.fault
        ? t(`studio-webhook-fault-${last.fault.replace("_", "-")}`, { status: last.status ?? 0, when: tried })
        : t("studio-webhook-arrived", { when: tried })
      : t("studio-webhook-unused"),
    waiting > 0 && t("studio-webhook-waiting", { count: waiting }),
    given_up > 0 && t("studio-webhook-given-up", { count: given_up }),
  ];
  return parts.filter(Boolean).join(" · ");
}
