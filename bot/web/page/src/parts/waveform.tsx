// A voice as a picture that plays it: press or drag to seek, or use the arrow keys.

import type { RefObject, TargetedPointerEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clock, t } from "../texts";
import { Icon } from "./icon";

const HEIGHT = 100;
const BARS = 80; // more cannot be told apart on a phone
const THINNEST = 0.04;
const STEP_S = 2;
const PAGE_S = 10;

/** `peaks`: loudness from 0 to 1, equally spaced; `src`: the sound; `seconds`: its length. */
type WaveformProps = { peaks: number[]; src: string | undefined; seconds: number };

export function Waveform({ peaks, src, seconds }: WaveformProps) {
  const sound = useRef<HTMLAudioElement>(null);
  const [at, seek] = usePosition(sound, seconds);
  const [plays, setPlays] = useState(false);
  const toggle = () => {
    const audio = sound.current;
    if (audio?.paused) audio.play().catch(() => setPlays(false));
    else audio?.pause();
  };
  return (
    <div class="waveform" dir="ltr">
      <button
        type="button"
        class="button quiet small"
        onClick={toggle}
        aria-label={t(plays ? "studio-pause" : "studio-play")}
      >
        <Icon name={plays ? "pause" : "play"} />
      </button>
      <Track peaks={peaks} at={at} seconds={seconds} onSeek={seek} onToggle={toggle} />
      <span class="waveform-clock">
        {clock(at)} / {clock(seconds)}
      </span>
      <audio ref={sound} src={src} preload="none" onPlay={() => setPlays(true)} onPause={() => setPlays(false)}></audio>
    </div>
  );
}

/** Where the sound is, seconds, and how to go elsewhere. Another sound that starts stops this one. */
function usePosition(sound: RefObject<HTMLAudioElement | null>, seconds: number) {
  const [at, setAt] = useState(0);
  const seek = (to: number) => {
    if (!sound.current) return;
    sound.current.currentTime = Math.min(Math.max(to, 0), seconds);
    setAt(sound.current.currentTime);
  };
  useEffect(() => {
    const audio = sound.current;
    if (!audio) return undefined;
    let frame = 0;
    const follow = () => {
      setAt(audio.ended ? 0 : Math.min(audio.currentTime, seconds));
      if (!audio.paused) frame = requestAnimationFrame(follow);
    };
    const yieldToOthers = (event: Event) => event.target === audio || audio.pause();
    audio.addEventListener("play", follow);
    audio.addEventListener("ended", follow);
    document.addEventListener("play", yieldToOthers, true);
    return () => {
      cancelAnimationFrame(frame);
      audio.pause();
      document.removeEventListener("play", yieldToOthers, true);
    };
  }, [seconds]);
  return [at, seek] as const;
}

type TrackProps = {
  peaks: number[];
  at: number;
  seconds: number;
  onSeek: (to: number) => void;
  onToggle: () => void;
};

function Track({ peaks, at, seconds, onSeek, onToggle }: TrackProps) {
  const moves: Record<string, number> = {
    ArrowRight: STEP_S,
    ArrowUp: STEP_S,
    ArrowLeft: -STEP_S,
    ArrowDown: -STEP_S,
    PageUp: PAGE_S,
    PageDown: -PAGE_S,
  };
  const press = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (move) onSeek(at + move);
    else if (event.key === "Home") onSeek(0);
    else if (event.key === "End") onSeek(seconds);
    else if (event.key === " " || event.key === "Enter") onToggle();
    else return;
    event.preventDefault();
  };
  const point = (event: TargetedPointerEvent<HTMLElement>) => {
    if (!event.buttons) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    onSeek(((event.clientX - left) / width) * seconds);
  };
  const hold = (event: TargetedPointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    point(event);
  };
  const path = outline(peaks);
  const share = seconds ? at / seconds : 0;
  return (
    <div
      class="waveform-track"
      role="slider"
      tabIndex={0}
      aria-label={t("studio-position")}
      aria-valuemin={0}
      aria-valuemax={Math.round(seconds)}
      aria-valuenow={Math.round(at)}
      aria-valuetext={`${clock(at)} / ${clock(seconds)}`}
      onKeyDown={press}
      onPointerDown={hold}
      onPointerMove={point}
    >
      <svg viewBox={`0 0 ${BARS} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <path d={path} />
      </svg>
      <svg
        class="played"
        viewBox={`0 0 ${BARS} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        style={{ clipPath: `inset(0 ${100 * (1 - share)}% 0 0)` }}
      >
        <path d={path} />
      </svg>
    </div>
  );
}

/** One upright line a bar, as tall as the loudest of its part. */
function outline(peaks: number[]) {
  const part = peaks.length / BARS;
  return Array.from({ length: BARS }, (_, bar) => {
    const here = peaks.slice(
      Math.floor(bar * part),
      Math.max(Math.floor(bar * part) + 1, Math.floor((bar + 1) * part)),
    );
    const tall = HEIGHT * Math.max(THINNEST, Math.min(1, Math.max(0, ...here)));
    return `M${bar + 0.5} ${((HEIGHT - tall) / 2).toFixed(1)}v${tall.toFixed(1)}`;
  }).join("");
}
