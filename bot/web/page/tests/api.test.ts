import browserConsole from "node:console";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as api from "../src/api";

const page = window as unknown as { happyDOM: { setURL: (url: string) => void } };
let server: Server;
let answer: { status: number; body: string };
let asked: IncomingMessage[];
let complaints: string[];

beforeEach(async () => {
  asked = [];
  complaints = []; // as browsers do, happy-dom writes failed requests to its console
  vi.spyOn(browserConsole, "error").mockImplementation((what) => complaints.push(String(what)));
  server = createServer((request, response) => {
    asked.push(request);
    response.writeHead(answer.status, { "Content-Type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  page.happyDOM.setURL(`http://127.0.0.1:${port}/`);
});

afterEach(() => {
  server.close();
  vi.restoreAllMocks();
});

test("an answer is its JSON, and the server is told that the page asks", async () => {
  answer = { status: 200, body: '{"jobs": [], "next": null}' };
  expect(await api.jobs.list({ kind: "clip", before: 7 })).toEqual({ jobs: [], next: null });
  expect([asked[0]?.url, asked[0]?.headers["x-facenote"]]).toEqual(["/api/jobs?kind=clip&before=7", "1"]);
  expect(complaints).toEqual([]);
});

test("a refusal keeps its code, its facts and its status", async () => {
  answer = { status: 422, body: '{"error": {"code": "file_too_large", "facts": {"max_bytes": 5}}}' };
  await expect(api.session.get()).rejects.toMatchObject({
    code: "file_too_large",
    facts: { max_bytes: 5 },
    status: 422,
  });
  expect(complaints).toEqual([expect.stringContaining("422")]);
});

test("an answer that is no JSON is a fault of the server", async () => {
  answer = { status: 502, body: "<html>" };
  await expect(api.session.get()).rejects.toMatchObject({ code: "internal_error", status: 502 });
  expect(complaints).toEqual([expect.stringContaining("502")]);
});

test("no answer is told apart from a refusal", async () => {
  server.close();
  await expect(api.session.get()).rejects.toMatchObject({ code: "offline", status: 0 });
  expect(complaints).toEqual([expect.stringContaining("ECONNREFUSED")]);
});

test("a query leaves out what is not given", () => {
  expect(api.query({ kind: "clip", before: undefined, limit: null })).toBe("?kind=clip");
  expect(api.query({})).toBe("");
});

const keyOfLast = () => asked.at(-1)?.headers["idempotency-key"];

test("an order whose answer was lost is sent again under the same key, and the next one under another", async () => {
  const make = () =>
    api.clips.make(1, 2, { form: "video", denoise: "auto", mouth: "natural", size: "source", max_mb: null });
  answer = { status: 502, body: "" };
  await expect(make()).rejects.toThrow();
  const lost = keyOfLast();
  answer = { status: 201, body: "{}" };
  await make();
  expect([lost?.length, keyOfLast()]).toEqual([expect.any(Number), lost]);
  await make();
  expect(keyOfLast()).not.toBe(lost);
});

test("new voices are made once, also when the answer is lost", async () => {
  const cut = () => api.voices.edit([[{ voice: 1, start_s: 0.5, end_s: 1 }]]);
  answer = { status: 502, body: "" };
  await expect(cut()).rejects.toThrow();
  const lost = keyOfLast();
  answer = { status: 201, body: '{"voices": []}' };
  await cut();
  expect([lost?.length, keyOfLast()]).toEqual([expect.any(Number), lost]);
});

test("the same order much later is another one", async () => {
  const make = () =>
    api.batches.make([1], [2], { form: "video", denoise: "auto", mouth: "natural", size: "source", max_mb: null });
  answer = { status: 502, body: "" };
  await expect(make()).rejects.toThrow();
  const lost = keyOfLast();
  const now = Date.now();
  vi.spyOn(Date, "now").mockReturnValue(now + 3_600_000);
  await expect(make()).rejects.toThrow();
  expect(keyOfLast()).not.toBe(lost);
});
