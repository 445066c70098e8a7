// Files on their way to the server. They go on where a broken connection, a closed tab or a restarted server left off.

import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import type { DetailedError, Upload } from "tus-js-client";
import { ApiError, type Declared, type FaceOwner, OWN_PAGE } from "../api";
import { useStudio } from "../state";
import { explain, percent, size, t } from "../texts";
import { Icon } from "./icon";
import { Bar } from "./progress";

const ENDPOINT = "/api/uploads";
const OF_THE_FILE = [413, 422]; // statuses of what trying again does not mend; then the server keeps nothing of it
const FULL = 507; // until somebody has deleted something
const RETRY_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000];

/**
 * Send a file, and have something made of it: `use(upload id, name)`. `onProgress(share)` hears from 0 to 1; `signal` gives it
 * up, on the server too, and also when all of it is there. Done again after a failure, or in another tab, it goes on where it
 * stopped: also when only `use` is missing.
 *
 * Resolves to what `use` does; rejects with an ApiError, and with the signal's reason when it is given up.
 */
export async function deliver<Made>(
  file: File,
  name: string,
  use: (upload: string, name: string) => Promise<Made>,
  options?: SendOptions,
): Promise<Made> {
  const upload = await sent(file, name, options);
  try {
    const made = await use(idOf(upload), name);
    await forget(upload);
    return made;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || isOfTheFile(error))) await forget(upload);
    throw error;
  }
}

type SendOptions = { onProgress?: (share: number) => void; signal?: AbortSignal };

/** Another try does not mend it: a video without the sentence of the day has to be another one, too. */
const isOfTheFile = (error: ApiError | null) =>
  Boolean(error && (OF_THE_FILE.includes(error.status) || error.code === "sentence_needed"));

const idOf = (upload: Upload) => upload.url?.split("/").pop() ?? "";

/** The upload, complete. */
async function sent(file: File, name: string, { onProgress = () => {}, signal }: SendOptions = {}): Promise<Upload> {
  const tus = await import("tus-js-client"); // only who sends a file needs it
  return new Promise((resolve, reject) => {
    const upload = new tus.Upload(file, {
      endpoint: ENDPOINT,
      headers: OWN_PAGE,
      metadata: { filename: name },
      retryDelays: RETRY_MS,
      onShouldRetry: (error, attempt, options) =>
        error.originalResponse?.getStatus() !== FULL &&
        Boolean(tus.defaultOptions.onShouldRetry?.(error, attempt, options)),
      onProgress: (done, total) => onProgress(total ? done / total : 1),
      onSuccess: () => resolve(upload),
      onError: (error) => reject(refusalOf(error)),
    });
    const giveUp = () => {
      reject(signal?.reason);
      upload.abort(true).catch(() => {}); // what the server keeps of it expires there
    };
    signal?.addEventListener("abort", giveUp);
    if (signal?.aborted) giveUp();
    else start(upload).catch(reject);
  });
}

/** The server has nothing of it any more. */
async function forget(upload: Upload) {
  for (const { urlStorageKey } of await upload.findPreviousUploads())
    await upload.options.urlStorage?.removeUpload(urlStorageKey);
}

/** Go on with what came of the same file before, if anything did. */
async function start(upload: Upload) {
  const [before] = await upload.findPreviousUploads();
  if (before) upload.resumeFromPreviousUpload(before);
  upload.start();
}

/** tus's error as the API's. */
function refusalOf(error: Error | DetailedError): ApiError {
  const response = "originalResponse" in error ? error.originalResponse : null;
  if (!response) return new ApiError("offline");
  try {
    const { code, facts } = JSON.parse(response.getBody()).error;
    return new ApiError(code, facts, response.getStatus());
  } catch {
    return new ApiError("internal_error", {}, response.getStatus());
  }
}

/** `owner`: whose face it is, as was said when the file was added; also when it is sent later, or once more. */
type Item = {
  id: number;
  file: File;
  owner: Declared | undefined;
  share: number | null;
  error: ApiError | null;
  stop: AbortController;
};
type Uploaded = (upload: string, name: string, owner?: Declared) => Promise<unknown>;
export type Purpose = "face" | "voice";

/** The files of one purpose that are being sent: one after the other, also while another view is shown. */
class Outbox {
  items: Item[] = [];
  onUploaded: Uploaded = async () => {};
  take: ((files: File[], owner?: FaceOwner) => void) | null = null; // while a view shows it

  #watchers = new Set<() => void>();
  #last: Promise<unknown> = Promise.resolve();
  #count = 0;

  constructor() {
    window.addEventListener(
      "beforeunload",
      (event) => this.items.some((item) => !isOfTheFile(item.error)) && event.preventDefault(),
    );
  }

  /** Send these, unless they are larger than `maxBytes`; those refused before are forgotten. */
  add(files: File[], maxBytes: number, owner?: Declared) {
    this.forgetRefused();
    for (const file of files) {
      const item: Item = { id: ++this.#count, file, owner, share: null, error: null, stop: new AbortController() };
      if (file.size > maxBytes) item.error = new ApiError("file_too_large", { max_bytes: maxBytes }, 413);
      else if (!file.size) item.error = new ApiError("media_empty", {}, 422);
      this.items.push(item);
      if (!item.error) this.#queue(item);
    }
    this.#changed();
  }

  /** Once more, from where it stopped. */
  retry(item: Item) {
    item.error = null;
    this.#queue(item);
    this.#changed();
  }

  /** Once more what the server did not hear. */
  resume() {
    for (const item of this.items) if (item.error?.code === "offline") this.retry(item);
  }

  /** Those whose file is no use. */
  forgetRefused() {
    for (const item of this.items) if (isOfTheFile(item.error)) this.remove(item);
  }

  /** Cancel an upload. */
  remove(item: Item) {
    if (!isOfTheFile(item.error)) item.stop.abort();
    this.#forget(item);
  }

  watch(watcher: () => void) {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /** Let whoever shows it look at it. */
  wake() {
    this.#changed();
  }

  #queue(item: Item) {
    this.#last = this.#last.then(() => (item.stop.signal.aborted ? undefined : this.#send(item)));
  }

  async #send(item: Item) {
    const onProgress = (share: number) => {
      item.share = share;
      this.#changed();
    };
    try {
      const use = (upload: string, name: string) => this.onUploaded(upload, name, item.owner);
      await deliver(item.file, item.file.name, use, { onProgress, signal: item.stop.signal });
      this.#forget(item);
    } catch (error) {
      if (item.stop.signal.aborted) return;
      if (!(error instanceof ApiError)) console.error(error); // a fault of the page; the files behind this one are sent
      item.error = error instanceof ApiError ? error : new ApiError("internal_error");
      this.#changed();
    }
  }

  #forget(item: Item) {
    this.items = this.items.filter((other) => other !== item);
    this.#changed();
  }

  #changed() {
    for (const watcher of this.#watchers) watcher();
  }
}

// What is dropped anywhere must not take the place of the page.
for (const event of ["dragover", "drop"]) window.addEventListener(event, (dragged) => dragged.preventDefault());

/** Files that came before the view that sends them was there. */
const early = new Map<Outbox, File[]>();

/** Send files that were recorded, dropped or pasted outside of a place for them; the view of that place may still have to come.
 * `owner`: whose faces they show, unless it is what the view shows at that moment. */
export function sendFrom(place: string, purpose: Purpose, files: File[], owner?: FaceOwner) {
  const outbox = outboxOf(place, purpose);
  if (outbox.take) return outbox.take(files, owner);
  early.set(outbox, [...(early.get(outbox) ?? []), ...files]);
  outbox.wake();
}

const outboxes = new Map<string, Outbox>();

function outboxOf(place: string, purpose: Purpose) {
  const key = `${place} ${purpose}`;
  const outbox = outboxes.get(key) ?? new Outbox();
  outboxes.set(key, outbox);
  return outbox;
}

type UploadsProps = {
  accept: string;
  place: string;
  purpose: Purpose;
  label: string;
  owner?: FaceOwner | null;
  onUploaded: Uploaded;
};

/** A place to drop files, and those on their way from there. `place`: a name for it; `purpose`: "face" or "voice";
 * `owner`: whose faces are added, null while that is not said: then nothing is taken; `onUploaded(upload id, name, owner)`
 * may reject with an ApiError, which is told beside the file. */
export function Uploads({ accept, place, purpose, label, owner, onUploaded }: UploadsProps) {
  const { session, connected } = useStudio();
  const [, draw] = useReducer<number, void>((count) => count + 1, 0);
  const outbox = outboxOf(place, purpose);
  useEffect(() => outbox.watch(draw), [outbox]);
  useEffect(() => () => outbox.forgetRefused(), [outbox]); // who comes back has read it
  useEffect(() => {
    if (connected) outbox.resume();
  }, [outbox, connected]);
  outbox.onUploaded = onUploaded;
  const add = (files: File[], whose = owner) => {
    if (whose === null) document.querySelector<HTMLInputElement>("input:required:invalid")?.reportValidity();
    else outbox.add(files, session.limits.max_upload_bytes, whose);
  };
  useEffect(() => {
    outbox.take = add;
  });
  useEffect(
    () => () => {
      outbox.take = null;
    },
    [outbox],
  );
  useEffect(() => {
    const files = early.get(outbox);
    early.delete(outbox);
    // Nobody was asked whose face these show: the server records that as not stated. The sentence stands on the page.
    if (files) outbox.add(files, session.limits.max_upload_bytes, { sentence: session.sentence ?? undefined });
  });
  return (
    <div class="uploads">
      <DropZone accept={accept} purpose={purpose} label={label} onFiles={add} />
      {outbox.items.length > 0 && (
        <ul class="upload-list">
          {outbox.items.map((item) => (
            <Sending key={item.id} item={item} outbox={outbox} purpose={purpose} />
          ))}
        </ul>
      )}
    </div>
  );
}

type DropProps = { accept: string; purpose: Purpose; label: string; onFiles: (files: File[]) => void };

function DropZone({ accept, purpose, label, onFiles }: DropProps) {
  const { limits } = useStudio().session;
  const input = useRef<HTMLInputElement>(null);
  const begun = useRef<DropProps["onFiles"] | null>(null); // takes the files as things stood when the choice began
  const [depth, setDepth] = useState(0); // of elements within the zone that the file was dragged into
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDepth(0);
    onFiles([...(event.dataTransfer?.files ?? [])]);
  };
  const choose = () => {
    if (!input.current) return;
    (begun.current ?? onFiles)([...(input.current.files ?? [])]);
    begun.current = null;
    input.current.value = "";
  };
  const begin = () => {
    begun.current = onFiles;
    input.current?.click();
  };
  const most_s = purpose === "face" ? limits.max_face_video_s : limits.max_voice_s;
  return (
    <div
      class={`drop ${depth > 0 ? "over" : ""}`}
      onDragEnter={() => setDepth((now) => now + 1)}
      onDragLeave={() => setDepth((now) => Math.max(0, now - 1))}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <input ref={input} type="file" accept={accept} multiple hidden onChange={choose} />
      <button type="button" class="button" onClick={begin}>
        <Icon name="upload" />
        {label}
      </button>
      <p class="drop-hint">{t("studio-drop-here")}</p>
      <small>
        {t("studio-upload-limits", { size: size(limits.max_upload_bytes), minutes: Math.round(most_s / 60) })}
      </small>
    </div>
  );
}

/** Why a file was refused, in the words of what is wanted there. */
const whyNot = (error: ApiError, purpose: Purpose) =>
  error.code === "media_unsupported"
    ? t(purpose === "face" ? "studio-not-a-face" : "studio-not-a-voice")
    : explain(error);

function Sending({ item, outbox, purpose }: { item: Item; outbox: Outbox; purpose: Purpose }) {
  const { name, size: bytes } = item.file;
  const waits = item.share === null;
  return (
    <li class={`upload ${item.error ? "upload-failed" : ""}`}>
      <div class="row">
        <span class="grow clipped" dir="auto">
          {name}
        </span>
        <small>{waits || item.error ? size(bytes) : percent(Math.floor((item.share ?? 0) * 100) / 100)}</small>
        {item.error && !isOfTheFile(item.error) && (
          <button
            type="button"
            class="button quiet small"
            onClick={() => outbox.retry(item)}
            aria-label={t("studio-retry-name", { name })}
          >
            <Icon name="retry" />
          </button>
        )}
        <button
          type="button"
          class="button quiet small"
          onClick={() => outbox.remove(item)}
          aria-label={t(item.error ? "studio-dismiss-name" : "studio-cancel-name", { name })}
        >
          <Icon name="cancel" />
        </button>
      </div>
      {item.error ? (
        <p class="failure" role="alert">
          {whyNot(item.error, purpose)}
        </p>
      ) : (
        <Bar fraction={item.share ?? undefined} label={t("studio-progress-of", { name })} />
      )}
    </li>
  );
}
