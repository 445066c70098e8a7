// A voice as a picture that plays it: press or drag to seek, or use the arrow keys.

import type { ComponentChildren, RefObject, TargetedPointerEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clock, t } from "../texts";
import { moved, type Range } from "./cutting";
import { Icon } from "./icon";

const HEIGHT = 100;
const BARS = 80; // more cannot be told apart on a phone
const THINNEST = 0.04;
const STEP_S = 2;
const PAGE_S = 10;
const FINE_S = 0.1;
const BLINK_S = 0.05;

/** What is cut out of a voice: the selected range, and the parts of it that will be voices. Only the range is heard. */
type Cut = { range: Range; parts: Range[]; onChange: (range: Range) => void };

/** `peaks`: loudness from 0 to 1, equally spaced; `src`: the sound; `seconds`: its length; `cut`: with handles. */
type WaveformProps = { peaks: number[]; src: string | undefined; seconds: number; cut?: Cut };

export function Waveform({ peaks, src, seconds, cut }: WaveformProps) {
  const sound = useRef<HTMLAudioElement>(null);
  const [from, to] = cut?.range ?? [0, seconds];
  const [at, seek] = usePosition(sound, seconds, to);
  const [plays, setPlays] = useState(false);
  const toggle = () => {
    const audio = sound.current;
    if (!audio?.paused) return audio?.pause();
    if (cut && (at < from || at >= to - BLINK_S)) seek(from);
    audio.play().catch(() => setPlays(false));
  };
  const track = <Track peaks={peaks} at={at} seconds={seconds} onSeek={seek} onToggle={toggle} />;
  return (
    <div class={`waveform ${cut ? "cut" : ""}`} dir="ltr">
      <button
        type="button"
        class="button quiet small"
        onClick={toggle}
        aria-label={t(plays ? "studio-pause" : "studio-play")}
      >
        <Icon name={plays ? "pause" : "play"} />
      </button>
      {cut ? (
        <Cutting cut={cut} seconds={seconds}>
          {track}
        </Cutting>
      ) : (
        track
      )}
      <span class="waveform-clock">{cut ? `${exact(from)} – ${exact(to)}` : `${clock(at)} / ${clock(seconds)}`}</span>
      <audio ref={sound} src={src} preload="none" onPlay={() => setPlays(true)} onPause={() => setPlays(false)}></audio>
    </div>
  );
}

/** The track with a handle at each end of the selected range, and the parts of it. */
function Cutting({ cut: { range, parts, onChange }, seconds, children }: CuttingProps) {
  const place = useRef<HTMLDivElement>(null);
  const grabbed = useRef(0); // how far from its middle the handle is held, pixels
  const handle = (which: "start" | "end") => {
    const [start, end] = range;
    const at = which === "start" ? start : end;
    const move = (to: number) => onChange(moved(range, which, to, seconds));
    const press = (event: KeyboardEvent) => {
      const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
      if (step) move(at + step * FINE_S);
      else if (event.key === "Home") move(0);
      else if (event.key === "End") move(seconds);
      else return;
      event.preventDefault();
    };
    const grab = (event: TargetedPointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      if (!place.current) return;
      const { left, width } = place.current.getBoundingClientRect();
      grabbed.current = event.clientX - left - (at / seconds) * width;
    };
    const drag = (event: TargetedPointerEvent<HTMLElement>) => {
      if (!event.buttons || !place.current) return;
      const { left, width } = place.current.getBoundingClientRect();
      move(((event.clientX - grabbed.current - left) / width) * seconds);
    };
    return (
      <div
        class={`cut-handle cut-${which}`}
        style={{ left: share(at, seconds) }}
        role="slider"
        tabIndex={0}
        aria-label={t(which === "start" ? "studio-cut-start" : "studio-cut-end")}
        aria-valuemin={0}
        aria-valuemax={seconds}
        aria-valuenow={at}
        aria-valuetext={exact(at)}
        onKeyDown={press}
        onPointerDown={grab}
        onPointerMove={drag}
      />
    );
  };
  return (
    <div class="cut-track" ref={place}>
      {children}
      {parts.map(([start, end]) => (
        <span
          key={start}
          class="cut-part"
          style={{ left: share(start, seconds), right: share(seconds - end, seconds) }}
        ></span>
      ))}
      {handle("start")}
      {handle("end")}
    </div>
  );
}

const share = (part: number, whole: number) => `${(100 * part) / whole}%`;

/** Minutes, seconds and tenths. */
const exact = (seconds: number) => {
  const tenths = Math.round(10 * seconds);
  return `${clock(tenths / 10)}.${tenths % 10}`;
};

/** Where the sound is, seconds, and how to go elsewhere; it is heard until `end`. Another sound that starts stops this one. */
function usePosition(sound: RefObject<HTMLAudioElement | null>, seconds: number, end: number) {
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
      if (end < seconds && audio.currentTime >= end) audio.pause();
      cancelAnimationFrame(frame); // a play that follows a pause at once
      if (!audio.paused) frame = requestAnimationFrame(follow);
    };
    const yieldToOthers = (event: Event) => event.target === audio || audio.pause();
    audio.addEventListener("play", follow);
    audio.addEventListener("ended", follow);
    document.addEventListener("play", yieldToOthers, true);
    if (!audio.paused) follow(); // goes on while its end is moved
    return () => {
      cancelAnimationFrame(frame);
      audio.removeEventListener("play", follow);
      audio.removeEventListener("ended", follow);
      document.removeEventListener("play", yieldToOthers, true);
    };
  }, [seconds, end]);
  useEffect(() => () => sound.current?.pause(), []);
  return [at, seek] as const;
}

type CuttingProps = { cut: Cut; seconds: number; children: ComponentChildren };

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
