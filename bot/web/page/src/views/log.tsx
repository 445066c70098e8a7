// What happened with one's own jobs, as lines a person can read; newest first, live.

import { useEffect, useState } from "preact/hooks";
import * as api from "../api";
import { type Option, Segments, useKept } from "../parts/choices";
import { useStudio } from "../state";
import { explain, language, t } from "../texts";
import type { JobState, LogLine } from "../types";

const CALM_S = 0.5; // several changes at once are one reading
const KINDS = { face: "studio-kind-face", voice: "studio-kind-voice", clip: "studio-kind-clip" };
const STATES: Partial<Record<JobState, string>> = {
  queued: "studio-log-queued",
  rendered: "studio-log-rendered",
  delivered: "studio-log-delivered",
  cancelled: "studio-log-cancelled",
};
const SIGNS: Partial<Record<JobState, string>> = { delivered: "good", failed: "bad", cancelled: "warn" };
const TWO = "2-digit";
const TO_THE_SECOND: Intl.DateTimeFormatOptions = { day: TWO, month: TWO, hour: TWO, minute: TWO, second: TWO };
type Shown = typeof ALL | typeof PROBLEMS;

const ALL = "all";
const PROBLEMS = "problems";

export function Log() {
  const lines = useLines();
  const [shown, show] = useKept<Shown>("log", ALL);
  const told =
    lines &&
    withoutRepeats(lines).filter((line) => shown === ALL || line.state === "failed" || line.state === "cancelled");
  const choices: Option<Shown>[] = [
    [ALL, t("studio-log-all")],
    [PROBLEMS, t("studio-log-problems")],
  ];
  return (
    <>
      <div class="row log-head">
        <p class="soft">{t("studio-log-intro")}</p>
        <Segments name="log" label={t("studio-nav-log")} value={shown} options={choices} onChange={show} />
      </div>
      <div class="card log" role="log" aria-label={t("studio-nav-log")} tabIndex={0}>
        {told?.map((line) => (
          <Line key={`${line.job} ${line.at} ${line.state} ${line.stage}`} line={line} />
        ))}
        {told?.length === 0 && <p class="soft">{t("studio-log-none")}</p>}
      </div>
    </>
  );
}

/** The lines, newest first; read anew when a job changes its state or stage. Null at first. */
function useLines() {
  const studio = useStudio();
  const [lines, setLines] = useState<LogLine[] | null>(null);
  const standing = [...studio.jobs.values()].map((job) => `${job.id} ${job.state} ${job.stage}`).join();
  useEffect(() => {
    const read = () => studio.attempt(async () => setLines((await api.log.lines()).reverse()));
    const timer = setTimeout(read, lines ? CALM_S * 1000 : 0);
    return () => clearTimeout(timer);
  }, [standing, studio.connected]);
  return lines;
}

/** Of a job that is ready nobody asks when it was made, and what it said last need not be said again. */
function withoutRepeats(lines: LogLine[]) {
  const ready = new Set(lines.filter((line) => line.state === "delivered").map((line) => line.job));
  return lines.filter((line, place) => {
    const before = lines.find((other, otherPlace) => otherPlace > place && other.job === line.job);
    return !(before && happened(before) === happened(line)) && !(line.state === "rendered" && ready.has(line.job));
  });
}

function Line({ line }: { line: LogLine }) {
  return (
    <div class="log-line">
      <time datetime={line.at}>{new Intl.DateTimeFormat(language(), TO_THE_SECOND).format(new Date(line.at))}</time>
      <span class={`chip ${SIGNS[line.state] ?? ""}`}>{t(KINDS[line.kind])}</span>
      <span class="log-name clipped" dir="auto">
        {line.name}
      </span>
      <span class="log-what">{happened(line)}</span>
    </div>
  );
}

function happened({ state, stage, code, kind }: LogLine) {
  if (state === "failed") return explain({ code: code ?? "internal_error" });
  if (state !== "running") return t(STATES[state] ?? state);
  if (kind === "voice" && stage !== "start") return t("studio-voice-reading");
  return t("status-running", { kind, stage: stage?.replaceAll(" ", "-") || "start" });
}
