// What the page knows, and how it stays true: loaded once, followed by server-sent events, shared by all tabs.

import { createContext } from "preact";
import { useContext, useEffect, useReducer } from "preact/hooks";
import * as api from "./api";
import { notifyOf } from "./parts/notify";
import { speak, language as spoken, t } from "./texts";
import type { Batch, ClipJob, Face, FaceJob, Job, JobState, Problem, Session, Start, VoiceJob } from "./types";

const FIRST_WAIT_S = 1;
const LONGEST_WAIT_S = 30;
const CHECKS = 20;
const CALM_S = 0.5;
const LOOK_S = 45; // a connection that went silent looks like one on which nothing happens; the server's heart beats every 15 s
const WATCH_S = 5;
const EVENTS = ["job", "faces", "language", "gone"] as const;
const ENDED = new Set<JobState>(["delivered", "failed", "cancelled"]);

/** The job is queued, runs or is being handed over. */
export const isOpen = (job: { state: JobState }) => !ENDED.has(job.state);

/** The job has made what it was to make. */
export const isDone = (job: { state: JobState }) => job.state === "delivered";

/** A voice that is there to be spoken, or may be soon. */
export const isUsable = (voice: Job) => isOpen(voice) || isDone(voice);

const newestFirst = (a: { id: number }, b: { id: number }) => b.id - a.id;

/** What a person is told: what went wrong, or a text, perhaps with a place to go to or something to do. */
export type Notice = { error: Problem } | { text: string; link?: { href: string; text: string }; action?: Action };

/** What can be done as long as the notice is shown; `otherwise` is done when it goes. */
type Action = { text: string; run: () => void; otherwise: () => void };

const actionOf = (notice: Notice) => ("action" in notice ? notice.action : undefined);

type Told =
  | { event: "job"; told: Job }
  | { event: "faces"; told: { faces: Face[] } }
  | { event: "language"; told: { language: string } }
  | { event: "gone"; told: { id: number } };
type Heard = Told & { number: number };

/** What a tab tells the others. */
type TabMessage = Partial<Heard> & { visitor?: true; reload?: true; connected?: boolean };

const isClip = (job: Job): job is ClipJob => job.kind === "clip";
const isVoice = (job: Job): job is VoiceJob => job.kind === "voice";
const isFace = (job: Job): job is FaceJob => job.kind === "face";

/**
 * Everything the views show. Read its fields in a component by `useStudio()`, which draws anew after each change.
 *
 * batches: by id; their `jobs` may be out of date: use `jobsOf`; connected: the server is heard.
 */
export class Studio {
  session!: Session; // known once `open` has resolved; nothing is drawn before
  faces: Face[] = [];
  jobs = new Map<number, Job>();
  batches = new Map<number, Batch>();
  connected = true;
  notices: Notice[] = []; // one to act on, and the latest of the others
  windows: object[] = []; // dialogs, the topmost last: notices outside of it could be neither pressed nor read out

  /** Where the person was making videos last: one, or many. */
  makingPlace = "#/make";

  #watchers = new Set<() => void>();
  #tabs = new BroadcastChannel("facenote");
  #lastEvent = 0;
  #heardAt = 0;
  #awaited = new Set<number>(); // jobs whose end was not told yet, also when it comes during an outage
  #stream: EventSource | null = null;
  #wait_s = FIRST_WAIT_S;
  #wake = () => {};
  #measuring = 0;
  #removed = new Map<number, Job>(); // as long as the person may want them back
  #removing = new Map<number, Job>(); // until the server has answered which are deleted

  /** Load everything and follow it from then on. Rejects with an ApiError; "login_needed" among others. */
  async open() {
    const start = api.startWithin<Start>();
    if (start) this.#begin(start);
    else await this.reload();
    this.#tabs.onmessage = ({ data }) => this.#hearTab(data);
    // A browser opens only six connections to one server: a single tab listens and tells the others.
    if (navigator.locks) navigator.locks.request("facenote-events", () => new Promise(() => this.#listen()));
    else this.#listen();
    window.addEventListener("online", () => this.#wake());
    window.addEventListener("offline", () => this.#lose());
    document.addEventListener("visibilitychange", () => document.hidden || this.#look());
    setInterval(() => document.hidden || this.#look(), LOOK_S * 1000);
    setInterval(() => Date.now() - this.#heardAt > LOOK_S * 1000 && this.#lose(), WATCH_S * 1000);
    window.addEventListener("pagehide", () => this.#finishRemoval());
  }

  /** Everything anew. What happens meanwhile is told by the events after those that the session knows. */
  async reload() {
    this.#begin(await api.start());
  }

  #begin({ session, faces, checks, voices, batches, open }: Start) {
    const known: Job[] = [...checks, ...voices, ...batches.flatMap((batch) => batch.jobs), ...open];
    const ended = [...this.jobs.values()].filter((job) => !isOpen(job) && job.kind === "clip");
    this.session = session;
    this.faces = faces;
    this.jobs = new Map(ended.map((job) => [job.id, job]));
    this.batches = new Map(batches.map((batch) => [batch.id, batch]));
    this.#lastEvent ||= session.last_event_id; // after an outage the events go on where they were: deletions are told, too
    this.put(...known);
  }

  /** Faces that are being looked at, could not be, or wait to be kept or not; newest first. */
  get checks() {
    const isNews = (job: FaceJob) => !job.kept_face && job.state !== "cancelled";
    return [...this.jobs.values()].filter(isFace).filter(isNews).sort(newestFirst);
  }

  /** Voices, newest first, those included that are still being read or could not be. */
  get voices() {
    return [...this.jobs.values()].filter(isVoice).sort(newestFirst);
  }

  /** A face that is being prepared, if there is one. */
  get faceJob() {
    return [...this.jobs.values()].filter(isFace).find(isOpen);
  }

  /** Checks that wait for a yes or no. */
  get undecided() {
    return this.checks.filter(isDone);
  }

  /** Clips that are known so far, however they stand, newest first. */
  get clips() {
    return [...this.jobs.values()].filter(isClip).sort(newestFirst);
  }

  /** What waits, runs or is handed over, in the order in which it was asked for. */
  get unfinished() {
    return [...this.jobs.values()].filter(isOpen).sort((a, b) => a.id - b.id);
  }

  /** The jobs of a batch as they stand, in order; those that were deleted are left out. */
  jobsOf = (batch: Batch) => batch.jobs.flatMap((job) => this.jobs.get(job.id) ?? []).filter(isClip);

  /** Note jobs as the server answered them. */
  put(...jobs: Job[]) {
    for (const job of jobs) {
      const away = [this.#removed, this.#removing].find((jobs) => jobs.has(job.id));
      (away ?? this.jobs).set(job.id, job);
      if (isOpen(job)) this.#awaited.add(job.id);
    }
    this.#changed();
  }

  /** Note a batch as the server answered it. */
  putBatch(batch: Batch) {
    this.batches.set(batch.id, batch);
    this.put(...batch.jobs);
  }

  /** Note the session as the server answered it. */
  putSession(session: Session) {
    this.session = session;
    this.#changed();
  }

  /** A batch is gone, with its jobs. */
  dropBatch(batch: Batch) {
    this.batches.delete(batch.id);
    for (const job of batch.jobs) this.jobs.delete(job.id);
    this.#changed();
  }

  /** A job is gone. */
  drop(id: number) {
    this.jobs.delete(id);
    this.#removed.delete(id);
    this.#removing.delete(id);
    this.#changed();
  }

  /** Take jobs away, and delete them on the server unless the person wants them back in time. */
  removeLater(jobs: Job[]) {
    this.#finishRemoval();
    for (const job of jobs) {
      this.#removed.set(job.id, job);
      this.jobs.delete(job.id);
    }
    const undo = () => {
      const back = [...this.#removed.values()];
      this.#removed.clear();
      this.put(...back);
    };
    const [only] = jobs;
    const text = jobs.length === 1 && only ? t("studio-deleted-name", { name: only.name }) : undefined;
    this.tell({
      text: text ?? t("studio-deleted", { count: jobs.length }),
      action: { text: t("studio-undo"), run: undo, otherwise: () => this.#finishRemoval() },
    });
  }

  async #finishRemoval() {
    const ids = [...this.#removed.keys()];
    for (const [id, job] of this.#removed) this.#removing.set(id, job);
    this.#removed.clear();
    if (!ids.length) return;
    const answer = await this.attempt(() => api.jobs.removeSeveral(ids));
    const deleted = new Set(answer?.deleted);
    const left = ids.flatMap((id) => (deleted.has(id) ? [] : (this.#removing.get(id) ?? [])));
    for (const id of ids) this.#removing.delete(id);
    if (!left.length) return;
    this.put(...left);
    if (answer) this.tell({ error: new api.ApiError("wrong_state") }); // one that is being sent stays
  }

  /** Read the faces anew. */
  readFaces() {
    return this.attempt(async () => this.#putFaces(await api.faces.list()));
  }

  /** Speak another language, wherever the person is. */
  chooseLanguage(language: string) {
    return this.attempt(async () => {
      await api.session.setLanguage(language);
      await this.#speak(language);
    });
  }

  /** The visitor changed (login, logout, everything forgotten): all tabs start anew. */
  visitorChanged() {
    this.#tabs.postMessage({ visitor: true });
    location.reload();
  }

  /** Do `work`; if the server refuses, tell the person and resolve to undefined. */
  async attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof api.ApiError)) throw error;
      if (api.isLoginNeeded(error)) api.toLogin();
      this.tell({ error });
      return undefined;
    }
  }

  /** Show `{error}` or `{text}` to the person. One to act on stays beside what is told after it. */
  tell(notice: Notice) {
    const isKept = (other: Notice) => actionOf(other) && !actionOf(notice);
    this.notices = [...this.notices.filter(isKept), notice];
    if ("link" in notice && notice.link) notifyOf(notice.text, notice.link.href);
    this.#changed();
  }

  /** A notice was shown long enough. */
  dismiss(notice: Notice) {
    this.notices = this.notices.filter((other) => other !== notice);
    actionOf(notice)?.otherwise();
    this.#changed();
  }

  /** Do what a notice offers. */
  act(notice: Notice) {
    actionOf(notice)?.run();
    this.dismiss(notice);
  }

  /** A dialog is over everything else; returns how to end that. */
  openWindow(window: object) {
    this.windows = [...this.windows, window];
    this.#changed();
    return () => {
      this.windows = this.windows.filter((other) => other !== window);
      this.#changed();
    };
  }

  /** Call `watcher` after each change; returns how to stop that. */
  watch(watcher: () => void) {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  #changed() {
    for (const watcher of this.#watchers) watcher();
  }

  #listen() {
    const stream = api.events(this.#lastEvent);
    this.#stream = stream;
    const heard = () => {
      this.#heardAt = Date.now();
    };
    heard();
    stream.addEventListener("heartbeat", heard);
    stream.onopen = () => {
      this.#wait_s = FIRST_WAIT_S;
      this.#setConnected(true);
    };
    stream.onerror = () => this.#lose();
    for (const event of EVENTS) {
      stream.addEventListener(event, ({ data, lastEventId }) => {
        heard();
        const change = { event, told: JSON.parse(data), number: Number(lastEventId) } as Heard;
        this.#tabs.postMessage(change);
        this.#hear(change);
      });
    }
  }

  /** The connection is gone: try again, ever less often, until everything could be loaded anew. */
  async #lose() {
    if (!this.#stream) return;
    this.#stream.close();
    this.#stream = null;
    this.#setConnected(false);
    for (;;) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, this.#wait_s * 1000);
      });
      this.#wait_s = Math.min(2 * this.#wait_s, LONGEST_WAIT_S);
      try {
        await this.reload();
        break;
      } catch (error) {
        if (api.isLoginNeeded(error)) api.toLogin();
      }
    }
    this.#tabs.postMessage({ reload: true });
    this.#listen();
  }

  /** Whether the server still answers; the amount of disk used comes with it. */
  async #look() {
    this.#wake();
    try {
      this.putSession(await api.session.get());
    } catch (error) {
      if (api.isLoginNeeded(error)) api.toLogin();
      this.#lose();
    }
  }

  #setConnected(connected: boolean) {
    this.connected = connected;
    this.#tabs.postMessage({ connected });
    this.#changed();
  }

  #hear(heard: Heard) {
    this.#lastEvent = Math.max(heard.number, this.#lastEvent); // a job whose place in the queue changed comes without a number
    if (heard.event === "job") {
      this.put(heard.told);
      if (!isOpen(heard.told) && this.#awaited.delete(heard.told.id)) this.#ended(heard.told);
      if (heard.told.batch && !this.batches.has(heard.told.batch)) this.#readBatch(heard.told.batch);
    } else if (heard.event === "faces") {
      this.#putFaces(heard.told.faces);
      this.#readChecks(); // one that was kept waits no more
    } else if (heard.event === "language") {
      const { language } = heard.told;
      this.attempt(() => this.#speak(language));
    } else {
      this.drop(heard.told.id);
    }
    if (heard.event === "gone" || (heard.event === "job" && isDone(heard.told))) this.#measure();
  }

  /** Tell that something has ended, unless the person is looking at it. */
  #ended(job: Job) {
    const { name } = job;
    const here = location.hash;
    // Before the consent it is the demo, about which nobody has to decide.
    if (isFace(job) && isDone(job) && this.session.consent.given && !here.startsWith("#/faces"))
      this.tell({ text: t("studio-check-done", { name }), link: { href: "#/faces", text: t("studio-look") } });
    if (!isClip(job) || job.state === "cancelled" || here === `#/make/${job.id}`) return;
    const batch = this.batches.get(job.batch ?? 0);
    if (!batch) {
      const text = t(isDone(job) ? "studio-result" : "studio-failed", { name });
      this.tell({ text, link: { href: `#/history/${job.id}`, text: t("studio-look") } });
    } else if (!here.startsWith("#/batch") && !this.jobsOf(batch).some(isOpen)) {
      const done = this.jobsOf(batch).filter(isDone).length;
      const text = `${batch.name}: ${t("studio-batch-done", { done, total: batch.jobs.length })}`;
      this.tell({ text, link: { href: "#/batch", text: t("studio-look") } });
    }
  }

  /** How much room is used, once several changes are over. */
  #measure() {
    clearTimeout(this.#measuring);
    this.#measuring = window.setTimeout(() => this.#look(), CALM_S * 1000);
  }

  #hearTab(data: TabMessage) {
    if (data.event) this.#hear(data as Heard);
    if (data.visitor) location.reload();
    if (data.reload) this.attempt(() => this.reload());
    if (data.connected !== undefined) this.connected = data.connected;
    this.#changed();
  }

  async #readBatch(id: number) {
    const batch = await api.batches.get(id).catch(() => null); // it may be gone again
    if (batch) this.putBatch(batch);
  }

  #readChecks() {
    return this.attempt(async () => this.put(...(await api.jobs.list({ kind: "face", limit: CHECKS })).jobs));
  }

  #putFaces(faces: Face[]) {
    this.faces = faces;
    this.#changed();
  }

  async #speak(language: string) {
    await speak(language);
    this.putSession({ ...this.session, language: spoken() }); // another may have been chosen meanwhile
  }
}

export const StudioContext = createContext<Studio | null>(null);

/** The studio, and a new drawing of the component whenever it changes. */
export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (!studio) throw new Error("outside of the studio");
  const [, draw] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => studio.watch(draw), [studio]);
  return studio;
}
