// A finished clip: wide with the browser's own controls, or round with ours; at the speed that was chosen last.

import type { ComponentChildren, RefObject, TargetedEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useStudio } from "../state";
import { clock, t, times } from "../texts";
import type { ClipJob } from "../types";
import { useKept } from "./choices";
import { Icon } from "./icon";
import { Moments } from "./moments";

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];
const SEEK_STEP_S = 0.1;

/** `autoplay`: begin at once, where the person asked for it by a press. */
type PlayerProps = { job: ClipJob; autoplay?: boolean };

export function Player({ job, autoplay = false }: PlayerProps) {
  const [speed, setSpeed] = useKept("speed", 1);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!video.current) return;
    video.current.defaultPlaybackRate = speed; // what a video that is loaded begins with
    video.current.playbackRate = speed;
  }, [speed]);
  const source = useSource(job);
  const [compares, setCompares] = useState(false);
  const choice = (
    <>
      {source && <Compare compares={compares} onChange={setCompares} />}
      <Speed speed={speed} onChange={setSpeed} />
    </>
  );
  const original = source && compares && <Original source={source} clip={video} />;
  const go = (seconds: number) => {
    if (video.current) video.current.currentTime = seconds;
  };
  const moments = <Moments report={job.report} onGo={go} />;
  if (job.form === "note")
    return (
      <RoundPlayer job={job} autoplay={autoplay} video={video} moments={moments} tools={choice} original={original} />
    );
  const [width, height] = job.report?.size ?? [1, 1];
  return (
    <div class="player-box">
      <div class="player-stage">
        <video
          ref={video}
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
        {original}
      </div>
      {moments}
      <div class="row player-controls">
        <span class="grow"></span>
        {choice}
      </div>
    </div>
  );
}

type Source = { src: string; isPhoto: boolean };

/** The video or photo that the clip's face was made of, as long as its check is kept. */
function useSource(job: ClipJob): Source | null {
  const studio = useStudio();
  const face = studio.faces.find((one) => one.id === job.face?.id);
  const check = face && [...studio.jobs.values()].find((one) => one.kept_face === face.id);
  const src = check?.files.source;
  return src ? { src, isPhoto: face?.kind === "photo" } : null;
}

/** Shows the original while it is held, by a finger, the mouse or the keyboard; a screen reader's press, which cannot be held,
 * shows and hides it. */
function Compare({ compares, onChange }: { compares: boolean; onChange: (compares: boolean) => void }) {
  const end = () => onChange(false);
  const press = (event: KeyboardEvent) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    onChange(event.type === "keydown");
  };
  return (
    <button
      type="button"
      class="button small compare"
      aria-pressed={compares}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        onChange(true);
      }}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={press}
      onKeyUp={press}
      onClick={(event) => event.detail || onChange(!compares)} // the click of a pointer counts its presses
      onBlur={end}
      onContextMenu={(event) => event.preventDefault()}
    >
      <Icon name="face" />
      {t("studio-compare")}
    </button>
  );
}

/** The original over the clip, without its sound: at the same second, at the same speed, again from its start at its end. */
function Original({ source, clip }: { source: Source; clip: RefObject<HTMLVideoElement | null> }) {
  const original = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const [shown, played] = [original.current, clip.current];
    if (!shown || !played) return undefined;
    const follow = () => {
      shown.playbackRate = played.playbackRate;
      if (Number.isFinite(shown.duration)) shown.currentTime = played.currentTime % shown.duration;
      if (played.paused) shown.pause();
      else shown.play().catch(() => {});
    };
    const events = ["play", "pause", "seeked", "ratechange"] as const;
    shown.addEventListener("loadedmetadata", follow);
    for (const event of events) played.addEventListener(event, follow);
    return () => {
      for (const event of events) played.removeEventListener(event, follow);
    };
  }, []);
  return source.isPhoto ? (
    <img class="original" src={source.src} alt={t("studio-compare")} />
  ) : (
    <video
      ref={original}
      class="original"
      src={source.src}
      muted
      loop
      playsinline
      preload="auto"
      aria-label={t("studio-compare")}
    />
  );
}

const Speed = ({ speed, onChange }: { speed: number; onChange: (speed: number) => void }) => (
  <label class="row">
    <span class="soft">{t("studio-speed")}</span>
    <select dir="ltr" value={speed} onChange={(event) => onChange(Number(event.currentTarget.value))}>
      {SPEEDS.map((one) => (
        <option key={one} value={one}>
          {times(one)}
        </option>
      ))}
    </select>
  </label>
);

type RoundProps = Required<PlayerProps> & {
  video: RefObject<HTMLVideoElement | null>;
  moments: ComponentChildren;
  tools: ComponentChildren;
  original: ComponentChildren;
};

function RoundPlayer({ job, autoplay, video, moments, tools, original }: RoundProps) {
  const [plays, setPlays] = useState(false);
  const [at_s, setAt] = useState(0);
  const [length_s, setLength] = useState(job.report?.duration_s ?? job.duration_s);
  const [volume, setVolume] = useKept("volume", 1);
  useEffect(() => {
    if (video.current) video.current.volume = volume;
  }, [volume]);
  const toggle = () => (plays ? video.current?.pause() : video.current?.play());
  const seek = (to_s: number) => {
    if (video.current) video.current.currentTime = to_s;
    setAt(to_s);
  };
  const follow = ({ currentTarget }: TargetedEvent<HTMLVideoElement>) => setAt(currentTarget.currentTime);
  const label = plays ? t("studio-pause") : t("studio-play-name", { name: job.name });
  return (
    <div class="player-box">
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
          onLoadedMetadata={({ currentTarget }) => setLength(currentTarget.duration)}
        ></video>
        {original}
        <svg class="ring" viewBox="0 0 100 100" aria-hidden="true">
          <circle
            cx="50"
            cy="50"
            r="49"
            pathLength="1"
            style={{ strokeDasharray: `${length_s ? at_s / length_s : 0} 1` }}
          />
        </svg>
        <button type="button" onClick={toggle} aria-label={label}>
          <Icon name={plays ? "pause" : "play"} />
        </button>
      </div>
      {moments}
      <div class="row player-controls">
        <input
          type="range"
          class="grow"
          dir="ltr"
          min={0}
          max={length_s}
          step={SEEK_STEP_S}
          value={at_s}
          aria-label={t("studio-position")}
          aria-valuetext={clock(at_s)}
          onInput={(event) => seek(Number(event.currentTarget.value))}
        />
        <small class="player-clock" dir="ltr">
          {clock(at_s)} / {clock(length_s)}
        </small>
        <label class="row player-volume">
          <Icon name={volume ? "sound" : "silent"} />
          <input
            type="range"
            dir="ltr"
            min={0}
            max={1}
            step={0.05}
            value={volume}
            aria-label={t("studio-volume")}
            onInput={(event) => setVolume(Number(event.currentTarget.value))}
          />
        </label>
        {tools}
      </div>
    </div>
  );
}
