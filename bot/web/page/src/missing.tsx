// What stands at an address at which there is nothing: the way to the studio.

import { render } from "preact";
import icon from "./icon.svg";
import { speak, t } from "./texts";

async function start() {
  await speak(navigator.language.split("-")[0] ?? "en").catch(() => speak("en"));
  document.title = `${t("studio-missing")} · Facenote`;
  render(
    <main class="share">
      <p class="brand">
        <img src={icon} alt="" width="30" height="30" />
        Facenote
      </p>
      <h1>{t("studio-missing")}</h1>
      <a class="button primary" href="/">
        {t("studio-missing-go")}
      </a>
    </main>,
    document.getElementById("missing") as HTMLElement,
  );
}

start();
