// A finished clip: wide with the browser's own controls, or round with one button.

import type { TargetedEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../texts";
import type { ClipJob } from "../types";
import { Icon } from "./icon";

/** `autoplay`: begin at once, where the person asked for it by a press. */
type PlayerProps = { job: ClipJob; autoplay?: boolean };

export function Player({ job, autoplay = false }: PlayerProps) {
  if (job.form === "note") return <RoundPlayer job={job} autoplay={autoplay} />;
  const [width, height] = job.report?.size ?? [1, 1];
  return (
    <video
      class="player"
      style={{ "--ratio": width / height }}
      src={job.files.clip}
      poster={job.files.poster}
      controls
      playsinline
      preload="metadata"
      autoplay={autoplay}
      aria-label={job.name}
    ></video>
  );
}

function RoundPlayer({ job, autoplay }: PlayerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [plays, setPlays] = useState(false);
  const [share, setShare] = useState(0);
  const toggle = () => (plays ? video.current?.pause() : video.current?.play());
  const follow = ({ currentTarget: { currentTime, duration } }: TargetedEvent<HTMLVideoElement>) =>
    setShare(duration ? currentTime / duration : 0);
  return (
    <div class={`player-round ${plays ? "plays" : ""}`}>
      <video
        ref={video}
        src={job.files.clip}
        poster={job.files.poster}
        playsinline
        preload="metadata"
        autoplay={autoplay}
        aria-label={job.name}
        onPlay={() => setPlays(true)}
        onPause={() => setPlays(false)}
        onTimeUpdate={follow}
      ></video>
      <svg class="ring" viewBox="0 0 100 100" aria-hidden="true">
        <circle cx="50" cy="50" r="49" pathLength="1" style={{ strokeDasharray: `${share} 1` }} />
      </svg>
      <button
        type="button"
        onClick={toggle}
        aria-label={plays ? t("studio-pause") : t("studio-play-name", { name: job.name })}
      >
        <Icon name={plays ? "pause" : "play"} />
      </button>
    </div>
  );
}
