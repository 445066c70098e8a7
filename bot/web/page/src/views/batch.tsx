// Several videos in one go: one voice on many faces, or many voices on one face.

import { useEffect, useRef, useState } from "preact/hooks";
import * as api from "../api";
import { AddFaces } from "../parts/add-faces";
import { ClipOptions, type Option, Segments, useClipForm, useKept } from "../parts/choices";
import { Confirm } from "../parts/dialog";
import { Icon, Spinner } from "../parts/icon";
import { JobLine } from "../parts/job-line";
import { AddVoice, FacePicker, VoicePicker } from "../parts/pickers";
import { Bar, stageOf, timeLeft } from "../parts/progress";
import { Pencil, Rename } from "../parts/rename";
import { Ways } from "../parts/ways";
import { isDone, isOpen, isUsable, useStudio } from "../state";
import { t, when } from "../texts";
import type { Batch as BatchOf, ClipJob, Job } from "../types";

const MOST = 100;
type Varied = typeof FACES | typeof VOICES;

const FACES = "faces"; // what varies: the faces, or the voices
const VOICES = "voices";

export function Batch() {
  const studio = useStudio();
  const [made, setMade] = useState<number | null>(null);
  const batches = [...studio.batches.values()]
    .filter((batch) => studio.jobsOf(batch).length > 0)
    .sort((a, b) => b.id - a.id);
  return (
    <>
      <Ways />
      <p class="soft">{t("studio-batch-intro")}</p>
      <NewBatch onMade={(batch) => setMade(batch.id)} />
      <section class="stack" aria-labelledby="batches">
        <h2 id="batches">{t("studio-batches")}</h2>
        {batches.map((batch, place) => (
          <BatchCard key={batch.id} batch={batch} opened={place === 0} isNew={batch.id === made} />
        ))}
        {!batches.length && <p class="soft">{t("studio-batches-none")}</p>}
      </section>
    </>
  );
}

function NewBatch({ onMade }: { onMade: (batch: BatchOf) => void }) {
  const studio = useStudio();
  const [varied, setVaried] = useKept<Varied>("batch-varied", FACES);
  const how = useClipForm();
  const faces = usePicked("batch-faces", studio.faces, varied === FACES);
  const usable = studio.voices.filter(isUsable);
  const voices = usePicked("batch-voices", usable, varied === VOICES);
  const [sends, setSends] = useState(false);
  const count = faces.chosen.length * voices.chosen.length;
  const areRead = voices.chosen.every((id) => studio.jobs.get(id)?.state === "delivered");
  const missing =
    missingOf(faces, "studio-pick-faces", "studio-no-faces") ??
    missingOf(voices, "studio-pick-voices", "studio-no-voices");
  const make = async () => {
    setSends(true);
    const batch = await studio.attempt(() => api.batches.make(faces.chosen, voices.chosen, how.chosen));
    setSends(false);
    if (!batch) return;
    studio.putBatch(batch);
    (varied === FACES ? faces : voices).choose([]); // or a second press makes all of it again
    onMade(batch);
  };
  const ways: Option<Varied>[] = [
    [FACES, t("studio-batch-many-faces"), "face"],
    [VOICES, t("studio-batch-many-voices"), "voice"],
  ];
  return (
    <section class="card stack" aria-label={t("studio-nav-batch")}>
      <Segments name="varied" label={t("studio-batch-way")} value={varied} options={ways} onChange={setVaried} />
      <div class="batch-picks">
        <section class="stack" aria-labelledby="batch-face">
          <PickHead id="batch-face" picked={faces} many="studio-pick-faces" one="studio-pick-one-face" />
          <FacePicker chosen={faces.chosen} many={faces.many} onChange={faces.choose} adds={false} />
          <AddFaces onKept={faces.add} />
        </section>
        <section class="stack" aria-labelledby="batch-voice">
          <PickHead id="batch-voice" picked={voices} many="studio-pick-voices" one="studio-pick-one-voice" />
          <AddVoice place="batch" onAdded={(voice) => voices.add(voice.id)} />
          <VoicePicker chosen={voices.chosen} many={voices.many} onChange={voices.choose} />
        </section>
      </div>
      <div class="row batch-start">
        <div class="grow">
          <ClipOptions how={how} />
        </div>
        {count > MOST && <span class="failure">{t("studio-batch-limit", { limit: MOST })}</span>}
        {!areRead && <span class="soft">{t("studio-voice-reading")}</span>}
        {missing && <span class="soft">{t(missing)}</span>}
        <button
          type="button"
          class="button primary large"
          onClick={make}
          disabled={!count || count > MOST || !areRead || sends}
        >
          {sends && <Spinner />}
          {t("studio-batch-make", { count })}
        </button>
      </div>
    </section>
  );
}

/** The ids picked of `things`: those kept that still exist; where one must be picked, just one. */
type Picked = ReturnType<typeof usePicked>;

function usePicked(name: string, things: { id: number }[], many: boolean) {
  const [kept, keep] = useKept<number[]>(name, []);
  const ids = things.map((thing) => thing.id);
  const there = kept.filter((id) => ids.includes(id));
  const chosen = many ? there : (there.length ? there : ids).slice(0, 1);
  const add = (id: number) => keep((now) => (many ? [...new Set([...now, id])] : [id]));
  return { chosen, many, ids, choose: keep, add };
}

/** What to do before there is one of them: `pick`, or `add` where there is none to pick. */
const missingOf = ({ chosen, ids }: Picked, pick: string, add: string) =>
  chosen.length ? null : ids.length ? pick : add;

function PickHead({ id, picked, many, one }: { id: string; picked: Picked; many: string; one: string }) {
  const isAll = picked.chosen.length === picked.ids.length;
  return (
    <div class="row">
      <h2 id={id} class="grow">
        {t(picked.many ? many : one)}
      </h2>
      {picked.many && picked.ids.length > 1 && (
        <button type="button" class="button quiet small" onClick={() => picked.choose(isAll ? [] : picked.ids)}>
          {t(isAll ? "studio-pick-none" : "studio-pick-all")}
        </button>
      )}
    </div>
  );
}

/** How the jobs of a batch stand together. `left_s`: until the last one ends, null where it is unknown. */
type Sum = ReturnType<typeof sumUp>;

function sumUp(jobs: ClipJob[]) {
  const open = jobs.filter(isOpen);
  const lefts = open.flatMap((job) => job.left_s ?? []);
  return {
    total: jobs.length,
    done: jobs.filter(isDone).length,
    failed: jobs.filter((job) => job.state === "failed").length,
    cancelled: jobs.filter((job) => job.state === "cancelled").length,
    retried: jobs.filter((job) => !isOpen(job) && job.can_retry).length,
    open,
    fraction: jobs.reduce((sum, job) => sum + (isOpen(job) ? job.progress : 1), 0) / (jobs.length || 1),
    left_s: lefts.length === open.length && lefts.length ? Math.max(...lefts) : null,
  };
}

/** What differs among the jobs, its faces or its voices, by name. */
function variedOf(jobs: ClipJob[], known: Map<number, Job>) {
  const faces = [...new Set(jobs.flatMap((job) => job.face?.name ?? []))];
  return (faces.length > 1 ? faces : jobs.map((job) => known.get(job.voice ?? 0)?.name ?? job.name)).join(", ");
}

/** `isNew`: it was begun just now, and comes into sight. */
function BatchCard({ batch, opened, isNew }: { batch: BatchOf; opened: boolean; isNew: boolean }) {
  const studio = useStudio();
  const { faces, jobs: known, jobsOf } = studio;
  const [isNamed, setIsNamed] = useState(false);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isNew) card.current?.scrollIntoView({ behavior: "smooth", block: "nearest" });
  }, [isNew]);
  const [shown, setShown] = useState(opened);
  const jobs = jobsOf(batch);
  const sum = sumUp(jobs);
  const isAtWork = sum.open.length > 0;
  const isShown = shown || isAtWork;
  const name = batch.name || t("studio-batch-name", { number: batch.id });
  const renaming = t("studio-face-rename", { name });
  const rename = (to: string) => studio.attempt(async () => studio.putBatch(await api.batches.rename(batch.id, to)));
  const varied = variedOf(jobs, known);
  const posters = new Map(faces.map((face) => [face.id, face.poster]));
  return (
    <article ref={card} class="card stack batch" aria-label={name}>
      <div class="row">
        {isNamed && <Rename name={name} label={renaming} onName={rename} onClose={() => setIsNamed(false)} />}
        <h3 class="grow clipped">
          {!isNamed && <bdi>{name}</bdi>}{" "}
          <small title={varied}>
            {when(batch.created_at)} · <bdi>{varied}</bdi>
          </small>
        </h3>
        <BatchChips sum={sum} />
        <Pencil label={renaming} isNamed={isNamed} onName={() => setIsNamed(true)} />
      </div>
      {isAtWork && <BatchProgress name={name} jobs={jobs} sum={sum} />}
      <div class="row">
        <BatchActions batch={batch} sum={sum} />
        {!isAtWork && (
          <button type="button" class="button quiet small" aria-expanded={isShown} onClick={() => setShown(!shown)}>
            {t(isShown ? "studio-batch-hide" : "studio-batch-show")}
          </button>
        )}
      </div>
      {isShown && (
        <ul class="job-lines">
          {jobs.map((job) => (
            <JobLine key={job.id} job={job} poster={posters.get(job.face?.id ?? 0)} />
          ))}
        </ul>
      )}
    </article>
  );
}

const BatchChips = ({ sum: { done, failed, cancelled, total } }: { sum: Sum }) => (
  <>
    <span class={`chip ${done === total ? "good" : ""}`}>{t("studio-batch-done", { done, total })}</span>
    {failed > 0 && <span class="chip bad">{t("studio-batch-failed", { failed })}</span>}
    {cancelled > 0 && <span class="chip warn">{t("studio-batch-cancelled", { count: cancelled })}</span>}
  </>
);

/** Cancel all that is open; else make what is missing, or delete it all. What is finished can be fetched any time. */
function BatchActions({ batch, sum }: { batch: BatchOf; sum: Sum }) {
  const studio = useStudio();
  const [asks, setAsks] = useState(false);
  const act = (work: (id: number) => Promise<BatchOf>) => () =>
    studio.attempt(async () => studio.putBatch(await work(batch.id)));
  const cancel = (
    <button type="button" class="button small danger" onClick={act(api.batches.cancel)}>
      <Icon name="cancel" />
      {t("studio-batch-cancel")}
    </button>
  );
  const retry = (
    <button type="button" class="button small" onClick={act(api.batches.retry)}>
      <Icon name="retry" />
      {t("studio-batch-retry", { count: sum.retried })}
    </button>
  );
  const remove = () =>
    studio.attempt(async () => {
      setAsks(false);
      await api.batches.remove(batch.id);
      studio.dropBatch(batch);
    });
  const fetchAll = (
    <a class="button small" href={api.batches.zip(batch.id)} download="">
      <Icon name="download" />
      {t(sum.open.length ? "studio-zip" : "studio-batch-zip")}
    </a>
  );
  return (
    <>
      {sum.open.length > 0 ? cancel : sum.retried > 0 && retry} {sum.done > 0 && fetchAll}
      {sum.open.length === 0 && (
        <button type="button" class="button small danger" onClick={() => setAsks(true)}>
          <Icon name="delete" />
          {t("studio-batch-delete")}
        </button>
      )}
      {asks && (
        <Confirm
          question={t("studio-batch-delete-ask", { name: batch.name })}
          yes={t("studio-delete")}
          onYes={remove}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}

/** "2 of 5: name", its stage, and the time left for all. */
function BatchProgress({ name, jobs, sum }: { name: string; jobs: ClipJob[]; sum: Sum }) {
  const current = sum.open.find((job) => job.state !== "queued") ?? sum.open[0];
  if (!current) return null;
  const which = { number: jobs.indexOf(current) + 1, total: sum.total, name: current.name };
  return (
    <div class="job-progress">
      <Bar fraction={sum.fraction} label={t("studio-progress-of", { name })} />
      <div class="row">
        <span class="grow clipped" role="status">
          {t("studio-batch-now", which)} · {stageOf(current)}
        </span>
        <span class="soft">{timeLeft(sum.left_s)}</span>
      </div>
    </div>
  );
}
