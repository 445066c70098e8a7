// What was found out about a face: the picture with what was measured, the verdict, and what would make it better.

import { useState } from "preact/hooks";
import { rich, t } from "../texts";
import type { Face, FaceJob, FaceReport, Finding } from "../types";
import { Icon } from "./icon";

/** So many findings are told at once; the rest is folded. */
const FIRST = 3;

const ICONS = { fail: "cancel", warn: "warning", ok: "check" } as const;
const SIGNS = { ok: "good", warn: "warn", fail: "bad" };

/** The report of a finished check (`job`), or of a face that was kept (`face`). */
export const Report = ({ job, face }: { job: FaceJob; face?: undefined } | { job?: undefined; face: Face }) =>
  job ? <CheckReport job={job} /> : <Findings of={face} />;

function CheckReport({ job }: { job: FaceJob }) {
  const [isFilmShown, setIsFilmShown] = useState(false);
  if (!job.report) return null;
  const { verdict, blocked, kind } = job.report;
  const picture = job.files.picture ?? job.files.poster;
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
        {job.files.source && kind !== "photo" && (
          <details onToggle={(event) => setIsFilmShown(event.currentTarget.open)}>
            <summary>{t("studio-report-film")}</summary>
            {isFilmShown && <video class="report-film" src={job.files.source} controls playsinline></video>}
          </details>
        )}
      </div>
      <div class="report-words">
        <p class={`verdict ${signOf(job.report)}`}>
          {rich("face-verdict", { verdict: blocked ? "blocked" : verdict })}
        </p>
        <Findings of={job.report} />
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

function Findings({ of: report }: { of: Judged }) {
  const problems = problemsOf(report);
  const fine = report.findings.filter((finding) => finding.severity === "ok").length;
  const [first, rest] = [problems.slice(0, FIRST), problems.slice(FIRST)];
  return (
    <ul class="findings">
      {first.map((finding) => (
        <FindingLine key={finding.code} finding={finding} />
      ))}
      {rest.length > 0 && (
        <li>
          <details>
            <summary>{t("studio-show-all", { count: rest.length })}</summary>
            <ul class="findings">
              {rest.map((finding) => (
                <FindingLine key={finding.code} finding={finding} />
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

function FindingLine({ finding }: { finding: Finding }) {
  const { severity } = finding;
  return (
    <li class={`finding ${SIGNS[severity]}`}>
      <Icon name={ICONS[severity]} label={t(severity === "fail" ? "studio-report-fail" : "studio-report-warn")} />
      <div>
        <p class="finding-what">{whatOf(finding)}</p>
        <p>{adviceOf(finding)}</p>
      </div>
    </li>
  );
}
