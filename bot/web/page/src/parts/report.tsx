// What was found out about a face: the picture with what was measured, the verdict, and what would make it better.

import { useRef, useState } from "preact/hooks";
import { clock, rich, t } from "../texts";
import type { Face, FaceJob, FaceReport, Finding } from "../types";
import { Icon } from "./icon";

/** So many findings are told at once; the rest is folded. */
const FIRST = 3;

/** Findings count the frames of the video as the engine brings it to one rate. */
const FRAMES_PER_S = 25;

const ICONS = { fail: "cancel", warn: "warning", ok: "check" } as const;
const SIGNS = { ok: "good", warn: "warn", fail: "bad" };

/** The report of a finished check (`job`), or of a face that was kept (`face`). */
export const Report = ({ job, face }: { job: FaceJob; face?: undefined } | { job?: undefined; face: Face }) =>
  job ? <CheckReport job={job} /> : <Findings of={face} />;

function CheckReport({ job }: { job: FaceJob }) {
  const film = useRef<HTMLVideoElement>(null);
  const [shownAt_s, setShownAt] = useState<number | null>(null);
  if (!job.report) return null;
  const { verdict, blocked, kind } = job.report;
  const picture = job.files.picture ?? job.files.poster;
  const hasFilm = job.files.source && kind !== "photo";
  /** The film at the moment that shows it. */
  const show = (seconds: number) => {
    setShownAt(seconds);
    if (!film.current) return;
    film.current.pause();
    film.current.currentTime = seconds;
    film.current.scrollIntoView({ block: "nearest" });
  };
  return (
    <div class="report">
      <div class="stack">
        {picture && (
          <a
            class="report-picture"
            href={picture}
            target="_blank"
            rel="noopener"
            aria-label={t("studio-report-enlarge")}
          >
            <img src={picture} alt={t("studio-report-picture", { name: job.name })} />
          </a>
        )}
        {job.files.picture && <p class="soft report-legend">{t("studio-report-legend")}</p>}
        {hasFilm && (
          <details
            open={shownAt_s !== null}
            onToggle={(event) => setShownAt(event.currentTarget.open ? (shownAt_s ?? 0) : null)}
          >
            <summary>{t("studio-report-film")}</summary>
            {shownAt_s !== null && (
              <video
                ref={film}
                class="report-film"
                src={job.files.source}
                controls
                playsinline
                onLoadedMetadata={(event) => {
                  event.currentTarget.currentTime = shownAt_s;
                  event.currentTarget.scrollIntoView({ block: "nearest" });
                }}
              ></video>
            )}
          </details>
        )}
      </div>
      <div class="report-words">
        <p class={`verdict ${signOf(job.report)}`}>
          {rich("face-verdict", { verdict: blocked ? "blocked" : verdict })}
        </p>
        <Findings of={job.report} onShow={hasFilm ? show : undefined} />
      </div>
    </div>
  );
}

/** Good, better with losses, or better not. */
const signOf = ({ verdict, blocked, needs_override }: FaceReport) =>
  blocked ? "bad" : verdict === "fail" || needs_override ? "warn" : "good";

/** What is not as it should be, in the order that the server gives. */
export const problemsOf = ({ findings, advice }: Pick<Judged, "findings" | "advice">) =>
  advice.flatMap((code) => findings.find((finding) => finding.code === code && finding.severity !== "ok") ?? []);

/** A finding in words. */
export const whatOf = ({ code, value, side }: Finding) =>
  rich(`finding-${code.replaceAll("_", "-")}`, { value: value ?? 0, side });

/** What would make it better. */
export const adviceOf = ({ code, side }: Finding) => rich(`advice-${code.replaceAll("_", "-")}`, { side });

/** Worst first, each with what to do; then how many things were as they should be. */
type Judged = Pick<FaceReport, "findings" | "advice" | "lip_score" | "lip_level">;

/** `onShow(seconds)`: show that moment of the video. */
type FindingsProps = { of: Judged; onShow?: ((seconds: number) => void) | undefined };

function Findings({ of: report, onShow }: FindingsProps) {
  const problems = problemsOf(report);
  const fine = report.findings.filter((finding) => finding.severity === "ok").length;
  const [first, rest] = [problems.slice(0, FIRST), problems.slice(FIRST)];
  return (
    <ul class="findings">
      {first.map((finding) => (
        <FindingLine key={finding.code} finding={finding} onShow={onShow} />
      ))}
      {rest.length > 0 && (
        <li>
          <details>
            <summary>{t("studio-show-all", { count: rest.length })}</summary>
            <ul class="findings">
              {rest.map((finding) => (
                <FindingLine key={finding.code} finding={finding} onShow={onShow} />
              ))}
            </ul>
          </details>
        </li>
      )}
      {fine > 0 && (
        <li class="finding good">
          <Icon name="check" />
          <p>{t(problems.length ? "studio-report-others-fine" : "studio-report-all-fine", { count: fine })}</p>
        </li>
      )}
      {report.lip_score && (
        <li class="finding">
          <Icon name="voice" />
          <p>{t("studio-report-lips", { lips: report.lip_level })}</p>
        </li>
      )}
    </ul>
  );
}

function FindingLine({ finding, onShow }: { finding: Finding } & Pick<FindingsProps, "onShow">) {
  const { severity, frame } = finding;
  const seconds = (frame ?? 0) / FRAMES_PER_S;
  return (
    <li class={`finding ${SIGNS[severity]}`}>
      <Icon name={ICONS[severity]} label={t(severity === "fail" ? "studio-report-fail" : "studio-report-warn")} />
      <div>
        <p class="finding-what">{whatOf(finding)}</p>
        <p>{adviceOf(finding)}</p>
        {onShow && frame !== null && frame !== undefined && (
          <button type="button" class="button quiet small show-finding" onClick={() => onShow(seconds)}>
            <Icon name="play" />
            {t("studio-report-show", { time: clock(seconds) })}
          </button>
        )}
      </div>
    </li>
  );
}
