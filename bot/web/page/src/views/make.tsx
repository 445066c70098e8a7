// One clip: pick a face, pick a voice, press the button, watch, keep.

import { useEffect, useRef, useState } from "preact/hooks";
import * as api from "../api";
import icon from "../icon.svg";
import { ClipOptions, useClipForm, useKept } from "../parts/choices";
import { Clip } from "../parts/clip";
import { Icon, Spinner } from "../parts/icon";
import { AddVoice, FacePicker, VoicePicker } from "../parts/pickers";
import { Progress } from "../parts/progress";
import { Ways } from "../parts/ways";
import { isDone, isOpen, isUsable, type Studio, useStudio } from "../state";
import { t } from "../texts";
import type { ClipJob, Job } from "../types";

const START = "#/make";

/** Nobody has gone to another view meanwhile; an empty address is this one. */
const isHere = () => !location.hash || location.hash.startsWith(START);

/** `id`: the job that is shown; without one, what would be made. */
export function Make({ id }: { id: number | null }) {
  const studio = useStudio();
  const choice = useChoice(studio);
  useMissing(studio, id);
  const found = id ? studio.jobs.get(id) : undefined;
  const job = found?.kind === "clip" ? found : undefined;
  /** A choice leads back from a finished clip to the next one. */
  const choosing = (choose: (id: number) => void) => (id: number | undefined) => {
    if (!id) return;
    choose(id);
    if (isHere()) location.hash = START; // a voice may arrive while another view is shown
  };
  const stage = (
    <section key="stage" class="card stage">
      <p class="visually-hidden" role="status">
        {job && isDone(job) ? t("studio-result", { name: job.name }) : ""}
      </p>
      {job ? (
        <Making key={id} job={job} />
      ) : (
        <>
          <Preview choice={choice} />
          <Start choice={choice} />
        </>
      )}
    </section>
  );
  const steps = (
    <div key="steps" class="stack">
      <section class="card stack" aria-labelledby="make-face">
        <h2 id="make-face">{t("studio-face")}</h2>
        <FacePicker
          chosen={choice.face ? [choice.face.id] : []}
          onChange={([face]) => choosing(choice.setFace)(face)}
        />
      </section>
      <section class="card stack" aria-labelledby="make-voice">
        <h2 id="make-voice">{t("studio-voice")}</h2>
        <AddVoice place="make" onAdded={(voice) => choosing(choice.setVoice)(voice.id)} />
        <VoicePicker
          chosen={choice.voice ? [choice.voice.id] : []}
          onChange={([voice]) => choosing(choice.setVoice)(voice)}
        />
      </section>
    </div>
  );
  return (
    <>
      <Ways />
      {!job && !studio.clips.length && <p class="lead">{t("studio-make-how")}</p>}
      <div class={`make ${job ? "has-job" : ""}`}>{job ? [stage, steps] : [steps, stage]}</div>
    </>
  );
}

/** What is picked: the kept choice where it still exists, else the default face and the newest voice. */
type Choice = ReturnType<typeof useChoice>;

function useChoice({ faces, voices }: Studio) {
  const [face, setFace] = useKept<number | null>("face", null);
  const [voice, setVoice] = useKept<number | null>("voice", null);
  const how = useClipForm();
  const usable = voices.filter(isUsable);
  return {
    face: faces.find((one) => one.id === face) ?? faces.find((one) => one.is_default) ?? faces[0],
    voice: usable.find((one) => one.id === voice) ?? usable.find(isDone) ?? usable[0],
    how,
    setFace,
    setVoice,
  };
}

/** A job that is asked for by its address, and not known yet. */
function useMissing(studio: Studio, id: number | null) {
  useEffect(() => {
    if (!id || studio.jobs.has(id)) return;
    const asked = location.hash; // whoever has gone on meanwhile stays there
    api.jobs.get(id).then(
      (job) => studio.put(job),
      () => location.hash === asked && location.replace(START),
    );
  }, [id]);
}

const posterOf = (studio: Studio, job: ClipJob) => studio.faces.find((face) => face.id === job.face?.id)?.poster;

/** What would be made, as far as it can be seen before. */
function Preview({ choice: { face, how } }: { choice: Choice }) {
  return (
    <div class="stack preview">
      <div class={`frame ${how.chosen.form}`}>
        {face ? <img src={face.poster} alt={face.name} fetchpriority="high" /> : <Icon name="face" />}
      </div>
      {!face && <FirstFace />}
    </div>
  );
}

/** The last step: the options, and the button, which stays in sight below them where the page has one column. */
function Start({ choice }: { choice: Choice }) {
  const studio = useStudio();
  const [sends, setSends] = useState(false);
  const { face, voice, how } = choice;
  const make = async () => {
    if (!face || !voice) return;
    setSends(true);
    const job = await studio.attempt(() => api.clips.make(face.id, voice.id, how.chosen));
    setSends(false);
    if (!job) return;
    studio.put(job);
    if (isHere()) location.hash = `${START}/${job.id}`;
  };
  const isReady = face && voice && isDone(voice);
  return (
    <>
      <ClipOptions how={how} />
      <div class={`start ${isReady ? "ready" : ""}`}>
        {(face || !studio.faceJob) && (
          <p class="soft" role="status">
            {hintOf(choice)}
          </p>
        )}
        <button type="button" class="button primary large" onClick={make} disabled={!isReady || sends}>
          {sends && <Spinner />}
          {t(how.chosen.form === "note" ? "studio-make-note" : "studio-make-video")}
        </button>
      </div>
    </>
  );
}

/** Without a face: how the first one comes along, or where to add it. */
function FirstFace() {
  const coming = useStudio().faceJob;
  if (coming) return <Progress job={coming} />;
  return (
    <a class="button" href="#/faces">
      <Icon name="face" />
      {t("studio-new-face")}
    </a>
  );
}

/** What will be made, or what is missing for it. */
function hintOf({ face, voice }: Choice) {
  if (!face) return t("studio-no-faces");
  if (!voice) return t("studio-no-voices");
  return isOpen(voice) ? t("studio-voice-reading") : t("studio-preview", { name: face.name });
}

function Making({ job }: { job: ClipJob }) {
  const studio = useStudio();
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that was pressed has gone: who works by the keyboard goes on here, unless they are elsewhere already.
  useEffect(() => {
    const { activeElement } = document;
    if (!activeElement || activeElement === document.body || activeElement.matches("main")) heading.current?.focus();
  }, [isDone(job), isOpen(job)]);
  const act = (work: (id: number) => Promise<Job>) => () => studio.attempt(async () => studio.put(await work(job.id)));
  const again = (
    <a class="button quiet" href={START}>
      <Icon name="make" />
      {t("studio-make-other")}
    </a>
  );
  if (isDone(job)) {
    return (
      <>
        <h2 ref={heading} tabIndex={-1}>
          {t("studio-result", { name: job.name })}
        </h2>
        <Clip job={job} />
        {again}
      </>
    );
  }
  return (
    <>
      <h2 ref={heading} tabIndex={-1} class="clipped" dir="auto">
        {job.name}
      </h2>
      <div class={`frame ${job.form} ${isOpen(job) ? "working" : "dim"}`}>
        <img src={posterOf(studio, job) ?? icon} alt="" />
      </div>
      <Progress job={job} />
      <div class="row">
        {job.can_cancel && (
          <button type="button" class="button" onClick={act(api.jobs.cancel)}>
            {t("studio-cancel")}
          </button>
        )}
        {job.can_retry && (
          <button type="button" class="button primary" onClick={act(api.jobs.retry)}>
            {t("studio-try-again")}
          </button>
        )}
        {!isOpen(job) && again}
      </div>
    </>
  );
}
