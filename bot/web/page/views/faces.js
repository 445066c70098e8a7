// One's faces: show a new one by file or camera, learn how good it is, keep it, name it, delete it.

import * as api from "../api.js";
import { Consent, FACE_FILES, LONGEST_NAME, nameOf } from "../parts/add-faces.js";
import { Confirm, Dialog } from "../parts/dialog.js";
import { Icon } from "../parts/icon.js";
import { Progress } from "../parts/progress.js";
import { CameraRecorder } from "../parts/recorder.js";
import { Report } from "../parts/report.js";
import { Uploads, deliver } from "../parts/uploads.js";
import { isDone, isOpen, useStudio } from "../state.js";
import { rich, t, when } from "../texts.js";
import { html, useLayoutEffect, useRef, useState } from "../vendor/htm/standalone.module.js";

export function Faces() {
  const studio = useStudio();
  return html`
    ${studio.checks.map((job) => html`<${Check} key=${job.id} job=${job} />`)}
    ${studio.session.consent.given ? html`<${NewFace} />` : html`<${Consent} />`}
    ${studio.faces.length > 0 &&
    html`<section class="stack" aria-labelledby="own-faces">
      <h2 id="own-faces">${t("studio-faces-own")}</h2>
      <ul class="face-cards">${studio.faces.map((face) => html`<${FaceCard} key=${face.id} face=${face} />`)}</ul>
    </section>`}`;
}

function NewFace() {
  const studio = useStudio();
  const [films, setFilms] = useState(false);
  const check = async (upload, name) => {
    studio.put(await api.faces.check(upload, name));
  };
  const send = (file) =>
    studio.attempt(async () => {
      await deliver(file, nextName(studio), check);
      setFilms(false);
    });
  return html`
    <section class="card new-face" aria-labelledby="new-face">
      <div class="stack">
        <h2 id="new-face">${t("studio-new-face")}</h2>
        <button class="button primary large" onClick=${() => setFilms(true)}><${Icon} name="camera" />${t("studio-record-face")}</button>
        <${Uploads}
          accept=${FACE_FILES}
          place="faces"
          purpose="face"
          label=${t("studio-upload-face")}
          onUploaded=${(upload, name) => check(upload, nameOf(name))}
        />
      </div>
      <p class="framing">${rich("start-framing")}</p>
      ${films && html`<${CameraRecorder} onDone=${send} onClose=${() => setFilms(false)} />`}
    </section>`;
}

const nextName = (studio) => t("face-name", { number: studio.faces.filter((face) => !face.is_demo).length + 1 });

/** A face that is being looked at, could not be, or waits for a yes or no. */
function Check({ job }) {
  const studio = useStudio();
  const remove = () =>
    studio.attempt(async () => {
      await api.jobs.remove(job.id);
      studio.drop(job.id);
    });
  const act = (work) => () => studio.attempt(async () => studio.put(await work(job.id)));
  return html`
    <section class="card stack check" aria-label=${t("studio-check-of", { name: job.name })}>
      <h2 class="clipped" dir="auto">${job.name}</h2>
      ${isDone(job) ? html`<${Decision} job=${job} onRefuse=${remove} />` : html`
        <${Progress} job=${job} />
        <div class="row">
          ${isOpen(job) && job.can_cancel && html`<button class="button" onClick=${act(api.jobs.cancel)}>${t("studio-cancel")}</button>`}
          ${job.can_retry && html`<button class="button" onClick=${act(api.jobs.retry)}>${t("studio-try-again")}</button>`}
          ${job.state === "failed" && html`<button class="button" onClick=${remove}>${t("studio-dismiss")}</button>`}
        </div>`}
    </section>`;
}

function Decision({ job, onRefuse }) {
  const studio = useStudio();
  const [name, setName] = useState(job.name);
  const [sends, setSends] = useState(false);
  const { blocked, needs_override: isDoubtful } = job.report;
  const keep = async (event) => {
    event.preventDefault();
    setSends(true);
    await studio.attempt(async () => {
      const face = await api.faces.keep(job.id, name.trim() || job.name);
      studio.drop(job.id);
      await studio.readFaces();
      studio.tell({ text: t("studio-face-kept", { name: face.name }) });
    });
    setSends(false);
  };
  return html`
    <${Report} job=${job} />
    <form class="row decision" onSubmit=${keep}>
      ${!blocked && html`
        <label class="field grow">
          <span>${t("studio-face-name")}</span>
          <input type="text" value=${name} maxlength=${LONGEST_NAME} dir="auto" onInput=${(event) => setName(event.target.value)} />
        </label>
        <button class="button ${isDoubtful ? "" : "primary"}" disabled=${sends}>
          <${Icon} name="check" />${t(isDoubtful ? "studio-face-use-anyway" : "studio-face-use")}
        </button>`}
      <button type="button" class="button ${blocked || isDoubtful ? "primary" : ""}" onClick=${onRefuse}>
        <${Icon} name="retry" />${t("face-try-again")}
      </button>
    </form>`;
}

function FaceCard({ face }) {
  const studio = useStudio();
  const [isNamed, setIsNamed] = useState(false);
  const [asks, setAsks] = useState(false);
  const [tells, setTells] = useState(false);
  const change = (changes) =>
    studio.attempt(async () => {
      await api.faces.change(face.id, changes);
      await studio.readFaces();
    });
  const remove = () =>
    studio.attempt(async () => {
      await api.faces.remove(face.id);
      await studio.readFaces();
    });
  const name = { name: face.name };
  const action = (icon, label, onClick) => html`
    <button class="button quiet small" onClick=${onClick} aria-label=${label} title=${label}><${Icon} name=${icon} /></button>`;
  return html`
    <li class="face-card ${face.is_default ? "default" : ""}">
      <div class="face-poster">
        <img src=${face.poster} alt=${face.name} loading="lazy" />
        <p class="face-chips">
          ${face.is_default && html`<span class="chip accent"><${Icon} name="star" />${t("studio-face-default")}</span>`}
          ${face.is_demo && html`<span class="chip">${t("studio-face-demo")}</span>`}
        </p>
      </div>
      <div class="face-foot">
        ${isNamed
          ? html`<${Rename} face=${face} onName=${(to) => change({ name: to })} onClose=${() => setIsNamed(false)} />`
          : html`<h3 class="clipped" dir="auto">${face.name}</h3>`}
        <small>${t("studio-face-since", { when: when(face.created_at) })}</small>
        <div class="row">
          ${!face.is_default && action("star", t("studio-face-make-default", name), () => change({ is_default: true }))}
          ${action("edit", t("studio-face-rename", name), () => setIsNamed(!isNamed))}
          ${face.findings.length > 0 && action("report", t("studio-face-report", name), () => setTells(true))}
          <span class="grow"></span>
          ${action("delete", t("studio-delete-name", name), () => setAsks(true))}
        </div>
      </div>
      ${tells && html`<${Dialog} title=${face.name} onClose=${() => setTells(false)}><${Report} face=${face} /></${Dialog}>`}
      ${asks &&
      html`<${Confirm} question=${t("studio-face-delete-ask", name)} yes=${t("studio-delete")} onYes=${remove} onClose=${() => setAsks(false)} />`}
    </li>`;
}

/** The name as a field: Enter or leaving it keeps what was typed, Escape does not. */
function Rename({ face, onName, onClose }) {
  const field = useRef();
  useLayoutEffect(() => field.current.select(), []); // before the next key
  const keep = (event) => {
    event.preventDefault();
    if (!field.current) return; // the field goes, and so loses the focus
    const typed = field.current.value.trim();
    onClose();
    if (typed && typed !== face.name) onName(typed);
  };
  return html`
    <form onSubmit=${keep} onKeyDown=${(event) => event.key === "Escape" && onClose()}>
      <input
        ref=${field}
        type="text"
        value=${face.name}
        maxlength=${LONGEST_NAME}
        dir="auto"
        aria-label=${t("studio-face-name")}
        onBlur=${keep}
      />
    </form>`;
}
