// Choosing faces and voices: one (radio buttons) or many (check boxes).

import * as api from "../api.js";
import { isDone, isOpen, isUsable, useStudio } from "../state.js";
import { clock, explain, t } from "../texts.js";
import { html, useState } from "../vendor/htm/standalone.module.js";
import { Confirm } from "./dialog.js";
import { Icon, IconButton, Spinner } from "./icon.js";
import { stageOf } from "./progress.js";
import { MicRecorder } from "./recorder.js";
import { Uploads, deliver } from "./uploads.js";
import { Waveform } from "./waveform.js";

const VOICE_FILES = "audio/*,video/*,.ogg,.oga,.opus,.m4a";
const SHOWN = 6;

/** Chosen ids after one was pressed. */
const pressed = (chosen, id, many) => {
  if (!many) return [id];
  return chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id];
};

/** `chosen`: ids; `onChange(ids)`. */
export function FacePicker({ chosen, many = false, onChange }) {
  const { faces, faceJob: coming } = useStudio();
  return html`
    <div class="face-picker">
      ${faces.map((face) => html`
        <label class="pick-face" key=${face.id}>
          <input
            type=${many ? "checkbox" : "radio"}
            name="face"
            checked=${chosen.includes(face.id)}
            onChange=${() => onChange(pressed(chosen, face.id, many))}
          />
          <img src=${face.poster} alt="" loading="lazy" />
          <span class="pick-mark"><${Icon} name="check" /></span>
          <span class="clipped" dir="auto">${face.name}</span>
        </label>`)}
      <a class="pick-face add" href="#/faces">
        <span class="add-mark"><${Icon} name="make" /></span><span>${t("studio-new-face")}</span>
      </a>
    </div>
    ${coming && html`<p class="row soft" role="status"><${Spinner} />${t("studio-face-coming", { stage: stageOf(coming) })}</p>`}`;
}

/** `chosen`: ids of voice jobs; `onChange(ids)`. A voice that is added is chosen. */
export function VoicePicker({ chosen, many = false, onChange }) {
  const { voices } = useStudio();
  const [all, setAll] = useState(false);
  const shown = all ? voices : voices.filter((voice, place) => place < SHOWN || chosen.includes(voice.id));
  const more = voices.length - shown.length;
  const showAll = () => setAll(true);
  return html`
    <ul class="voice-picker">
      ${shown.map((voice) => html`
        <${VoiceRow}
          key=${voice.id}
          voice=${voice}
          many=${many}
          checked=${chosen.includes(voice.id)}
          onPress=${() => onChange(pressed(chosen, voice.id, many))}
        />`)}
    </ul>
    ${more > 0 && html`<button class="button quiet small" onClick=${showAll}>${t("studio-show-all", { count: more })}</button>`}
    ${!voices.length && html`<p class="soft">${t("studio-no-voices")}</p>`}`;
}

function VoiceRow({ voice, many, checked, onPress }) {
  const studio = useStudio();
  const [asks, setAsks] = useState(false);
  const remove = () =>
    studio.attempt(async () => {
      await api.jobs.remove(voice.id);
      studio.drop(voice.id);
    });
  const isReady = isDone(voice);
  const isSpread = isReady && checked && !many;
  const faults = voice.report?.findings.filter((finding) => finding.severity !== "ok") ?? [];
  const seconds = voice.report?.duration_s ?? voice.duration_s;
  return html`
    <li class="voice-row ${checked ? "chosen" : ""}">
      <label class="row">
        <input
          type=${many ? "checkbox" : "radio"}
          name="voice"
          checked=${checked}
          disabled=${!isUsable(voice)}
          onChange=${onPress}
        />
        <span class="grow clipped" dir="auto">${voice.name}</span>
        ${isOpen(voice) && html`<span class="row soft" role="status"><${Spinner} />${stageOf(voice)}</span>`}
        ${faults.length > 0 && !isSpread && html`<${Icon} name="warning" label=${faults.map(adviceOn).join(" ")} />`}
        ${isReady && seconds && html`<small>${clock(seconds)}</small>`}
      </label>
      <${IconButton} icon="delete" label=${t("studio-delete-voice", { name: voice.name })} onClick=${() => setAsks(true)} />
      ${isSpread && html`<div class="voice-wave">
        <${Waveform} peaks=${voice.report.peaks} src=${voice.files.voice} seconds=${seconds} />
        <${VoiceFindings} faults=${faults} />
      </div>`}
      ${voice.state === "failed" && html`<p class="failure">${explain(voice.error)}</p>`}
      ${asks &&
      html`<${Confirm}
        question=${t("studio-delete-ask", { name: voice.name })}
        yes=${t("studio-delete")}
        onYes=${remove}
        onClose=${() => setAsks(false)}
      />`}
    </li>`;
}

const adviceOn = ({ code }) => t(`advice-${code.replaceAll("_", "-")}`);

/** What would make a voice better. */
const VoiceFindings = ({ faults }) => html`
  <ul class="findings voice-findings">
    ${faults.map((finding) => html`<li key=${finding.code} class="finding warn"><${Icon} name="warning" /><p>${adviceOn(finding)}</p></li>`)}
    ${!faults.length && html`<li class="finding good"><${Icon} name="check" /><p>${t("studio-voice-fine")}</p></li>`}
  </ul>`;

/** Drop files or record; `onAdded(voice job)` for each. `place`: a name for where this is. */
export function AddVoice({ place, onAdded }) {
  const studio = useStudio();
  const add = async (upload) => {
    const job = await api.voices.add(upload);
    studio.put(job);
    onAdded(job);
  };
  const record = (file, name) =>
    studio.attempt(async () => {
      await deliver(file, name, add);
      return true;
    });
  return html`
    <div class="add-voice">
      <${Uploads} accept=${VOICE_FILES} place=${place} purpose="voice" label=${t("studio-upload-voice")} onUploaded=${add} />
      <${MicRecorder} onDone=${record} />
    </div>`;
}
