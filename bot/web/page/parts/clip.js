// A finished clip with everything one does with it.

import * as api from "../api.js";
import { useStudio } from "../state.js";
import { t } from "../texts.js";
import { html, useState } from "../vendor/htm/standalone.module.js";
import { Dialog } from "./dialog.js";
import { Icon } from "./icon.js";
import { downloadOf } from "./job-line.js";
import { Player } from "./player.js";

/** Player, how good it is, download, other shape, link. */
export function Clip({ job, autoplay }) {
  return html`
    <div class="screen"><${Player} job=${job} autoplay=${autoplay} /></div>
    <${Quality} report=${job.report} />
    <div class="row clip-actions">
      <a class="button primary" href=${downloadOf(job)} download="">
        <${Icon} name="download" />${t(job.form === "note" ? "studio-download-note" : "studio-download-video")}
      </a>
      <${OtherForm} job=${job} />
      <${CopyLink} job=${job} />
    </div>`;
}

function Quality({ report }) {
  if (!report) return null;
  return html`
    <div class="quality">
      <p>${t("clip-generated")} · ${t("clip-quality", { lips: report.lip_level, voice: report.voice_level })}</p>
      ${report.advice.map((code) => html`<p>${t(`advice-${code.replaceAll("_", "-")}`)}</p>`)}
    </div>`;
}

/** The same voice on the same face in the other shape, as a job of its own. */
function OtherForm({ job }) {
  const studio = useStudio();
  const other = job.form === "note" ? "video" : "note";
  if (!job.face || !studio.jobs.has(job.voice) || (other === "note" && job.duration_s > studio.session.limits.max_note_s)) return null;
  const make = () =>
    studio.attempt(async () => {
      const made = await api.clips.make(job.face.id, job.voice, other, "auto");
      studio.put(made);
      location.hash = `#/make/${made.id}`;
    });
  const [icon, text] = other === "note" ? ["round", "studio-make-it-note"] : ["wide", "studio-make-it-video"];
  return html`<button class="button" onClick=${make}><${Icon} name=${icon} />${t(text)}</button>`;
}

function CopyLink({ job }) {
  const studio = useStudio();
  const [shown, setShown] = useState(false);
  const link = new URL(downloadOf(job), location.href).href;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      studio.tell({ text: t(studio.session.way === "local" ? "studio-copied-here" : "studio-copied") });
    } catch {
      setShown(true); // the clipboard is closed to pages without https
    }
  };
  const title = t("studio-copy-by-hand");
  return html`
    <button class="button" onClick=${copy}><${Icon} name="link" />${t("studio-copy-link")}</button>
    ${shown &&
    html`<${Dialog} title=${title} onClose=${() => setShown(false)}>
      <input type="text" readonly value=${link} aria-label=${title} onFocus=${(event) => event.target.select()} />
    </${Dialog}>`}`;
}
