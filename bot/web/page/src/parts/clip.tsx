// A finished clip with everything one does with it.

import { useState } from "preact/hooks";
import * as api from "../api";
import { useStudio } from "../state";
import { t } from "../texts";
import type { ClipJob, ClipReport, Form } from "../types";
import { Icon } from "./icon";
import { downloadOf } from "./job-line";
import { Player } from "./player";
import { Share } from "./share";

/** Player, how good it is, download, other shape, link. */
export function Clip({ job, autoplay }: { job: ClipJob; autoplay?: boolean }) {
  return (
    <>
      <div class="screen">
        <Player job={job} autoplay={autoplay} />
      </div>
      <Quality report={job.report} />
      <div class="row clip-actions">
        <a class="button primary" href={downloadOf(job)} download="">
          <Icon name="download" />
          {t(job.form === "note" ? "studio-download-note" : "studio-download-video")}
        </a>
        <OtherForm job={job} />
        <Share job={job} />
      </div>
    </>
  );
}

function Quality({ report }: { report: ClipReport | null }) {
  if (!report) return null;
  return (
    <div class="quality">
      <p>
        {t("clip-generated")} · {t("clip-quality", { lips: report.lip_level, voice: report.voice_level })}
      </p>
      {report.advice.map((code) => (
        <p>{t(`advice-${code.replaceAll("_", "-")}`)}</p>
      ))}
    </div>
  );
}

/** The same voice on the same face in the other shape, as a job of its own. */
function OtherForm({ job }: { job: ClipJob }) {
  const studio = useStudio();
  const [sends, setSends] = useState(false);
  const other: Form = job.form === "note" ? "video" : "note";
  const { face, voice } = job;
  if (
    !face ||
    !voice ||
    !studio.jobs.has(voice) ||
    (other === "note" && job.duration_s > studio.session.limits.max_note_s)
  )
    return null;
  const make = async () => {
    setSends(true);
    await studio.attempt(async () => {
      const { denoise, mouth, size, max_mb } = job;
      const how = {
        form: other,
        denoise: denoise ?? "auto",
        mouth: mouth ?? "natural",
        size: size ?? "source",
        max_mb,
      };
      const made = await api.clips.make(face.id, voice, how);
      studio.put(made);
      location.hash = `#/make/${made.id}`;
    });
    setSends(false);
  };
  const [icon, text] =
    other === "note" ? (["round", "studio-make-it-note"] as const) : (["wide", "studio-make-it-video"] as const);
  return (
    <button type="button" class="button" onClick={make} disabled={sends}>
      <Icon name={icon} />
      {t(text)}
    </button>
  );
}
