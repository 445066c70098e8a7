// The door: a login link, a web token, or Telegram's word for who opened the page inside it.

import { render, type TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { ApiError, session, startWithin } from "./api";
import icon from "./icon.svg";
import { isConfirmed, logInAs, type Opener, openerWithin } from "./telegram";
import { explain, speak, t } from "./texts";
import type { LoginStart } from "./types";

/** Where one wanted to go: the studio, at the place that is named behind the login's address. */
const wanted = () => (location.hash.startsWith("#/") ? `/${location.hash}` : "/");

/** `ways`: in which one can log in; `error`: why it did not work so far. */
function Login({ ways, error: first }: { ways: string[]; error: ApiError | null }) {
  const [error, setError] = useState<ApiError | null>(first);
  const [sends, setSends] = useState(false);
  const login = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSends(true);
    setError(null);
    try {
      await session.login(String(new FormData(event.currentTarget).get("token")).trim());
      location.replace(wanted());
    } catch (refusal) {
      setError(refusal as ApiError);
      setSends(false);
    }
  };
  return (
    <main class="login">
      <p class="login-brand">
        <img src={icon} alt="" width="44" height="44" />
        Facenote
      </p>
      <div class="card stack">
        <h1>{t("login-title")}</h1>
        {ways.includes("token") && (
          <form class="stack" onSubmit={login}>
            <label class="field">
              <span>{t("login-token")}</span>
              <input
                type="password"
                name="token"
                autocomplete="current-password"
                required
                autofocus
                aria-describedby="login-hint"
              />
            </label>
            <small id="login-hint">{t("login-token-where")}</small>
            <button type="submit" class="button primary large" disabled={sends}>
              {sends && <span class="spinner" aria-hidden="true"></span>}
              {t("login-go")}
            </button>
          </form>
        )}
        {ways.includes("link") && (
          <>
            <p>{t("login-link")}</p>
            <p>
              <code dir="ltr">…/facenote login-link --data …</code>
            </p>
          </>
        )}
        {ways.includes("telegram") && <p class="soft">{t("login-telegram")}</p>}
        <p class="login-error" role="alert">
          {error && explain(error)}
        </p>
      </div>
      <p class="center">
        <a href="/verify">{t("studio-verify")}</a>
      </p>
    </main>
  );
}

/** Somebody else's link must not log one in: voice and face would go to their account. */
function Confirm({ opener }: { opener: Opener }) {
  const go = () => logInAs(opener).then(() => open(), show);
  const decline = () => {
    history.replaceState(null, "", location.pathname);
    open();
  };
  return (
    <main class="login">
      <div class="card stack">
        <h1>{t("login-as", { name: opener.name })}</h1>
        <p>{t("login-as-why")}</p>
        <button type="button" class="button primary large" onClick={go}>
          {t("login-go")}
        </button>
        <button type="button" class="button large" onClick={decline}>
          {t("studio-cancel")}
        </button>
      </div>
    </main>
  );
}

async function start() {
  await speak(navigator.language.split("-")[0] ?? "en").catch(() => speak("en"));
  document.title = `${t("login-title")} · Facenote`;
  const root = document.getElementById("login") as HTMLElement;
  const start = startWithin<LoginStart>(); // where it was sent, nobody is logged in
  const shown = new URLSearchParams(location.hash.slice(1));
  const link = shown.get("link");
  const opener = openerWithin(location.hash);
  if (start && !link && !opener) return render(<Login ways={start.ways} error={null} />, root);
  try {
    if (link) {
      history.replaceState(null, "", location.pathname);
      await session.loginByLink(link);
    } else if (opener) {
      if (!isConfirmed(opener)) return render(<Confirm opener={opener} />, root);
      await logInAs(opener);
    }
  } catch (error) {
    return show(error);
  }
  await open();
}

/** Go where one wanted to go, or show how one logs in; `refusal`: why it did not work so far. */
async function open(refusal: ApiError | null = null) {
  try {
    await session.get();
    location.replace(wanted());
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const told = refusal ?? (error.code === "login_needed" ? null : error);
    const root = document.getElementById("login") as HTMLElement;
    render(<Login ways={(error.facts.ways as string[] | undefined) ?? []} error={told} />, root);
  }
}

const show = (error: unknown) => open(error as ApiError);

addEventListener("hashchange", () => location.reload()); // a link was opened while this page was shown
start();
