// A finished clip: wide with the browser's own controls, or round with one button.

import { t } from "../texts.js";
import { html, useRef, useState } from "../vendor/htm/standalone.module.js";
import { Icon } from "./icon.js";

/** `autoplay`: begin at once, where the person asked for it by a press. */
export function Player({ job, autoplay = false }) {
  if (job.form === "note") return html`<${RoundPlayer} job=${job} autoplay=${autoplay} />`;
  const [width, height] = job.report.size;
  return html`
    <video
      class="player"
      style=${{ "--ratio": width / height }}
      src=${job.files.clip}
      poster=${job.files.poster}
      controls
      playsinline
      preload="metadata"
      autoplay=${autoplay}
      aria-label=${job.name}
    ></video>`;
}

function RoundPlayer({ job, autoplay }) {
  const video = useRef();
  const [plays, setPlays] = useState(false);
  const [share, setShare] = useState(0);
  const toggle = () => (plays ? video.current.pause() : video.current.play());
  const follow = ({ target }) => setShare(target.duration ? target.currentTime / target.duration : 0);
  return html`
    <div class="player-round ${plays ? "plays" : ""}">
      <video
        ref=${video}
        src=${job.files.clip}
        poster=${job.files.poster}
        playsinline
        preload="metadata"
        autoplay=${autoplay}
        aria-label=${job.name}
        onPlay=${() => setPlays(true)}
        onPause=${() => setPlays(false)}
        onTimeUpdate=${follow}
      ></video>
      <svg class="ring" viewBox="0 0 100 100" aria-hidden="true">
        <circle cx="50" cy="50" r="49" pathLength="1" style=${{ strokeDasharray: `${share} 1` }} />
      </svg>
      <button onClick=${toggle} aria-label=${plays ? t("studio-pause") : t("studio-play-name", { name: job.name })}>
        <${Icon} name=${plays ? "pause" : "play"} />
      </button>
    </div>`;
}
