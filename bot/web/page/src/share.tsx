// The page behind a link: a clip that its owner shows to whoever has the link.

import { render } from "preact";
import { startWithin } from "./api";
import icon from "./icon.svg";
import { Icon } from "./parts/icon";
import { speak, t, when } from "./texts";
import type { Shared } from "./types";

function Share({ shared }: { shared: Shared | null }) {
  return (
    <main class="share">
      <p class="brand">
        <img src={icon} alt="" width="30" height="30" />
        Facenote
      </p>
      {shared ? <Clip shared={shared} /> : <h1>{t("studio-share-gone")}</h1>}
    </main>
  );
}

const Clip = ({ shared: { form, size, clip, poster, download, expires_at } }: { shared: Shared }) => (
  <>
    <h1>{t("clip-generated")}</h1>
    <video
      class={form}
      src={clip}
      poster={poster}
      style={size ? { "--width": size[0], "--ratio": size[0] / size[1] } : undefined}
      controls
      playsinline
      preload="metadata"
      aria-label={t("clip-generated")}
    ></video>
    {download && (
      <a class="button" href={download} download="">
        <Icon name="download" />
        {t("studio-download-video")}
      </a>
    )}
    <small>{t("studio-share-until", { when: when(expires_at) })}</small>
    <a href="/verify">{t("studio-verify")}</a>
  </>
);

async function start() {
  const shared = startWithin<Shared>();
  await speak(navigator.language.split("-")[0] ?? "en").catch(() => speak("en"));
  document.title = shared ? "Facenote" : `${t("studio-share-gone")} · Facenote`;
  render(<Share shared={shared} />, document.getElementById("share") as HTMLElement);
}

start();
