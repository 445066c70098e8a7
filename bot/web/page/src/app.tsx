// Start of the page: who is asking, which view is shown, and the frame around it.

import { type ComponentChildren, render, type VNode } from "preact";
import { useEffect, useErrorBoundary, useRef, useState } from "preact/hooks";
import * as api from "./api";
import icon from "./icon.svg";
import { Anywhere } from "./parts/anywhere";
import { Icon, type IconName, Spinner } from "./parts/icon";
import { Notices } from "./parts/notice";
import { Queue, useTitle } from "./parts/queue";
import { Studio, StudioContext, useStudio } from "./state";
import { isConfirmed, logInAs, openerWithin } from "./telegram";
import { explain, language, ownName, speak, t } from "./texts";
import { Batch } from "./views/batch";
import { Faces } from "./views/faces";
import { History } from "./views/history";
import { Log } from "./views/log";
import { Make } from "./views/make";
import { Settings } from "./views/settings";

const TRY_AGAIN_S = 5;

type Name = "make" | "batch" | "faces" | "history" | "log" | "settings";
type Place = { View: (props: { id: number | null }) => ComponentChildren; title: string; icon: IconName };

const VIEWS: Record<Name, Place> = {
  make: { View: Make, title: "studio-nav-make", icon: "make" },
  batch: { View: Batch, title: "studio-nav-batch", icon: "batch" },
  faces: { View: Faces, title: "studio-nav-faces", icon: "face" },
  history: { View: History, title: "studio-nav-history", icon: "history" },
  log: { View: Log, title: "studio-nav-log", icon: "log" },
  settings: { View: Settings, title: "studio-nav-settings", icon: "settings" },
};

const TABS: Name[] = ["make", "faces", "history"];

/** Views that belong to another one's tab. */
const PARTS: Partial<Record<Name, Name>> = { batch: "make", log: "settings" };

const isName = (name: string | undefined): name is Name => Object.hasOwn(VIEWS, name ?? "");

/** `#/make/12` -> {name: "make", id: 12} */
function route(): { name: Name; id: number | null } {
  const [, name, id] = location.hash.split("/");
  return { name: isName(name) ? name : "make", id: Number(id) || null };
}

function useRoute() {
  const [current, setCurrent] = useState(route);
  useEffect(() => {
    const follow = () => setCurrent(route());
    window.addEventListener("hashchange", follow);
    follow(); // it may have changed since the first drawing
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  return current;
}

function App({ studio }: { studio: Studio }) {
  return (
    <StudioContext.Provider value={studio}>
      <Shell />
    </StudioContext.Provider>
  );
}

function Shell() {
  const studio = useStudio();
  const { name, id } = useRoute();
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const { View, title } = VIEWS[name];
  useTitle(t(title));
  useEffect(() => {
    if (!isFirst.current) main.current?.focus();
    isFirst.current = false;
    window.scrollTo(0, 0);
  }, [name, language()]);
  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        {t("studio-skip")}
      </button>
      <Header current={name} />
      <div class="banner" role="status" hidden={studio.connected}>
        {!studio.connected && (
          <>
            <Spinner />
            {t("studio-connection-lost")}
          </>
        )}
      </div>
      <main ref={main} tabIndex={-1} class={`view view-${name}`}>
        <h1 class={["make", "batch"].includes(name) ? "visually-hidden" : ""}>{t(title)}</h1>
        <Guarded key={name}>
          <View id={id} />
        </Guarded>
      </main>
      <Anywhere />
      <Notices />
    </>
  );
}

function Header({ current }: { current: Name }) {
  const studio = useStudio();
  const busy = studio.unfinished.some((job) => job.state === "running");
  const waiting = studio.undecided.length;
  const link = (name: Name) => (
    <a
      href={name === "make" ? studio.makingPlace : `#/${name}`}
      aria-current={name === (PARTS[current] ?? current) ? "page" : undefined}
      title={t(VIEWS[name].title)}
    >
      <Icon name={VIEWS[name].icon} />
      <span>{t(VIEWS[name].title)}</span>
      {name === "faces" && waiting > 0 && (
        <span class="badge" role="img" aria-label={t("studio-checks-waiting", { count: waiting })}>
          {waiting}
        </span>
      )}
    </a>
  );
  return (
    <header class="bar">
      <a class="brand" href="#/make">
        <img src={icon} alt="" width="30" height="30" class={busy ? "busy" : ""} />
        <span>Facenote</span>
      </a>
      <nav class="tabs" aria-label={t("studio-nav")}>
        {TABS.map(link)}
      </nav>
      <div class="tools">
        <Queue />
        <Languages />
        {link("settings")}
      </div>
    </header>
  );
}

function Languages() {
  const studio = useStudio();
  return (
    <label class="languages">
      <span class="visually-hidden">{t("studio-language")}</span>
      <select value={studio.session.language} onChange={(event) => studio.chooseLanguage(event.currentTarget.value)}>
        {studio.session.languages.map((code) => (
          <option value={code} lang={code}>
            {ownName(code)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A view that breaks leaves the rest of the page usable. */
function Guarded({ children }: { children: ComponentChildren }) {
  const [error] = useErrorBoundary((broken) => console.error(broken));
  if (!error) return children;
  return (
    <div class="card empty">
      <p>{t("studio-broken")}</p>
      <button type="button" class="button" onClick={() => location.reload()}>
        {t("studio-reload")}
      </button>
    </div>
  );
}

async function start() {
  const studio = new Studio();
  const opener = openerWithin(location.hash);
  if (opener && !isConfirmed(opener)) return api.toLogin(); // which asks
  if (opener) {
    await logInAs(opener);
    api.startWithin(); // what came with the page is of who was logged in before
    history.replaceState(null, "", "#/make");
  }
  await studio.open();
  await speak(studio.session.language);
  show(<App studio={studio} />);
}

function show(what: VNode) {
  const root = document.getElementById("app") as HTMLElement;
  root.textContent = "";
  render(what, root);
}

/** Nothing could be loaded: to the login, or tell it and try again. */
async function cannotStart(error: unknown) {
  const { code, status } = error instanceof api.ApiError ? error : { code: "", status: 0 };
  if ([401, 403, 429].includes(status)) {
    api.toLogin(); // with Telegram's word, if there is one: the login tells what is wrong with it
    return;
  }
  console.error(error);
  await speak(navigator.language.split("-")[0] ?? "en").catch(() => speak("en"));
  const told = error instanceof api.ApiError ? explain(error) : t("studio-broken");
  const isPassing = code === "offline" || status >= 500;
  show(
    <div class="starting" role="alert">
      <p>{told}</p>
    </div>,
  );
  if (isPassing) setTimeout(() => location.reload(), TRY_AGAIN_S * 1000);
}

start().catch(cannotStart);
