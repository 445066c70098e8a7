// The door: a web token, or Telegram's word for who opened the page inside it.

import { ApiError, session } from "./api.js";
import { explain, speak, t } from "./texts.js";
import { html, render, useState } from "./vendor/htm/standalone.module.js";

const HOME = "/";

/** `ways`: in which one can log in; `error`: why it did not work so far. */
function Login({ ways, error: first }) {
  const [error, setError] = useState(first);
  const [sends, setSends] = useState(false);
  const login = async (event) => {
    event.preventDefault();
    setSends(true);
    setError(null);
    try {
      await session.login(new FormData(event.target).get("token").trim());
      location.replace(HOME);
    } catch (refusal) {
      setError(refusal);
      setSends(false);
    }
  };
  return html`
    <main class="login">
      <p class="login-brand"><img src="/static/icon.svg" alt="" width="44" height="44" />Facenote</p>
      <div class="card stack">
        <h1>${t("login-title")}</h1>
        ${ways.includes("token") && html`
          <form class="stack" onSubmit=${login}>
            <label class="field">
              <span>${t("login-token")}</span>
              <input type="password" name="token" autocomplete="current-password" required autofocus aria-describedby="login-hint" />
            </label>
            <small id="login-hint">${t("login-token-where")}</small>
            <button class="button primary large" disabled=${sends}>
              ${sends && html`<span class="spinner" aria-hidden="true"></span>`}${t("login-go")}
            </button>
          </form>`}
        ${ways.includes("telegram") && html`<p class="soft">${t("login-telegram")}</p>`}
        <p class="login-error" role="alert">${error && explain(error)}</p>
      </div>
    </main>`;
}

async function start() {
  await speak(navigator.language.split("-")[0]).catch(() => speak("en"));
  document.title = `${t("login-title")} · Facenote`;
  const root = document.getElementById("login");
  const initData = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
  const refusal = initData ? await session.loginFromTelegram(initData).then(() => null, (error) => error) : null;
  try {
    await session.get();
    location.replace(HOME);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const told = refusal ?? (error.code === "login_needed" ? null : error);
    render(html`<${Login} ways=${error.facts.ways ?? []} error=${told} />`, root);
  }
}

start();
