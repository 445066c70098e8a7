// Choosing faces and voices: one (radio buttons) or many (check boxes).

import { useState } from "preact/hooks";
import * as api from "../api";
import { isDone, isOpen, isUsable, useStudio } from "../state";
import { clock, explain, t } from "../texts";
import type { Finding, VoiceJob } from "../types";
import { Confirm } from "./dialog";
import { Icon, IconButton, Spinner } from "./icon";
import { stageOf } from "./progress";
import { MicRecorder } from "./recorder";
import { deliver, Uploads } from "./uploads";
import { Waveform } from "./waveform";

const VOICE_FILES = "audio/*,video/*,.ogg,.oga,.opus,.m4a";
const SHOWN = 6;

/** Chosen ids after one was pressed. */
const pressed = (chosen: number[], id: number, many: boolean) => {
  if (!many) return [id];
  return chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id];
};

type PickerProps = { chosen: number[]; many?: boolean; onChange: (ids: number[]) => void };

/** `chosen`: ids; `onChange(ids)`. */
export function FacePicker({ chosen, many = false, onChange }: PickerProps) {
  const { faces, faceJob: coming } = useStudio();
  return (
    <>
      <div class="face-picker">
        {faces.map((face) => (
          <label class="pick-face" key={face.id}>
            <input
              type={many ? "checkbox" : "radio"}
              name="face"
              checked={chosen.includes(face.id)}
              onChange={() => onChange(pressed(chosen, face.id, many))}
            />
            <img src={face.poster} alt="" loading="lazy" />
            <span class="pick-mark">
              <Icon name="check" />
            </span>
            <span class="clipped" dir="auto">
              {face.name}
            </span>
          </label>
        ))}
        <a class="pick-face add" href="#/faces">
          <span class="add-mark">
            <Icon name="make" />
          </span>
          <span>{t("studio-new-face")}</span>
        </a>
      </div>
      {coming && (
        <p class="row soft" role="status">
          <Spinner />
          {t("studio-face-coming", { stage: stageOf(coming) })}
        </p>
      )}
    </>
  );
}

/** `chosen`: ids of voice jobs; `onChange(ids)`. A voice that is added is chosen. */
export function VoicePicker({ chosen, many = false, onChange }: PickerProps) {
  const { voices } = useStudio();
  const [all, setAll] = useState(false);
  const shown = all ? voices : voices.filter((voice, place) => place < SHOWN || chosen.includes(voice.id));
  const more = voices.length - shown.length;
  const showAll = () => setAll(true);
  return (
    <>
      <ul class="voice-picker">
        {shown.map((voice) => (
          <VoiceRow
            key={voice.id}
            voice={voice}
            many={many}
            checked={chosen.includes(voice.id)}
            onPress={() => onChange(pressed(chosen, voice.id, many))}
          />
        ))}
      </ul>
      {more > 0 && (
        <button type="button" class="button quiet small" onClick={showAll}>
          {t("studio-show-all", { count: more })}
        </button>
      )}
      {!voices.length && <p class="soft">{t("studio-no-voices")}</p>}
    </>
  );
}

type RowProps = { voice: VoiceJob; many: boolean; checked: boolean; onPress: () => void };

function VoiceRow({ voice, many, checked, onPress }: RowProps) {
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
  return (
    <li class={`voice-row ${checked ? "chosen" : ""}`}>
      <label class="row">
        <input
          type={many ? "checkbox" : "radio"}
          name="voice"
          checked={checked}
          disabled={!isUsable(voice)}
          onChange={onPress}
        />
        <span class="grow clipped" dir="auto">
          {voice.name}
        </span>
        {isOpen(voice) && (
          <span class="row soft" role="status">
            <Spinner />
            {stageOf(voice)}
          </span>
        )}
        {faults.length > 0 && !isSpread && <Icon name="warning" label={faults.map(adviceOn).join(" ")} />}
        {isReady && seconds && <small>{clock(seconds)}</small>}
      </label>
      <IconButton icon="delete" label={t("studio-delete-voice", { name: voice.name })} onClick={() => setAsks(true)} />
      {isSpread && (
        <div class="voice-wave">
          <Waveform peaks={voice.report?.peaks ?? []} src={voice.files.voice} seconds={seconds} />
          <VoiceFindings faults={faults} />
        </div>
      )}
      {voice.state === "failed" && <p class="failure">{explain(voice.error ?? { code: "internal_error" })}</p>}
      {asks && (
        <Confirm
          question={t("studio-delete-ask", { name: voice.name })}
          yes={t("studio-delete")}
          onYes={remove}
          onClose={() => setAsks(false)}
        />
      )}
    </li>
  );
}

const adviceOn = ({ code }: Finding) => t(`advice-${code.replaceAll("_", "-")}`);

/** What would make a voice better. */
const VoiceFindings = ({ faults }: { faults: Finding[] }) => (
  <ul class="findings voice-findings">
    {faults.map((finding) => (
      <li key={finding.code} class="finding warn">
        <Icon name="warning" />
        <p>{adviceOn(finding)}</p>
      </li>
    ))}
    {!faults.length && (
      <li class="finding good">
        <Icon name="check" />
        <p>{t("studio-voice-fine")}</p>
      </li>
    )}
  </ul>
);

/** Drop files or record; `onAdded(voice job)` for each. `place`: a name for where this is. */
export function AddVoice({ place, onAdded }: { place: string; onAdded: (voice: VoiceJob) => void }) {
  const studio = useStudio();
  const add = async (upload: string) => {
    const job = await api.voices.add(upload);
    studio.put(job);
    onAdded(job);
  };
  const record = (file: File, name: string) =>
    studio.attempt(async () => {
      await deliver(file, name, add);
      return true;
    });
  return (
    <div class="add-voice">
      <Uploads accept={VOICE_FILES} place={place} purpose="voice" label={t("studio-upload-voice")} onUploaded={add} />
      <MicRecorder onDone={record} />
    </div>
  );
}
