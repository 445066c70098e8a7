// One's faces: show a new one by file or camera, learn how good it is, keep it, name it, delete it.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import * as api from "../api";
import { Consent, FACE_FILES, LONGEST_NAME, nameOf } from "../parts/add-faces";
import { Confirm, Dialog } from "../parts/dialog";
import { Icon, type IconName } from "../parts/icon";
import { Progress } from "../parts/progress";
import { CameraRecorder } from "../parts/recorder";
import { Report } from "../parts/report";
import { deliver, Uploads } from "../parts/uploads";
import { isDone, isOpen, type Studio, useStudio } from "../state";
import { rich, t, when } from "../texts";
import type { Face, FaceJob, Job } from "../types";

export function Faces() {
  const studio = useStudio();
  return (
    <>
      {studio.checks.map((job) => (
        <Check key={job.id} job={job} />
      ))}
      {studio.session.consent.given ? <NewFace /> : <Consent />}
      {studio.faces.length > 0 && (
        <section class="stack" aria-labelledby="own-faces">
          <h2 id="own-faces">{t("studio-faces-own")}</h2>
          <ul class="face-cards">
            {studio.faces.map((face) => (
              <FaceCard key={face.id} face={face} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function NewFace() {
  const studio = useStudio();
  const [films, setFilms] = useState(false);
  const check = async (upload: string, name: string) => {
    studio.put(await api.faces.check(upload, name));
  };
  const send = (file: File) =>
    studio.attempt(async () => {
      await deliver(file, nextName(studio), check);
      setFilms(false);
    });
  return (
    <section class="card new-face" aria-labelledby="new-face">
      <div class="stack">
        <h2 id="new-face">{t("studio-new-face")}</h2>
        <button type="button" class="button primary large" onClick={() => setFilms(true)}>
          <Icon name="camera" />
          {t("studio-record-face")}
        </button>
        <Uploads
          accept={FACE_FILES}
          place="faces"
          purpose="face"
          label={t("studio-upload-face")}
          onUploaded={(upload, name) => check(upload, nameOf(name))}
        />
      </div>
      <p class="framing">{rich("start-framing")}</p>
      {films && <CameraRecorder onDone={send} onClose={() => setFilms(false)} />}
    </section>
  );
}

const nextName = (studio: Studio) =>
  t("face-name", { number: studio.faces.filter((face) => !face.is_demo).length + 1 });

/** A face that is being looked at, could not be, or waits for a yes or no. */
function Check({ job }: { job: FaceJob }) {
  const studio = useStudio();
  const remove = () =>
    studio.attempt(async () => {
      await api.jobs.remove(job.id);
      studio.drop(job.id);
    });
  const act = (work: (id: number) => Promise<Job>) => () => studio.attempt(async () => studio.put(await work(job.id)));
  return (
    <section class="card stack check" aria-label={t("studio-check-of", { name: job.name })}>
      <h2 class="clipped" dir="auto">
        {job.name}
      </h2>
      {isDone(job) ? (
        <Decision job={job} onRefuse={remove} />
      ) : (
        <>
          <Progress job={job} />
          <div class="row">
            {isOpen(job) && job.can_cancel && (
              <button type="button" class="button" onClick={act(api.jobs.cancel)}>
                {t("studio-cancel")}
              </button>
            )}
            {job.can_retry && (
              <button type="button" class="button" onClick={act(api.jobs.retry)}>
                {t("studio-try-again")}
              </button>
            )}
            {job.state === "failed" && (
              <button type="button" class="button" onClick={remove}>
                {t("studio-dismiss")}
              </button>
            )}
          </div>
        </>
      )}
    </section>
  );
}

function Decision({ job, onRefuse }: { job: FaceJob; onRefuse: () => void }) {
  const studio = useStudio();
  const [name, setName] = useState(job.name);
  const [sends, setSends] = useState(false);
  const { blocked, needs_override: isDoubtful } = job.report ?? { blocked: true, needs_override: true };
  const keep = async (event: Event) => {
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
  return (
    <>
      <Report job={job} />
      <form class="row decision" onSubmit={keep}>
        {!blocked && (
          <>
            <label class="field grow">
              <span>{t("studio-face-name")}</span>
              <input
                type="text"
                value={name}
                maxlength={LONGEST_NAME}
                dir="auto"
                onInput={(event) => setName(event.currentTarget.value)}
              />
            </label>
            <button type="submit" class={`button ${isDoubtful ? "" : "primary"}`} disabled={sends}>
              <Icon name="check" />
              {t(isDoubtful ? "studio-face-use-anyway" : "studio-face-use")}
            </button>
          </>
        )}
        <button type="button" class={`button ${blocked || isDoubtful ? "primary" : ""}`} onClick={onRefuse}>
          <Icon name="retry" />
          {t("face-try-again")}
        </button>
      </form>
    </>
  );
}

function FaceCard({ face }: { face: Face }) {
  const studio = useStudio();
  const [isNamed, setIsNamed] = useState(false);
  const [asks, setAsks] = useState(false);
  const [tells, setTells] = useState(false);
  const change = (changes: api.FaceChanges) =>
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
  const action = (icon: IconName, label: string, onClick: () => void) => (
    <button type="button" class="button quiet small" onClick={onClick} aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  );
  return (
    <li class={`face-card ${face.is_default ? "default" : ""}`}>
      <div class="face-poster">
        <img src={face.poster} alt={face.name} loading="lazy" />
        <p class="face-chips">
          {face.is_default && (
            <span class="chip accent">
              <Icon name="star" />
              {t("studio-face-default")}
            </span>
          )}
          {face.is_demo && <span class="chip">{t("studio-face-demo")}</span>}
        </p>
      </div>
      <div class="face-foot">
        {isNamed ? (
          <Rename face={face} onName={(to) => change({ name: to })} onClose={() => setIsNamed(false)} />
        ) : (
          <h3 class="clipped" dir="auto">
            {face.name}
          </h3>
        )}
        <small>{t("studio-face-since", { when: when(face.created_at) })}</small>
        <div class="row">
          {!face.is_default && action("star", t("studio-face-make-default", name), () => change({ is_default: true }))}
          {action("edit", t("studio-face-rename", name), () => setIsNamed(!isNamed))}
          {face.findings.length > 0 && action("report", t("studio-face-report", name), () => setTells(true))}
          <span class="grow"></span>
          {action("delete", t("studio-delete-name", name), () => setAsks(true))}
        </div>
      </div>
      {tells && (
        <Dialog title={face.name} onClose={() => setTells(false)}>
          <Report face={face} />
        </Dialog>
      )}
      {asks && (
        <Confirm
          question={t("studio-face-delete-ask", name)}
          yes={t("studio-delete")}
          onYes={remove}
          onClose={() => setAsks(false)}
        />
      )}
    </li>
  );
}

/** The name as a field: Enter or leaving it keeps what was typed, Escape does not. */
type RenameProps = { face: Face; onName: (name: string) => void; onClose: () => void };

function Rename({ face, onName, onClose }: RenameProps) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.select(), []); // before the next key
  const keep = (event: Event) => {
    event.preventDefault();
    if (!field.current) return; // the field goes, and so loses the focus
    const typed = field.current.value.trim();
    onClose();
    if (typed && typed !== face.name) onName(typed);
  };
  return (
    <form onSubmit={keep} onKeyDown={(event) => event.key === "Escape" && onClose()}>
      <input
        ref={field}
        type="text"
        value={face.name}
        maxlength={LONGEST_NAME}
        dir="auto"
        aria-label={t("studio-face-name")}
        onBlur={keep}
      />
    </form>
  );
}
