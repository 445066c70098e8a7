// Files on their way to the server. They go on where a broken connection, a closed tab or a restarted server left off.

import { ApiError, OWN_PAGE } from "../api.js";
import { useStudio } from "../state.js";
import { explain, percent, size, t } from "../texts.js";
import "../vendor/tus/tus.min.js";
import { html, useEffect, useReducer, useRef, useState } from "../vendor/htm/standalone.module.js";
import { Icon } from "./icon.js";
import { Bar } from "./progress.js";

const ENDPOINT = "/api/uploads";
const OF_THE_FILE = [413, 422]; // statuses of what trying again does not mend; then the server keeps nothing of it
const RETRY_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000];

/**
 * Send a file, and have something made of it: `use(upload id, name)`. `onProgress(share)` hears from 0 to 1; `signal` gives it
 * up, on the server too, and also when all of it is there. Done again after a failure, or in another tab, it goes on where it
 * stopped: also when only `use` is missing.
 *
 * Resolves to what `use` does; rejects with an ApiError, and with the signal's reason when it is given up.
 */
export async function deliver(file, name, use, options) {
  const upload = await sent(file, name, options);
  try {
    const made = await use(upload.url.split("/").pop(), name);
    await forget(upload);
    return made;
  } catch (error) {
    if (error.status === 404 || OF_THE_FILE.includes(error.status)) await forget(upload);
    throw error;
  }
}

/** The upload, complete. */
function sent(file, name, { onProgress = () => {}, signal } = {}) {
  return new Promise((resolve, reject) => {
    const upload = new window.tus.Upload(file, {
      endpoint: ENDPOINT,
      headers: OWN_PAGE,
      metadata: { filename: name },
      retryDelays: RETRY_MS,
      onProgress: (done, total) => onProgress(total ? done / total : 1),
      onSuccess: () => resolve(upload),
      onError: (error) => reject(refusalOf(error)),
    });
    signal?.addEventListener("abort", () => {
      reject(signal.reason);
      upload.abort(true).catch(() => {}); // what the server keeps of it expires there
    });
    start(upload).catch(reject);
  });
}

/** The server has nothing of it any more. */
async function forget(upload) {
  for (const { urlStorageKey } of await upload.findPreviousUploads()) await upload.options.urlStorage.removeUpload(urlStorageKey);
}

/** Go on with what came of the same file before, if anything did. */
async function start(upload) {
  const [before] = await upload.findPreviousUploads();
  if (before) upload.resumeFromPreviousUpload(before);
  upload.start();
}

/** tus's error as the API's. */
function refusalOf(error) {
  const response = error.originalResponse;
  if (!response) return new ApiError("offline");
  try {
    const { code, facts } = JSON.parse(response.getBody()).error;
    return new ApiError(code, facts, response.getStatus());
  } catch {
    return new ApiError("internal_error", {}, response.getStatus());
  }
}

/** The files of one purpose that are being sent: one after the other, also while another view is shown. */
class Outbox {
  items = [];
  onUploaded = () => {};

  #watchers = new Set();
  #last = Promise.resolve();
  #count = 0;

  constructor() {
    window.addEventListener("beforeunload", (event) => this.items.some((item) => !item.error) && event.preventDefault());
  }

  /** Send these, unless they are larger than `maxBytes`. */
  add(files, maxBytes) {
    for (const file of files) {
      const item = { id: ++this.#count, file, share: null, error: null, stop: new AbortController() };
      if (file.size > maxBytes) item.error = new ApiError("file_too_large", { max_bytes: maxBytes }, 413);
      else if (!file.size) item.error = new ApiError("media_empty", {}, 422);
      this.items.push(item);
      if (!item.error) this.#queue(item);
    }
    this.#changed();
  }

  /** Once more, from where it stopped. */
  retry(item) {
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
    for (const item of this.items) if (OF_THE_FILE.includes(item.error?.status)) this.remove(item);
  }

  /** Give it up. */
  remove(item) {
    if (!OF_THE_FILE.includes(item.error?.status)) item.stop.abort();
    this.#forget(item);
  }

  watch(watcher) {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #queue(item) {
    this.#last = this.#last.then(() => item.stop.signal.aborted || this.#send(item));
  }

  async #send(item) {
    const onProgress = (share) => {
      item.share = share;
      this.#changed();
    };
    try {
      await deliver(item.file, item.file.name, this.onUploaded, { onProgress, signal: item.stop.signal });
      this.#forget(item);
    } catch (error) {
      if (item.stop.signal.aborted) return;
      if (!(error instanceof ApiError)) console.error(error); // a fault of the page; the files behind this one are sent
      item.error = error instanceof ApiError ? error : new ApiError("internal_error");
      this.#changed();
    }
  }

  #forget(item) {
    this.items = this.items.filter((other) => other !== item);
    this.#changed();
  }

  #changed() {
    for (const watcher of this.#watchers) watcher();
  }
}

// What is dropped beside the place for it must not take the place of the page.
for (const event of ["dragover", "drop"]) window.addEventListener(event, (dragged) => dragged.preventDefault());

const outboxes = new Map();

function outboxOf(place, purpose) {
  const key = `${place} ${purpose}`;
  if (!outboxes.has(key)) outboxes.set(key, new Outbox());
  return outboxes.get(key);
}

/** A place to drop files, and those on their way from there. `place`: a name for it; `purpose`: "face" or "voice";
 * `onUploaded(upload id, name)` may reject with an ApiError, which is told beside the file. */
export function Uploads({ accept, place, purpose, label, onUploaded }) {
  const { session, connected } = useStudio();
  const [, draw] = useReducer((count) => count + 1, 0);
  const outbox = outboxOf(place, purpose);
  useEffect(() => outbox.watch(draw), [outbox]);
  useEffect(() => () => outbox.forgetRefused(), [outbox]); // who comes back has read it
  useEffect(() => connected && outbox.resume(), [outbox, connected]);
  outbox.onUploaded = onUploaded;
  return html`
    <div class="uploads">
      <${DropZone} accept=${accept} purpose=${purpose} label=${label} onFiles=${(files) => outbox.add(files, session.limits.max_upload_bytes)} />
      ${outbox.items.length > 0 &&
      html`<ul class="upload-list">
        ${outbox.items.map((item) => html`<${Sending} key=${item.id} item=${item} outbox=${outbox} purpose=${purpose} />`)}
      </ul>`}
    </div>`;
}

function DropZone({ accept, purpose, label, onFiles }) {
  const { limits } = useStudio().session;
  const input = useRef();
  const [depth, setDepth] = useState(0); // of elements within the zone that the file was dragged into
  const drop = (event) => {
    event.preventDefault();
    setDepth(0);
    onFiles([...event.dataTransfer.files]);
  };
  const choose = () => {
    onFiles([...input.current.files]);
    input.current.value = "";
  };
  const most_s = purpose === "face" ? limits.max_face_video_s : limits.max_voice_s;
  return html`
    <div
      class="drop ${depth > 0 ? "over" : ""}"
      onDragEnter=${() => setDepth((now) => now + 1)}
      onDragLeave=${() => setDepth((now) => Math.max(0, now - 1))}
      onDragOver=${(event) => event.preventDefault()}
      onDrop=${drop}
    >
      <input ref=${input} type="file" accept=${accept} multiple hidden onChange=${choose} />
      <button type="button" class="button" onClick=${() => input.current.click()}>
        <${Icon} name="upload" />${label}
      </button>
      <p class="drop-hint">${t("studio-drop-here")}</p>
      <small>${t("studio-upload-limits", { size: size(limits.max_upload_bytes), minutes: Math.round(most_s / 60) })}</small>
    </div>`;
}

/** Why a file was refused, in the words of what is wanted there. */
const whyNot = (error, purpose) =>
  purpose === "voice" && error.code === "media_unsupported" ? t("studio-not-a-voice") : explain(error);

function Sending({ item, outbox, purpose }) {
  const { name, size: bytes } = item.file;
  const waits = item.share === null;
  return html`
    <li class="upload ${item.error ? "upload-failed" : ""}">
      <div class="row">
        <span class="grow clipped" dir="auto">${name}</span>
        <small>${waits || item.error ? size(bytes) : percent(Math.floor(item.share * 100) / 100)}</small>
        ${item.error &&
        !OF_THE_FILE.includes(item.error.status) &&
        html`<button class="button quiet small" onClick=${() => outbox.retry(item)} aria-label=${t("studio-retry-name", { name })}>
          <${Icon} name="retry" />
        </button>`}
        <button class="button quiet small" onClick=${() => outbox.remove(item)} aria-label=${t("studio-cancel-name", { name })}>
          <${Icon} name="cancel" />
        </button>
      </div>
      ${item.error
        ? html`<p class="failure" role="alert">${whyNot(item.error, purpose)}</p>`
        : html`<${Bar} fraction=${waits ? undefined : item.share} label=${t("studio-progress-of", { name })} />`}
    </li>`;
}
