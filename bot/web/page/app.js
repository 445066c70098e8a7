// Start of the page: who is asking, which view is shown, and the frame around it.

import * as api from "./api.js";
import { Icon, Spinner } from "./parts/icon.js";
import { Notice } from "./parts/notice.js";
import { Studio, StudioContext, useStudio } from "./state.js";
import { explain, language, ownName, speak, t } from "./texts.js";
import { html, render, useEffect, useErrorBoundary, useRef, useState } from "./vendor/htm/standalone.module.js";
import { Batch } from "./views/batch.js";
import { Faces } from "./views/faces.js";
import { History } from "./views/history.js";
import { Log } from "./views/log.js";
import { Make } from "./views/make.js";
import { Settings } from "./views/settings.js";

const TRY_AGAIN_S = 5;

const VIEWS = {
  make: { View: Make, title: "studio-nav-make", icon: "make" },
  batch: { View: Batch, title: "studio-nav-batch", icon: "batch" },
  faces: { View: Faces, title: "studio-nav-faces", icon: "face" },
  history: { View: History, title: "studio-nav-history", icon: "history" },
  log: { View: Log, title: "studio-nav-log", icon: "log" },
  settings: { View: Settings, title: "studio-nav-settings", icon: "settings" },
};

/** `#/make/12` -> {name: "make", id: 12} */
function route() {
  const [, name, id] = location.hash.split("/");
  return { name: Object.hasOwn(VIEWS, name) ? name : "make", id: Number(id) || null };
}

function useRoute() {
  const [current, setCurrent] = useState(route);
  useEffect(() => {
    const follow = () => setCurrent(route());
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  return current;
}

function App({ studio }) {
  return html`<${StudioContext.Provider} value=${studio}><${Shell} /></${StudioContext.Provider}>`;
}

function Shell() {
  const studio = useStudio();
  const { name, id } = useRoute();
  const main = useRef();
  const isFirst = useRef(true);
  const { View, title } = VIEWS[name];
  useEffect(() => {
    document.title = `${t(title)} · Facenote`;
    if (!isFirst.current) main.current.focus();
    isFirst.current = false;
    window.scrollTo(0, 0);
  }, [name, language()]);
  return html`
    <button class="skip" onClick=${() => main.current.focus()}>${t("studio-skip")}</button>
    <${Header} current=${name} />
    <div class="banner" role="status" hidden=${studio.connected}>
      ${!studio.connected && html`<${Spinner} />${t("studio-connection-lost")}`}
    </div>
    <main ref=${main} tabindex="-1" class="view view-${name}">
      <h1 class=${name === "make" ? "visually-hidden" : ""}>${t(title)}</h1>
      <${Guarded} key=${name}><${View} id=${id} /></${Guarded}>
    </main>
    <${Notice} notice=${studio.notice} onClose=${() => studio.tell(null)} />`;
}

function Header({ current }) {
  const studio = useStudio();
  const busy = [...studio.jobs.values()].some((job) => job.kind === "clip" && job.state === "running");
  const link = (name) => html`
    <a href="#/${name}" aria-current=${name === current ? "page" : undefined} title=${t(VIEWS[name].title)}>
      <${Icon} name=${VIEWS[name].icon} /><span>${t(VIEWS[name].title)}</span>
    </a>`;
  return html`
    <header class="bar">
      <a class="brand" href="#/make">
        <img src="/static/icon.svg" alt="" width="30" height="30" class=${busy ? "busy" : ""} /><span>Facenote</span>
      </a>
      <nav class="tabs" aria-label=${t("studio-nav")}>${["make", "batch", "faces", "history", "log"].map(link)}</nav>
      <div class="tools"><${Languages} />${link("settings")}</div>
    </header>`;
}

function Languages() {
  const studio = useStudio();
  return html`
    <label class="languages">
      <span class="visually-hidden">${t("studio-language")}</span>
      <select value=${studio.session.language} onChange=${(event) => studio.chooseLanguage(event.target.value)}>
        ${studio.session.languages.map((code) => html`<option value=${code} lang=${code}>${ownName(code)}</option>`)}
      </select>
    </label>`;
}

/** A view that breaks leaves the rest of the page usable. */
function Guarded({ children }) {
  const [error] = useErrorBoundary((broken) => console.error(broken));
  if (!error) return children;
  return html`
    <div class="card empty">
      <p>${t("studio-broken")}</p>
      <button class="button" onClick=${() => location.reload()}>${t("studio-reload")}</button>
    </div>`;
}

/** What Telegram says of the person who opened the page inside it, if it did. */
function telegramInitData() {
  return new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
}

async function start() {
  const studio = new Studio();
  const initData = telegramInitData();
  if (initData) {
    await api.session.loginFromTelegram(initData);
    history.replaceState(null, "", "#/make");
  }
  await studio.open();
  await speak(studio.session.language);
  show(html`<${App} studio=${studio} />`);
}

function show(what) {
  const root = document.getElementById("app");
  root.textContent = "";
  render(what, root);
}

/** Nothing could be loaded: to the login, or tell it and try again. */
async function cannotStart(error) {
  if ([401, 403].includes(error.status)) {
    location.assign(api.LOGIN_PAGE + location.hash); // with Telegram's word, if there is one: the login tells what is wrong with it
    return;
  }
  console.error(error);
  await speak(navigator.language.split("-")[0]).catch(() => speak("en"));
  const told = error instanceof api.ApiError ? explain(error) : t("studio-broken");
  const isPassing = error.code === "offline" || error.status >= 500;
  show(html`<div class="starting" role="alert"><p>${told}</p></div>`);
  if (isPassing) setTimeout(() => location.reload(), TRY_AGAIN_S * 1000);
}

start().catch(cannotStart);
