// Choosing faces and voices: one (radio buttons) or many (check boxes).

import { useState } from "preact/hooks";
import * as api from "../api";
import { isDone, isOpen, isUsable, useStudio } from "../state";
import { clock, explain, t } from "../texts";
import type { Finding, Job, VoiceJob } from "../types";
import { CutVoice, JoinVoices } from "./edit-voice";
import { Icon, IconButton, Spinner } from "./icon";
import { stageOf } from "./progress";
import { MicRecorder } from "./recorder";
import { Pencil, Rename } from "./rename";
import { sendFrom, Uploads } from "./uploads";
import { Waveform } from "./waveform";

const VOICE_FILES = "audio/*,video/*,.ogg,.oga,.opus,.m4a";
const SHOWN = 6;
const SEARCHED = 10; // fewer are found by eye

/** Chosen ids after one was pressed. */
const pressed = (chosen: number[], id: number, many: boolean) => {
  if (!many) return [id];
  return chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id];
};

type PickerProps = { chosen: number[]; many?: boolean; onChange: (ids: number[]) => void };

/** `chosen`: ids; `onChange(ids)`; `adds`: with a way to a new face. */
export function FacePicker({ chosen, many = false, onChange, adds = true }: PickerProps & { adds?: boolean }) {
  const { faces, checks } = useStudio();
  return (
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
      {checks.filter(isUsable).map((job) => (
        <a class="pick-face" key={`check ${job.id}`} href="#/faces">
          <span class="add-mark">
            {job.files.poster ? <img src={job.files.poster} alt="" loading="lazy" /> : waitingMark(job)}
          </span>
          <span class="clipped" dir="auto">
            {job.name}
          </span>
          <small role="status">{isOpen(job) ? stageOf(job) : t("studio-look")}</small>
        </a>
      ))}
      {adds && (
        <a class="pick-face add" href="#/faces">
          <span class="add-mark">
            <Icon name="make" />
          </span>
          <span>{t("studio-new-face")}</span>
        </a>
      )}
    </div>
  );
}

/** In place of a picture that is not there. */
const waitingMark = (job: Job) => (isOpen(job) ? <Spinner /> : <Icon name="face" />);

/** `chosen`: ids of voice jobs; `onChange(ids)`. A voice that is added is chosen. */
export function VoicePicker({ chosen, many = false, onChange }: PickerProps) {
  const studio = useStudio();
  const voices = studio.voices.filter(isUsable);
  const unusable = studio.voices.filter((voice) => !isUsable(voice));
  const [all, setAll] = useState(false);
  const [sought, seek] = useState("");
  const [joins, setJoins] = useState(false);
  const ready = studio.voices.filter(isDone);
  const choose = (made: VoiceJob[], old?: number) => {
    const ids = made.map((voice) => voice.id);
    onChange(many ? [...chosen.filter((id) => id !== old), ...ids] : ids.slice(0, 1));
  };
  if (sought) {
    const wanted = sought.toLocaleLowerCase();
    voices.splice(0, voices.length, ...voices.filter((voice) => voice.name.toLocaleLowerCase().includes(wanted)));
  }
  const shown = all ? voices : voices.filter((voice, place) => place < SHOWN || chosen.includes(voice.id));
  const more = voices.length - shown.length;
  const showAll = () => setAll(true);
  return (
    <>
      {studio.voices.length > SEARCHED && (
        <input
          type="search"
          value={sought}
          placeholder={t("studio-search")}
          aria-label={t("studio-search")}
          onInput={(event) => seek(event.currentTarget.value)}
        />
      )}
      <ul class="voice-picker">
        {shown.map((voice) => (
          <VoiceRow
            key={voice.id}
            voice={voice}
            many={many}
            checked={chosen.includes(voice.id)}
            onPress={() => onChange(pressed(chosen, voice.id, many))}
            onCut={(made) => choose(made, voice.id)}
          />
        ))}
      </ul>
      {more > 0 && (
        <button type="button" class="button quiet small" onClick={showAll}>
          {t("studio-show-all", { count: more })}
        </button>
      )}
      {ready.length > 1 && (
        <button type="button" class="button quiet small" onClick={() => setJoins(true)}>
          <Icon name="make" />
          {t("studio-join")}
        </button>
      )}
      {joins && (
        <JoinVoices
          first={ready.filter((voice) => chosen.includes(voice.id))}
          onMade={(made) => choose(made)}
          onClose={() => setJoins(false)}
        />
      )}
      {!studio.voices.length && <p class="soft">{t("studio-no-voices")}</p>}
      {unusable.length > 0 && <Unusable voices={unusable} />}
    </>
  );
}

/** What could not be read, in one line that goes away with a press. */
function Unusable({ voices }: { voices: VoiceJob[] }) {
  const studio = useStudio();
  return (
    <div class="unusable">
      <details class="grow">
        <summary>{t("studio-voices-unusable", { count: voices.length })}</summary>
        <ul>
          {voices.map((voice) => (
            <li key={voice.id}>
              <b dir="auto">{voice.name}</b>{" "}
              <span class="failure">
                {voice.state === "failed" ? explain(voice.error ?? { code: "internal_error" }) : stageOf(voice)}
              </span>
            </li>
          ))}
        </ul>
      </details>
      <button type="button" class="button quiet small" onClick={() => studio.removeLater(voices)}>
        {t("studio-dismiss")}
      </button>
    </div>
  );
}

type RowProps = {
  voice: VoiceJob;
  many: boolean;
  checked: boolean;
  onPress: () => void;
  onCut: (made: VoiceJob[]) => void;
};

function VoiceRow({ voice, many, checked, onPress, onCut }: RowProps) {
  const studio = useStudio();
  const [isNamed, setIsNamed] = useState(false);
  const [listens, setListens] = useState(false);
  const [cuts, setCuts] = useState(false);
  const rename = (to: string) => studio.attempt(async () => studio.put(await api.jobs.rename(voice.id, to)));
  const isReady = isDone(voice);
  const isSpread = isReady && ((checked && !many) || listens);
  const faults = voice.report?.findings.filter((finding) => finding.severity !== "ok") ?? [];
  const seconds = voice.report?.duration_s ?? voice.duration_s;
  return (
    <li class={`voice-row ${checked ? "chosen" : ""}`}>
      <label class="row">
        <input type={many ? "checkbox" : "radio"} name="voice" checked={checked} onChange={onPress} />
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
      <div class="row voice-tools">
        {isReady && (many || !checked) && (
          <IconButton
            icon={listens ? "cancel" : "play"}
            label={t(listens ? "studio-close" : "studio-play-name", { name: voice.name })}
            onClick={() => setListens(!listens)}
          />
        )}
        <Pencil
          label={t("studio-face-rename", { name: voice.name })}
          isNamed={isNamed}
          onName={() => setIsNamed(true)}
        />
        <IconButton
          icon="delete"
          label={t("studio-delete-voice", { name: voice.name })}
          onClick={() => studio.removeLater([voice])}
        />
      </div>
      {isNamed && (
        <Rename
          name={voice.name}
          label={t("studio-face-rename", { name: voice.name })}
          onName={rename}
          onClose={() => setIsNamed(false)}
        />
      )}
      {isSpread && (
        <div class="voice-wave">
          <Waveform peaks={voice.report?.peaks ?? []} src={voice.files.voice} seconds={seconds} />
          <VoiceFindings faults={faults} />
          <button type="button" class="button small" onClick={() => setCuts(true)}>
            <Icon name="cut" />
            {t("studio-cut")}
          </button>
        </div>
      )}
      {cuts && <CutVoice voice={voice} onMade={onCut} onClose={() => setCuts(false)} />}
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
  const send = (take: File) => sendFrom(place, "voice", [take]);
  return (
    <div class="add-voice">
      <MicRecorder onDone={send} />
      <Uploads accept={VOICE_FILES} place={place} purpose="voice" label={t("studio-upload-voice")} onUploaded={add} />
    </div>
  );
}
