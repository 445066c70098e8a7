// Language, login, what is kept of a person, and how to have all of it deleted.

import { useEffect, useState } from "preact/hooks";
import * as api from "../api";
import { forgetKept, useKept } from "../parts/choices";
import { Dialog } from "../parts/dialog";
import { Icon, IconButton } from "../parts/icon";
import { canNotify, NOTIFY } from "../parts/notify";
import { Tokens } from "../parts/tokens";
import { Webhooks } from "../parts/webhooks";
import { useStudio } from "../state";
import { ownName, size, t, when } from "../texts";
import type { Login as LoginOf, Session } from "../types";

export function Settings() {
  const { session } = useStudio();
  return (
    <div class="settings">
      <Language />
      <Notifications />
      <Login session={session} />
      <Privacy session={session} />
      <section class="card stack" aria-labelledby="set-log">
        <h2 id="set-log">{t("studio-nav-log")}</h2>
        <p class="soft">{t("studio-log-intro")}</p>
        <p>
          <a class="button" href="#/log">
            <Icon name="log" />
            {t("studio-log-open")}
          </a>
        </p>
      </section>
      <Tokens />
      <Webhooks />
      <section class="card stack" aria-labelledby="set-api">
        <h2 id="set-api">{t("studio-api")}</h2>
        <p class="soft">{t("studio-api-about")}</p>
        <p>
          <a class="button" href="/api/docs">
            <Icon name="link" />
            {t("studio-api-open")}
          </a>
        </p>
      </section>
      <Forget />
    </div>
  );
}

function Language() {
  const studio = useStudio();
  return (
    <section class="card stack" aria-labelledby="set-language">
      <h2 id="set-language">{t("studio-language")}</h2>
      <div class="language-choices" role="radiogroup" aria-labelledby="set-language">
        {studio.session.languages.map((code) => (
          <label key={code}>
            <input
              type="radio"
              name="language"
              checked={code === studio.session.language}
              onChange={() => studio.chooseLanguage(code)}
            />
            <span lang={code} dir="auto">
              {ownName(code)}
            </span>
          </label>
        ))}
      </div>
    </section>
  );
}

/** Asked for by the person only: the browser asks in its turn. */
function Notifications() {
  const studio = useStudio();
  const [wanted, want] = useKept(NOTIFY, false);
  if (!canNotify()) return null;
  const choose = async (on: boolean) => {
    const isAllowed = !on || (await Notification.requestPermission()) === "granted";
    want(on && isAllowed);
    if (!isAllowed) studio.tell({ text: t("studio-notify-denied") });
  };
  return (
    <section class="card stack" aria-labelledby="set-notify">
      <h2 id="set-notify">{t("studio-notify")}</h2>
      <label class="row">
        <input type="checkbox" checked={wanted} onChange={(event) => choose(event.currentTarget.checked)} />
        <span class="grow">{t("studio-notify-about")}</span>
      </label>
    </section>
  );
}

/** Who is here, the way out, and the other browsers in which one is logged in. */
function Login({ session }: { session: Session }) {
  const studio = useStudio();
  const [logins, setLogins] = useState<LoginOf[]>([]);
  const read = () => studio.attempt(async () => setLogins(await api.logins.list()));
  useEffect(() => void read(), []);
  const end = (login: LoginOf) =>
    studio.attempt(async () => {
      await api.logins.end(login.id);
      await read();
    });
  const logout = () =>
    studio.attempt(async () => {
      await api.session.logout();
      studio.visitorChanged();
    });
  return (
    <section class="card stack" aria-labelledby="set-login">
      <h2 id="set-login">{t("studio-login")}</h2>
      <p class="soft">{session.name ? t("studio-login-as", { name: session.name }) : t("studio-login-local")}</p>
      {session.way === "session" && (
        <p>
          <button type="button" class="button" onClick={logout}>
            {t("studio-logout")}
          </button>
        </p>
      )}
      {logins.length > 0 && (
        <ul class="tokens" aria-label={t("studio-logins")}>
          {logins.map((login) => (
            <li key={login.id} class="row">
              <div class="grow">
                <p class="clipped">{browserName(login.browser) || t("studio-login-unknown")}</p>
                <small>
                  {t("studio-login-since", { when: when(login.created_at) })}
                  {login.is_this_one && ` · ${t("studio-login-here")}`}
                </small>
              </div>
              {!login.is_this_one && (
                <IconButton
                  icon="delete"
                  label={t("studio-login-end", { name: browserName(login.browser) || t("studio-login-unknown") })}
                  onClick={() => end(login)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** "Firefox, Linux" for a User-Agent; browsers name others in theirs, so the order matters. */
export function browserName(agent: string) {
  const program = ["Edg", "OPR", "Firefox", "Chrome", "Safari"].find((name) => agent.includes(`${name}/`));
  const system = ["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"].find((name) => agent.includes(name));
  const shown = { Edg: "Edge", OPR: "Opera" }[program ?? ""] ?? program;
  return [shown, system].filter(Boolean).join(", ");
}

function Privacy({ session: { name, disk, limits } }: { session: Session }) {
  const isOperator = !name; // the user of the server's own machine has none
  const used = size(disk.used_bytes);
  return (
    <section class="card stack" aria-labelledby="set-privacy">
      <h2 id="set-privacy">{t("studio-privacy")}</h2>
      <ul class="kept">
        <li>{t("studio-privacy-faces")}</li>
        <li>
          {limits.keep_days ? t("studio-privacy-clips", { days: limits.keep_days }) : t("studio-privacy-clips-always")}
        </li>
        <li>{t("studio-privacy-person")}</li>
      </ul>
      {isOperator && !limits.share_days && <p class="soft">{t("studio-share-off")}</p>}
      <p>{t("studio-privacy-place")}</p>
      <p class="soft">{t("studio-export-about")}</p>
      <p>
        <a class="button" href="/api/account/export" download>
          <Icon name="download" />
          {t("studio-export")}
        </a>
      </p>
      <p class="soft">
        {disk.quota_bytes
          ? t("studio-disk-of", { used, quota: size(disk.quota_bytes) })
          : t("studio-disk-free", { used, free: size(disk.free_bytes) })}
      </p>
    </section>
  );
}

function Forget() {
  const studio = useStudio();
  const [asks, setAsks] = useState(false);
  const forget = () =>
    studio.attempt(async () => {
      await api.account.forget();
      forgetKept();
      studio.visitorChanged();
    });
  return (
    <section class="card stack danger-zone" aria-labelledby="set-forget">
      <h2 id="set-forget">{t("studio-forget")}</h2>
      <p class="soft">{t("studio-forget-about")}</p>
      <p>
        <button type="button" class="button danger" onClick={() => setAsks(true)}>
          <Icon name="delete" />
          {t("studio-forget")}
        </button>
      </p>
      {asks && (
        <Dialog title={t("studio-forget-ask")} onClose={() => setAsks(false)} className="confirm">
          <p>{t("studio-forget-about")}</p>
          <div class="row end">
            <button type="button" class="button" onClick={() => setAsks(false)}>
              {t("studio-forget-no")}
            </button>
            <button type="button" class="button danger" onClick={forget}>
              <Icon name="delete" />
              {t("forgetme-yes")}
            </button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
