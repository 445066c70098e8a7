// The server's API as functions. Each resolves to the answer's JSON (null where there is none) or rejects with an ApiError.

export const LOGIN_PAGE = "/login";

/** What the server refused, by its `code` and `facts`; code "offline" when no answer came. */
export class ApiError extends Error {
  constructor(code, facts = {}, status = 0) {
    super(code);
    this.code = code;
    this.facts = facts;
    this.status = status;
  }
}

/** Headers that tell the server that its own page asks: no other site's page can set them. */
export const OWN_PAGE = { "X-Facenote": "1" };

async function call(method, path, body) {
  const headers = { ...OWN_PAGE, Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new ApiError("offline");
  }
  const answer = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) {
    const { code = "internal_error", facts = {} } = answer?.error ?? {};
    throw new ApiError(code, facts, response.status);
  }
  return answer;
}

function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return given.length ? `?${new URLSearchParams(given)}` : "";
}

export const session = {
  get: () => call("GET", "/api/session"),
  login: (token) => call("POST", "/api/session", { token }),
  loginFromTelegram: (initData) => call("POST", "/api/session/telegram", { init_data: initData }),
  setLanguage: (language) => call("PATCH", "/api/session", { language }),
  logout: () => call("DELETE", "/api/session"),
};

export const account = {
  consent: (version) => call("POST", "/api/consent", { version }),
  forget: () => call("DELETE", "/api/account"),
};

export const faces = {
  list: () => call("GET", "/api/faces").then((answer) => answer.faces),
  check: (upload, name) => call("POST", "/api/face-checks", { upload, name }),
  keep: (job, name) => call("POST", "/api/faces", { job, name }),
  change: (id, changes) => call("PATCH", `/api/faces/${id}`, changes),
  remove: (id) => call("DELETE", `/api/faces/${id}`),
};

export const voices = {
  list: () => call("GET", "/api/voices").then((answer) => answer.voices),
  add: (upload) => call("POST", "/api/voices", { upload }),
};

export const clips = {
  make: (face, voice, form, denoise) => call("POST", "/api/clips", { face, voice, form, denoise }),
};

export const batches = {
  list: () => call("GET", "/api/batches").then((answer) => answer.batches),
  get: (id) => call("GET", `/api/batches/${id}`),
  make: (faceIds, voiceIds, form, denoise, name) =>
    call("POST", "/api/batches", { faces: faceIds, voices: voiceIds, form, denoise, name }),
  cancel: (id) => call("POST", `/api/batches/${id}/cancel`),
  retry: (id) => call("POST", `/api/batches/${id}/retry`),
  zip: (id) => `/api/batches/${id}/zip`,
};

export const jobs = {
  list: ({ kind, state, before, limit } = {}) => call("GET", `/api/jobs${query({ kind, state, before, limit })}`),
  get: (id) => call("GET", `/api/jobs/${id}`),
  cancel: (id) => call("POST", `/api/jobs/${id}/cancel`),
  retry: (id) => call("POST", `/api/jobs/${id}/retry`),
  remove: (id) => call("DELETE", `/api/jobs/${id}`),
};

export const log = {
  lines: (limit = 200) => call("GET", `/api/log${query({ limit })}`).then((answer) => answer.lines),
};

/** Server-sent events after the event of that id. */
export const events = (after) => new EventSource(`/api/events${query({ after })}`);
