// Faces from files: agreed to once, looked at one after the other, and those that are good picked by themselves.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import * as api from "../api";
import { isDone, isOpen, type Studio, useStudio } from "../state";
import { LONGEST_NAME, rich, t } from "../texts";
import type { FaceJob } from "../types";
import { Segments, useKept } from "./choices";
import { Icon, IconButton } from "./icon";
import { Progress } from "./progress";
import { adviceOf, problemsOf, whatOf } from "./report";
import { Uploads } from "./uploads";

const VIDEOS = "video/*,.mp4,.mov,.mkv,.webm";
const VIDEOS_AND_PHOTOS = `${VIDEOS},image/*,.heic`;

/** `Ada at work.mp4` -> `Ada at work` */
export const nameOf = (file: string) => file.replace(/\.\w{1,5}$/, "").slice(0, LONGEST_NAME) || file;

/** Whose face it may be; before the first one. */
export function Consent() {
  const studio = useStudio();
  const agree = () =>
    studio.attempt(async () => {
      await api.account.consent(studio.session.consent.version);
      studio.putSession(await api.session.get());
    });
  return (
    <section class="card consent" aria-labelledby="consent">
      <h2 id="consent">{t("studio-new-face")}</h2>
      <p>{rich("consent-text")}</p>
      <button type="button" class="button primary" onClick={agree}>
        <Icon name="check" />
        {t("consent-agree")}
      </button>
    </section>
  );
}

/** As long a note as the server takes. */
const LONGEST_NOTE = 200;

/** Whose face comes next, null until a permission says whose it is; what makes a face is shut as long. `accept`: files of
 * which one can be made. */
export function useOwner() {
  const { sentence } = useStudio().session;
  const [owner, setOwner] = useState<api.FaceOwner>({ whose: "own_face", note: "" });
  const isPermitted = owner.whose === "permitted_face";
  const isOpen = !isPermitted || Boolean(owner.note.trim());
  const question = (
    <div class="stack">
      <span class="soft">{t("studio-face-whose")}</span>
      <Segments
        name="whose"
        label={t("studio-face-whose")}
        value={owner.whose}
        options={[
          ["own_face", t("studio-face-own")],
          ["permitted_face", t("studio-face-permitted")],
        ]}
        onChange={(whose) => setOwner({ ...owner, whose })}
      />
      {isPermitted && (
        <label class="field">
          <span>{t("studio-face-who")}</span>
          <input
            type="text"
            value={owner.note}
            maxlength={LONGEST_NOTE}
            dir="auto"
            required
            onInput={(event) => setOwner({ ...owner, note: event.currentTarget.value })}
          />
        </label>
      )}
      {sentence && <p>{rich("sentence-ask", { sentence })}</p>}
    </div>
  );
  const within = (children: ComponentChildren) => (
    <fieldset class="stack" disabled={!isOpen}>
      {children}
    </fieldset>
  );
  return {
    owner: isOpen ? { ...owner, sentence: sentence ?? undefined } : null,
    accept: sentence ? VIDEOS : VIDEOS_AND_PHOTOS, // a photo says nothing
    question,
    within,
  };
}

/** Have a face looked at. If another sentence is demanded by now, the page asks for that from now on. */
export async function checkFace(studio: Studio, upload: string, name: string, declared?: api.Declared) {
  try {
    const job = await api.faces.check(upload, name, declared);
    studio.put(job);
    return job;
  } catch (error) {
    if (error instanceof api.ApiError && error.code === "sentence_needed") studio.putSession(await api.session.get());
    throw error;
  }
}

/** `onKept(face id)` for each that needs nobody's decision; one that does says why, and waits among the faces. */
export function AddFaces({ onKept }: { onKept: (face: number) => void }) {
  const studio = useStudio();
  const [ids, keepIds] = useKept<number[]>("batch-checks", []);
  const checks = ids.flatMap((id) => studio.jobs.get(id) ?? []).filter((job) => job.kind === "face");
  const { owner, accept, question, within } = useOwner();
  const forget = (id: number) => keepIds((now) => now.filter((other) => other !== id));
  const check = async (upload: string, file: string, declared?: api.Declared) => {
    const job = await checkFace(studio, upload, nameOf(file), declared);
    keepIds((now) => [...now, job.id]);
  };
  const settled = useRef(new Set<number>()).current;
  const settle = async (job: FaceJob) => {
    if (settled.has(job.id)) return;
    settled.add(job.id);
    const kept = job.kept_face ?? (await studio.attempt(() => api.faces.keep(job.id, job.name)))?.id;
    forget(job.id);
    if (!kept) return;
    studio.put({ ...job, kept_face: kept });
    await studio.readFaces();
    onKept(kept);
  };
  const good = checks.filter(isGood);
  useEffect(() => void good.forEach(settle), [good.map((job) => job.id).join()]);
  if (!studio.session.consent.given) return <Consent />;
  return (
    <div class="uploads">
      {question}
      {within(
        <Uploads
          accept={accept}
          place="batch"
          purpose="face"
          label={t("studio-add-faces")}
          owner={owner}
          onUploaded={check}
        />,
      )}
      <ul class="upload-list">
        {checks
          .filter((job) => !isGood(job))
          .map((job) => (
            <Check key={job.id} job={job} onForget={() => forget(job.id)} onUse={() => settle(job)} />
          ))}
      </ul>
    </div>
  );
}

/** It can be used as it is. */
const isGood = (job: FaceJob) =>
  isDone(job) && Boolean(job.kept_face || !(job.report?.blocked || job.report?.needs_override));

function Check({ job, onForget, onUse }: { job: FaceJob; onForget: () => void; onUse: () => void }) {
  const studio = useStudio();
  const name = { name: job.name };
  const remove = () =>
    studio.attempt(async () => {
      if (!isDone(job)) await api.jobs.remove(job.id); // what waits for a decision still may be kept
      onForget();
    });
  return (
    <li class={`upload ${isOpen(job) ? "" : "upload-failed"}`}>
      <div class="row">
        <span class="grow clipped" dir="auto">
          {job.name}
        </span>
        <IconButton
          icon="cancel"
          label={t(isOpen(job) ? "studio-cancel-name" : "studio-dismiss-name", name)}
          onClick={remove}
        />
      </div>
      {isDone(job) ? <Doubt job={job} onUse={onUse} /> : <Progress job={job} />}
    </li>
  );
}

/** The worst of what was found; the rest stands among the faces. */
function Doubt({ job, onUse }: { job: FaceJob; onUse: () => void }) {
  const [worst] = job.report ? problemsOf(job.report) : [];
  if (!worst) return null;
  return (
    <>
      <p class="failure" role="alert">
        {whatOf(worst)} {adviceOf(worst)}
      </p>
      <div class="row">
        {!job.report?.blocked && (
          <button type="button" class="button small" onClick={onUse}>
            {t("studio-face-use-anyway")}
          </button>
        )}
        <a class="button quiet small" href="#/faces">
          {t("studio-face-report", { name: job.name })}
        </a>
      </div>
    </>
  );
}
