// The server's API as functions. Each resolves to the answer's JSON or rejects with an ApiError.

import type {
  Batch,
  ClipForm,
  ClipJob,
  Face,
  FaceJob,
  FaceUses,
  Form,
  Job,
  JobKind,
  Login,
  LogLine,
  NewToken,
  NewWebhook,
  Session,
  ShareLink,
  Standing,
  Start,
  Token,
  Verification,
  VoiceJob,
  WebhookAttempt,
  Webhooks,
} from "./types";

export const LOGIN_PAGE = "/login";

/** What the server refused, by its `code` and `facts`; code "offline" when no answer came. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly facts: Record<string, unknown> = {},
    readonly status = 0,
  ) {
    super(code);
  }
}

/** To the login, which leads back to this place. */
export const toLogin = () => location.assign(LOGIN_PAGE + location.hash);

/** Nobody is logged in any more. */
export const isLoginNeeded = (error: unknown) => error instanceof ApiError && error.code === "login_needed";

/** Headers that tell the server that its own page asks: no other site's page can set them. */
export const OWN_PAGE = { "X-Facenote": "1" };

async function call<Answer>(method: string, path: string, body?: object, how: RequestInit = {}): Promise<Answer> {
  const headers = new Headers({ ...OWN_PAGE, Accept: "application/json", ...how.headers });
  const isForm = body instanceof FormData; // the browser names its type
  if (body !== undefined && !isForm) headers.set("Content-Type", "application/json");
  let response: Response;
  try {
    response = await fetch(path, { ...how, method, headers, body: isForm ? body : body && JSON.stringify(body) });
  } catch {
    throw new ApiError("offline");
  }
  const answer = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) {
    const { code = "internal_error", facts = {} } = answer?.error ?? {};
    throw new ApiError(code, facts, response.status);
  }
  return answer as Answer;
}

const KEY_KEPT_MS = 5 * 60_000; // who orders the same much later wants another one

const orderKeys = new Map<string, { key: string; since: number }>();

/** Order something. Soon after a lost answer, the same order again has the key of the first, and makes nothing twice. */
async function order<Answer>(path: string, body: object): Promise<Answer> {
  const wanted = path + JSON.stringify(body);
  const last = orderKeys.get(wanted);
  const isLost = last && Date.now() - last.since < KEY_KEPT_MS;
  const key = isLost ? last.key : crypto.getRandomValues(new Uint32Array(4)).join("-"); // randomUUID wants https
  orderKeys.set(wanted, { key, since: Date.now() });
  const answer = await call<Answer>("POST", path, body, { headers: { "Idempotency-Key": key } });
  orderKeys.delete(wanted);
  return answer;
}

type Values = Record<string, string | number | null | undefined>;

/** `{limit: 3}` -> `?limit=3`; what is not given is left out. */
export function query(values: Values): string {
  const given = Object.entries(values).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]]));
  return given.length ? `?${new URLSearchParams(given)}` : "";
}

/** Everything that the page begins with. */
export const start = () => call<Start>("GET", "/api/start");

/** What the server put into the page for it to begin with; null the second time, or where nobody is logged in. */
export function startWithin<Begin>(): Begin | null {
  const block = document.getElementById("start");
  block?.remove();
  return block?.textContent ? JSON.parse(block.textContent) : null;
}

export const session = {
  get: () => call<Session>("GET", "/api/session"),
  login: (token: string) => call<null>("POST", "/api/session", { token }),
  loginByLink: (secret: string) => call<null>("POST", "/api/session/link", { secret }),
  loginFromTelegram: (initData: string) => call<null>("POST", "/api/session/telegram", { init_data: initData }),
  setLanguage: (language: string) => call<null>("PATCH", "/api/session", { language }),
  logout: () => call<null>("DELETE", "/api/session"),
};

export const account = {
  consent: (version: string) => call<null>("POST", "/api/consent", { version }),
  forget: () => call<null>("DELETE", "/api/account"),
};

/** Whose face it is; `note`: who permitted it; `sentence`: what was asked to be said in the video. */
export type FaceOwner = { whose: "own_face" | "permitted_face"; note: string; sentence?: string | undefined };

/** What was said of a face that was dropped somewhere: perhaps not whose it is. */
export type Declared = Partial<FaceOwner>;

export type FaceChanges = { name: string } | { is_default: true };

export const faces = {
  list: () => call<{ faces: Face[] }>("GET", "/api/faces").then((answer) => answer.faces),
  check: (upload: string, name: string, owner?: Declared) =>
    call<FaceJob>("POST", "/api/face-checks", { upload, name, ...owner }),
  keep: (job: number, name: string) => call<Face>("POST", "/api/faces", { job, name }),
  change: (id: number, changes: FaceChanges) => call<Face>("PATCH", `/api/faces/${id}`, changes),
  remove: (id: number) => call<null>("DELETE", `/api/faces/${id}`),
  uses: (id: number, before?: number) => call<FaceUses>("GET", `/api/faces/${id}/uses${query({ before })}`),
};

/** A part of a voice, by its job; without `end_s` to its end. */
export type VoicePart = { voice: number; start_s?: number; end_s?: number };

export const voices = {
  list: () => call<{ voices: VoiceJob[] }>("GET", "/api/voices").then((answer) => answer.voices),
  add: (upload: string) => call<VoiceJob>("POST", "/api/voices", { upload }),
  /** New voices, each of its parts. */
  edit: (wanted: VoicePart[][]) =>
    order<{ voices: VoiceJob[] }>("/api/voices/edits", { voices: wanted }).then((answer) => answer.voices),
};

export const clips = {
  zip: (ids: number[]) => `/api/clips/zip${query({ jobs: ids.join() })}`,
  make: (face: number, voice: number, how: ClipForm) => order<ClipJob>("/api/clips", { face, voice, ...how }),
};

export const batches = {
  list: () => call<{ batches: Batch[] }>("GET", "/api/batches").then((answer) => answer.batches),
  get: (id: number) => call<Batch>("GET", `/api/batches/${id}`),
  make: (faceIds: number[], voiceIds: number[], how: ClipForm) =>
    order<Batch>("/api/batches", { faces: faceIds, voices: voiceIds, ...how }),
  cancel: (id: number) => call<Batch>("POST", `/api/batches/${id}/cancel`),
  retry: (id: number) => call<Batch>("POST", `/api/batches/${id}/retry`),
  rename: (id: number, name: string) => call<Batch>("PATCH", `/api/batches/${id}`, { name }),
  remove: (id: number) => call<null>("DELETE", `/api/batches/${id}`),
  zip: (id: number) => `/api/batches/${id}/zip`,
};

export type JobsQuery = {
  kind?: JobKind;
  state?: Standing | undefined;
  q?: string | undefined;
  face?: number | undefined;
  batch?: number | undefined;
  form?: Form | undefined;
  before?: number | undefined;
  limit?: number;
};
export type JobsPage<Kind extends Job = Job> = { jobs: Kind[]; next: number | null };

export const jobs = {
  list: (asked: JobsQuery = {}) => call<JobsPage>("GET", `/api/jobs${query(asked)}`),
  get: (id: number) => call<Job>("GET", `/api/jobs/${id}`),
  cancel: (id: number) => call<Job>("POST", `/api/jobs/${id}/cancel`),
  retry: (id: number) => call<Job>("POST", `/api/jobs/${id}/retry`),
  rename: (id: number, name: string) => call<Job>("PATCH", `/api/jobs/${id}`, { name }),
  remove: (id: number) => call<null>("DELETE", `/api/jobs/${id}`),
  share: (id: number, download: boolean) => call<ShareLink>("POST", `/api/jobs/${id}/share`, { download }),
  unshare: (id: number) => call<null>("DELETE", `/api/jobs/${id}/share`),
  /** Also while the page is being left. */
  removeSeveral: (ids: number[]) =>
    call<{ deleted: number[] }>("POST", "/api/jobs/delete", { jobs: ids }, { keepalive: true }),
};

/** What a file says about its origin. */
export function verify(file: File) {
  const form = new FormData();
  form.set("file", file);
  return call<Verification>("POST", "/api/verify", form);
}

export const logins = {
  list: () => call<{ logins: Login[] }>("GET", "/api/logins").then((answer) => answer.logins),
  end: (id: number) => call<null>("DELETE", `/api/logins/${id}`),
};

export const tokens = {
  list: () => call<{ tokens: Token[] }>("GET", "/api/tokens").then((answer) => answer.tokens),
  make: (name: string) => call<NewToken>("POST", "/api/tokens", { name }),
  revoke: (id: number) => call<null>("DELETE", `/api/tokens/${id}`),
};

export const webhooks = {
  list: () => call<Webhooks>("GET", "/api/webhooks"),
  make: (url: string) => call<NewWebhook>("POST", "/api/webhooks", { url }),
  test: (id: number) => call<WebhookAttempt>("POST", `/api/webhooks/${id}/test`),
  remove: (id: number) => call<null>("DELETE", `/api/webhooks/${id}`),
};

export const log = {
  lines: (limit = 200) =>
    call<{ lines: LogLine[] }>("GET", `/api/log${query({ limit })}`).then((answer) => answer.lines),
};

/** Server-sent events after the event of that id. */
export const events = (after: number) => new EventSource(`/api/events${query({ after })}`);
