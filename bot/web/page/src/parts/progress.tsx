// How a job stands: in words, as a bar, and read out when the stage changes.

import { isDone, isOpen } from "../state";
import { explain, percent, roughly, t } from "../texts";
import type { Job } from "../types";

const UNKNOWN = { code: "internal_error" };
const NEARLY = 0.99; // what is shown as 100 % has nothing left

/** What a job is doing, as a text; for a failed one see `explain`. */
export function stageOf(job: Job) {
  if (job.state === "queued") return t("status-queued", { position: Math.max(1, job.position ?? 1) });
  if (job.state === "rendered") return t("studio-handing-over");
  if (job.state === "cancelled") return t("studio-state-cancelled");
  if (isDone(job)) return t("studio-ready");
  if (job.kind === "voice") return t("studio-voice-reading");
  return t("status-running", { kind: job.kind, stage: job.stage?.replaceAll(" ", "-") || "start" });
}

/** The time left in words; empty where it is unknown, or nothing is left. */
export const timeLeft = (seconds: number | null) => (!seconds ? "" : t("studio-time-left", { time: roughly(seconds) }));

/** A bar from 0 to 1. `label` names it; without `fraction` it only shows that something goes on. */
export const Bar = ({ fraction, label }: { fraction?: number; label: string }) => (
  <div
    class={`progress ${fraction === undefined ? "waiting" : ""}`}
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={fraction === undefined ? undefined : Math.round(fraction * 100)}
  >
    <div key={fraction === undefined} style={{ inlineSize: `${(fraction ?? 0) * 100}%` }}></div>
  </div>
);

/** Bar, stage, share and time left of an open job; why a failed one failed. */
export function Progress({ job }: { job: Job }) {
  if (job.state === "failed")
    return (
      <p class="failure" role="alert">
        {explain(job.error ?? UNKNOWN)}
      </p>
    );
  const runs = job.state === "running";
  const label = t("studio-progress-of", { name: job.name });
  return (
    <div class="job-progress">
      {isOpen(job) && <Bar fraction={runs ? job.progress : undefined} label={label} />}
      <div class="row">
        <span class="grow" role="status">
          {stageOf(job)}
        </span>
        {isOpen(job) && job.progress < NEARLY && <span class="soft">{timeLeft(job.left_s)}</span>}
        {runs && <span class="share">{percent(Math.round(job.progress * 100) / 100)}</span>}
      </div>
    </div>
  );
}
