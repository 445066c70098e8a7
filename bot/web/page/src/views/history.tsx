// All videos, newest first, however they ended: found by name, face, shape and state; one or many kept, named, deleted.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import * as api from "../api";
import { useKept } from "../parts/choices";
import { Clip } from "../parts/clip";
import { Dialog } from "../parts/dialog";
import { Icon, IconButton } from "../parts/icon";
import { DownloadLink, JobActions } from "../parts/job-line";
import { More } from "../parts/more";
import { Bar, Progress } from "../parts/progress";
import { Pencil, Rename } from "../parts/rename";
import { isDone, isOpen, type Studio, useStudio } from "../state";
import { clock, date, day, size, t, time } from "../texts";
import type { ClipJob, Form, Session, Standing } from "../types";

const PAGE = 24;
const CALM_MS = 250;
const HERE = "#/history";
const OPEN = `${HERE}/open`;

type Filter = { q: string; state: Standing | ""; face: number; form: Form | "" };

const EVERYTHING: Filter = { q: "", state: "", face: 0, form: "" };
const isEverything = (filter: Filter) => Object.values(filter).every((value) => !value);

/** `id`: the clip that is looked at. */
export function History({ id }: { id: number | null }) {
  const studio = useStudio();
  const [kept, setFilter] = useKept<Filter>("history", EVERYTHING);
  const isFaceThere = studio.faces.length > 1 && studio.faces.some((face) => face.id === kept.face);
  const filter = isFaceThere ? kept : { ...kept, face: 0 }; // nobody could choose another where none is offered
  useEffect(() => {
    if (location.hash !== OPEN) return;
    setFilter({ ...EVERYTHING, state: "open" });
    location.replace(HERE);
  });
  const { clips, more, hasMore, again, lookAgain } = usePages(studio, filter);
  const selection = useSelection(studio, clips);
  const looked = useOne(studio, id);
  return (
    <>
      <Room session={studio.session} />
      <Filters filter={filter} onChange={setFilter} />
      <Selecting selection={selection} clips={clips} />
      {byDay(clips).map(([name, ofDay]) => (
        <section key={name} class="stack" aria-label={name}>
          <h2 class="day">{name}</h2>
          <ul class="gallery">
            {ofDay.map((job) => (
              <Tile key={job.id} job={job} selection={selection} onNamed={lookAgain} />
            ))}
          </ul>
        </section>
      ))}
      {clips.length === 0 && hasMore === false && <Nothing filter={filter} onAll={() => setFilter(EVERYTHING)} />}
      {again && (
        <div class="card empty">
          <p>{t("studio-history-unread")}</p>
          <button type="button" class="button" onClick={again}>
            {t("studio-try-again")}
          </button>
        </div>
      )}
      {hasMore && !again && <More onMore={more} />}
      {looked && (
        <Dialog
          key={id}
          title={looked.name}
          onClose={() => {
            location.hash = HERE;
          }}
        >
          {isDone(looked) ? (
            <Clip job={looked} autoplay={true} />
          ) : (
            <>
              <Progress job={looked} />
              <div class="row">
                <JobActions job={looked} />
              </div>
            </>
          )}
        </Dialog>
      )}
    </>
  );
}

/** The clip of that number, wherever it is; if there is none the person learns so. */
function useOne(studio: Studio, id: number | null) {
  useEffect(() => {
    if (!id || studio.jobs.has(id)) return;
    api.jobs.get(id).then(
      (job) => studio.put(job),
      (error) => {
        if (location.hash === `${HERE}/${id}`) location.replace(HERE);
        studio.tell(error.status === 404 ? { text: t("studio-gone") } : { error });
      },
    );
  }, [id]);
  const found = id ? studio.jobs.get(id) : undefined;
  return found?.kind === "clip" ? found : undefined;
}

/** The clips that fit the filter, as far as they were read. `hasMore`: there are older ones; null until that is known;
 * `again`: how to read once more what could not be read; `lookAgain`: add what fits by now, as a name has changed. */
function usePages(studio: Studio, filter: Filter) {
  const [ids, setIds] = useState<number[]>([]);
  const [next, setNext] = useState<number | null | undefined>(undefined);
  const [failed, setFailed] = useState<{ before: number | undefined } | null>(null);
  const wanted = JSON.stringify(filter);
  const newest = useRef(wanted);
  newest.current = wanted;
  const query = {
    kind: "clip",
    state: filter.state || undefined,
    q: filter.q.trim() || undefined,
    face: filter.face || undefined,
    form: filter.form || undefined,
    limit: PAGE,
  } as const;
  const read = async (before?: number) => {
    setFailed(null);
    const isRead = await studio.attempt(async () => {
      const page = await api.jobs.list({ ...query, before });
      if (newest.current !== wanted) return true; // something else is looked for meanwhile
      studio.put(...page.jobs);
      const found = page.jobs.map((job) => job.id);
      setIds((known) => (before ? [...new Set([...known, ...found])] : found));
      setNext(page.next);
      return true;
    });
    if (!isRead && newest.current === wanted) setFailed({ before });
  };
  const lookAgain = useRef(async () => {}); // with the filter of the time at which the server has answered
  lookAgain.current = async () => {
    if (!filter.q.trim()) return;
    const { jobs } = await api.jobs.list(query);
    if (newest.current !== wanted) return;
    studio.put(...jobs);
    setIds((known) => [...new Set([...known, ...jobs.map((job) => job.id)])].sort((a, b) => b - a));
  };
  useEffect(() => {
    const timer = setTimeout(() => read(), next === undefined ? 0 : CALM_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const known = isEverything(filter)
    ? studio.clips.filter((job) => !next || job.id >= next)
    : ids.flatMap((id) => studio.jobs.get(id) ?? []).filter((job) => job.kind === "clip");
  return {
    clips: known,
    more: () => read(next ?? undefined),
    hasMore: next === undefined ? null : next !== null,
    again: failed && (() => read(failed.before)),
    lookAgain: () => lookAgain.current(),
  };
}

const byDay = (clips: ClipJob[]) => {
  const days = new Map<string, ClipJob[]>();
  for (const job of clips) days.set(day(job.created_at), [...(days.get(day(job.created_at)) ?? []), job]);
  return [...days];
};

function Filters({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const { faces } = useStudio();
  const choose = (change: Partial<Filter>) => onChange({ ...filter, ...change });
  return (
    <search class="row filters">
      <input
        type="search"
        value={filter.q}
        maxlength={80}
        placeholder={t("studio-search")}
        aria-label={t("studio-search")}
        onInput={(event) => choose({ q: event.currentTarget.value })}
      />
      <select
        aria-label={t("studio-filter-state")}
        value={filter.state}
        onChange={(event) => choose({ state: event.currentTarget.value as Standing | "" })}
      >
        <option value="">{t("studio-log-all")}</option>
        <option value="delivered">{t("studio-ready")}</option>
        <option value="open">{t("studio-in-the-making")}</option>
        <option value="unmade">{t("studio-filter-unmade")}</option>
      </select>
      {faces.length > 1 && (
        <select
          aria-label={t("studio-face")}
          value={filter.face}
          onChange={(event) => choose({ face: Number(event.currentTarget.value) })}
        >
          <option value={0}>{t("studio-filter-any-face")}</option>
          {faces.map((face) => (
            <option value={face.id}>{face.name}</option>
          ))}
        </select>
      )}
      <select
        aria-label={t("studio-form")}
        value={filter.form}
        onChange={(event) => choose({ form: event.currentTarget.value as Form | "" })}
      >
        <option value="">{t("studio-filter-any-form")}</option>
        <option value="video">{t("studio-form-video")}</option>
        <option value="note">{t("studio-form-note")}</option>
        <option value="portrait">9:16</option>
        <option value="square">1:1</option>
        <option value="landscape">16:9</option>
      </select>
    </search>
  );
}

function Nothing({ filter, onAll }: { filter: Filter; onAll: () => void }) {
  if (isEverything(filter))
    return (
      <div class="card empty">
        <p>{t("studio-history-none")}</p>
        <a class="button primary" href="#/make">
          {t("studio-history-go")}
        </a>
      </div>
    );
  return (
    <div class="card empty">
      <p>{t("studio-history-nothing")}</p>
      <button type="button" class="button" onClick={onAll}>
        {t("studio-log-all")}
      </button>
    </div>
  );
}

/** Clips that are picked together, by press, Shift and press, or the keyboard. */
type Selection = ReturnType<typeof useSelection>;

function useSelection(studio: Studio, clips: ClipJob[]) {
  const [isOn, setIsOn] = useState(false);
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const last = useRef<number | null>(null);
  const jobs = clips.filter((job) => picked.has(job.id));
  const end = () => {
    setIsOn(false);
    setPicked(new Set());
  };
  const pickAll = () => setPicked(new Set(clips.map((job) => job.id)));
  const toggle = (id: number, withShift: boolean) => {
    const places = [id, last.current ?? id].map((one) => clips.findIndex((job) => job.id === one));
    const [from = 0, to = 0] = places.sort((a, b) => a - b);
    const range = withShift && from >= 0 ? clips.slice(from, to + 1).map((job) => job.id) : [id];
    const next = new Set(picked);
    for (const one of range) {
      if (withShift || !picked.has(one)) next.add(one);
      else next.delete(one);
    }
    last.current = id;
    setPicked(next);
  };
  const remove = () => {
    studio.removeLater(jobs);
    end();
  };
  useLayoutEffect(() => {
    // Before the next key comes: "all" and "delete" may be pressed in quick succession.
    if (!isOn) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement && event.target.type !== "checkbox") return;
      if (event.key === "Escape") end();
      else if (event.key === "Delete" && jobs.length) remove();
      else if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        pickAll();
      }
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  });
  return { isOn, begin: () => setIsOn(true), end, jobs, has: (id: number) => picked.has(id), toggle, pickAll, remove };
}

function Selecting({ selection, clips }: { selection: Selection; clips: ClipJob[] }) {
  if (!clips.length) return null;
  if (!selection.isOn)
    return (
      <div class="row end">
        <button type="button" class="button small" onClick={selection.begin}>
          <Icon name="check" />
          {t("studio-select")}
        </button>
      </div>
    );
  const ready = selection.jobs.filter((job) => job.files.clip);
  return (
    <div class="card row selecting">
      <span class="grow" role="status">
        {t("studio-selected", { count: selection.jobs.length })}
      </span>
      <button type="button" class="button small" onClick={selection.pickAll}>
        {t("studio-pick-all")}
      </button>
      {ready.length > 0 && (
        <a class="button small" href={api.clips.zip(ready.map((job) => job.id))} download="">
          <Icon name="download" />
          {t("studio-zip")}
        </a>
      )}
      <button type="button" class="button small danger" disabled={!selection.jobs.length} onClick={selection.remove}>
        <Icon name="delete" />
        {t("studio-delete")}
      </button>
      <button type="button" class="button small" onClick={selection.end}>
        {t("studio-close")}
      </button>
    </div>
  );
}

/** Room taken, and how long things stay. */
function Room({ session: { disk, limits } }: { session: Session }) {
  const used = size(disk.used_bytes);
  const quota = disk.quota_bytes;
  const room = quota ?? disk.used_bytes + disk.free_bytes;
  const kept = limits.keep_days ? t("studio-kept", { days: limits.keep_days }) : t("studio-kept-always");
  return (
    <div class="card room">
      <p class="grow">{kept}</p>
      <div class="room-used">
        <small>
          {quota
            ? t("studio-disk-of", { used, quota: size(quota) })
            : t("studio-disk-free", { used, free: size(disk.free_bytes) })}
        </small>
        <Bar fraction={Math.min(1, disk.used_bytes / room)} label={t("studio-disk")} />
      </div>
    </div>
  );
}

function Tile({ job, selection, onNamed }: { job: ClipJob; selection: Selection; onNamed: () => Promise<void> }) {
  const studio = useStudio();
  const [isNamed, setIsNamed] = useState(false);
  const name = { name: job.name };
  const rename = (to: string) =>
    studio.attempt(async () => {
      studio.put(await api.jobs.rename(job.id, to));
      await onNamed();
    });
  return (
    <li class={`tile job-${job.state} ${selection.has(job.id) ? "chosen" : ""}`}>
      <Picture job={job} selection={selection} />
      <div class="row tile-foot">
        <div class="grow">
          {isNamed ? (
            <Rename
              name={job.name}
              label={t("studio-face-rename", name)}
              onName={rename}
              onClose={() => setIsNamed(false)}
            />
          ) : (
            <p class="tile-name" dir="auto" title={job.name}>
              {job.name}
            </p>
          )}
          <small class="tile-times">
            <span>{time(job.created_at)}</span>
            {job.expires_at && <span>{t("studio-expires", { when: date(job.expires_at) })}</span>}
          </small>
          {!isDone(job) && <Progress job={job} />}
        </div>
        <div class="row tile-actions">
          {isDone(job) ? <DownloadLink job={job} /> : <JobActions job={job} />}
          <Pencil label={t("studio-face-rename", name)} isNamed={isNamed} onName={() => setIsNamed(true)} />
          {!isOpen(job) && (
            <IconButton icon="delete" label={t("studio-delete-name", name)} onClick={() => studio.removeLater([job])} />
          )}
        </div>
      </div>
    </li>
  );
}

function Picture({ job, selection }: { job: ClipJob; selection: Selection }) {
  const { faces } = useStudio();
  const name = { name: job.name };
  const poster = job.files.poster ?? faces.find((face) => face.id === job.face?.id)?.poster;
  const picture = poster ? <img src={poster} alt="" loading="lazy" /> : <Icon name="face" />;
  const length = isDone(job) && job.duration_s > 0 && <span class="tile-length">{clock(job.duration_s)}</span>;
  if (selection.isOn)
    return (
      <label class={`tile-picture ${job.form}`}>
        <input
          type="checkbox"
          checked={selection.has(job.id)}
          aria-label={job.name}
          onClick={(event) => selection.toggle(job.id, event.shiftKey)}
        />
        {picture}
        <span class="pick-mark">
          <Icon name="check" />
        </span>
        {length}
      </label>
    );
  if (!isDone(job)) return <div class={`tile-picture ${job.form}`}>{picture}</div>;
  return (
    <a class={`tile-picture ${job.form}`} href={`${HERE}/${job.id}`} aria-label={t("studio-play-name", name)}>
      {picture}
      <span class="play-mark">
        <Icon name="play" />
      </span>
      {length}
    </a>
  );
}
