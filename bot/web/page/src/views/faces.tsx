// One's faces: show a new one by file or camera, learn how good it is, keep it, name it, delete it.

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import * as api from "../api";
import { Consent, checkFace, nameOf, useOwner } from "../parts/add-faces";
import { chooseFace } from "../parts/choices";
import { Confirm, Dialog } from "../parts/dialog";
import { FaceUses } from "../parts/face-uses";
import { Icon, type IconName } from "../parts/icon";
import { Progress } from "../parts/progress";
import { CameraRecorder } from "../parts/recorder";
import { Pencil, Rename } from "../parts/rename";
import { Report } from "../parts/report";
import { isKept, named } from "../parts/take";
import { sendFrom, Uploads } from "../parts/uploads";
import { isDone, isOpen, type Studio, useStudio } from "../state";
import { LONGEST_NAME, rich, t, when } from "../texts";
import type { Face, FaceJob, Job } from "../types";

export function Faces() {
  const studio = useStudio();
  const newest = studio.checks.find(isDone)?.id;
  return (
    <>
      {studio.checks.map((job) => (
        <Check key={job.id} job={job} isNewest={job.id === newest} />
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

/** What was said and shown when the last filming began. Who left it, by the browser's Back or otherwise, finds the take again. */
let lastFilmed: api.FaceOwner | null = null;

function NewFace() {
  const studio = useStudio();
  const { owner, accept, question, within } = useOwner();
  const [filmed, setFilmed] = useState(isKept("camera") ? lastFilmed : null);
  const isMain = !studio.undecided.some((job) => !job.report?.blocked && !job.report?.needs_override);
  const check = (upload: string, name: string, declared?: api.Declared) =>
    checkFace(studio, upload, nameOf(name), declared);
  const send = (take: File) => {
    sendFrom("faces", "face", [named(take, nextName(studio))], filmed ?? undefined);
    setFilmed(null);
  };
  return (
    <section class="card new-face" aria-labelledby="new-face">
      <div class="stack">
        <h2 id="new-face">{t("studio-new-face")}</h2>
        {question}
        {within(
          <>
            <button
              type="button"
              data-start
              class={`button large ${isMain ? "primary" : ""}`}
              onClick={() => {
                lastFilmed = owner;
                setFilmed(owner);
              }}
            >
              <Icon name="camera" />
              {t("studio-record-face")}
            </button>
            <Uploads
              accept={accept}
              place="faces"
              purpose="face"
              label={t(owner?.sentence ? "studio-upload-video" : "studio-upload-face")}
              owner={owner}
              onUploaded={check}
            />
          </>,
        )}
      </div>
      <p class="framing">{rich("start-framing")}</p>
      {filmed && <CameraRecorder sentence={filmed.sentence} onDone={send} onClose={() => setFilmed(null)} />}
    </section>
  );
}

const nextName = (studio: Studio) =>
  t("face-name", { number: studio.faces.filter((face) => !face.is_demo).length + 1 });

/** A face that is being looked at, could not be, or waits for a yes or no. */
function Check({ job, isNewest }: { job: FaceJob; isNewest: boolean }) {
  const studio = useStudio();
  const card = useRef<HTMLElement>(null);
  /** The keyboard goes on at the next check, else at the top of the page. */
  const remove = () => {
    const next = card.current?.nextElementSibling ?? card.current?.closest("main");
    studio.removeLater([job]);
    if (next instanceof HTMLElement) next.focus();
  };
  const act = (work: (id: number) => Promise<Job>) => () => studio.attempt(async () => studio.put(await work(job.id)));
  return (
    <section ref={card} tabIndex={-1} class="card stack check" aria-label={t("studio-check-of", { name: job.name })}>
      {isDone(job) ? (
        <Folded opened={isNewest} title={job.name}>
          <Decision job={job} onRefuse={remove} />
        </Folded>
      ) : (
        <>
          <h2 class="clipped" dir="auto">
            {job.name}
          </h2>
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
                {t("studio-record-discard")}
              </button>
            )}
          </div>
        </>
      )}
    </section>
  );
}

/** A card under its title; once it stands there, only the person opens or closes it. */
function Folded({ opened, title, children }: { opened: boolean; title: string; children: ComponentChildren }) {
  const [atFirst] = useState(opened);
  return (
    <details open={atFirst}>
      <summary>
        <h2 class="clipped" dir="auto">
          {title}
        </h2>
      </summary>
      <div class="stack">{children}</div>
    </details>
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
      chooseFace(face.id);
      location.hash = studio.makingPlace;
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
        <button type="button" class="button" onClick={onRefuse}>
          <Icon name="delete" />
          {t("studio-record-discard")}
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
  const [showsUses, setShowsUses] = useState(false);
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
          <Rename
            name={face.name}
            label={t("studio-face-name")}
            onName={(to) => change({ name: to })}
            onClose={() => setIsNamed(false)}
          />
        ) : (
          <h3 class="clipped" dir="auto">
            {face.name}
          </h3>
        )}
        <small>{t("studio-face-since", { when: when(face.created_at) })}</small>
        <div class="row">
          {!face.is_default && action("star", t("studio-face-make-default", name), () => change({ is_default: true }))}
          <Pencil label={t("studio-face-rename", name)} isNamed={isNamed} onName={() => setIsNamed(true)} />
          {face.findings.length > 0 && action("report", t("studio-face-report", name), () => setTells(true))}
          {action("people", t("studio-face-uses", name), () => setShowsUses(true))}
          <span class="grow"></span>
          {action("delete", t("studio-delete-name", name), () => setAsks(true))}
        </div>
      </div>
      {tells && (
        <Dialog title={face.name} onClose={() => setTells(false)}>
          <Report face={face} />
        </Dialog>
      )}
      {showsUses && <FaceUses face={face} onClose={() => setShowsUses(false)} />}
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
