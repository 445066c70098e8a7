import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Studio } from "../src/state";
import { speak } from "../src/texts";
import type { Job, JobState } from "../src/types";

const page = window as unknown as { happyDOM: { setURL: (url: string) => void } };
let server: Server;
let deleted: number[][];
let known: Job[];
let sent: number[];
let studio: Studio;

const clip = (id: number, state: JobState, progress = 0) =>
  ({ id, kind: "clip", name: `clip ${id}`, state, progress, batch: null }) as unknown as Job;

const start = () => ({
  session: { last_event_id: 1, language: "en", consent: { given: true } },
  faces: [],
  checks: [],
  voices: [],
  batches: [],
  open: known,
});

beforeEach(async () => {
  deleted = [];
  known = [];
  sent = [];
  server = createServer(async (request, response) => {
    if (request.url === "/api/jobs/delete") {
      const body = (await request.toArray()).join("");
      deleted.push(JSON.parse(body).jobs);
    }
    const gone = deleted.at(-1)?.filter((id) => !sent.includes(id));
    const answer = request.url === "/api/start" ? start() : { deleted: gone };
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  page.happyDOM.setURL(`http://127.0.0.1:${port}/`);
  await speak("en");
  studio = new Studio();
  await studio.reload();
});

afterEach(() => server.close());

const offer = () => {
  const notice = studio.notices.find((one) => "action" in one);
  if (!notice) throw new Error("nothing is offered");
  return notice;
};

test("what comes back is as it stands by then", async () => {
  studio.put(clip(5, "failed"));
  studio.removeLater([clip(5, "failed")]);
  studio.put(clip(5, "delivered"));
  expect(studio.clips).toEqual([]);
  studio.act(offer());
  expect(studio.clips.map((job) => job.state)).toEqual(["delivered"]);
  expect(deleted).toEqual([]);
});

test("one that was deleted elsewhere does not come back", () => {
  studio.put(clip(5, "failed"));
  studio.removeLater([clip(5, "failed")]);
  studio.drop(5);
  studio.act(offer());
  expect(studio.clips).toEqual([]);
});

test("what waits for its deletion stays away when everything is read anew", async () => {
  known = [clip(5, "queued")];
  await studio.reload();
  studio.removeLater([clip(5, "queued")]);
  await studio.reload();
  expect(studio.clips).toEqual([]);
});

test("it is deleted when the notice goes", async () => {
  studio.put(clip(5, "failed"));
  studio.removeLater([clip(5, "failed")]);
  studio.dismiss(offer());
  await expect.poll(() => deleted).toEqual([[5]]);
  expect(studio.clips).toEqual([]);
});

test("one that is being sent is there again, as it stands by then, and the person is told", async () => {
  sent = [5];
  studio.put(clip(5, "running"), clip(6, "failed"));
  studio.removeLater([clip(5, "running"), clip(6, "failed")]);
  studio.dismiss(offer());
  studio.put(clip(5, "delivered"));
  expect(studio.clips).toEqual([]);
  await expect.poll(() => studio.clips.map((job) => [job.id, job.state])).toEqual([[5, "delivered"]]);
  expect(studio.notices).toMatchObject([{ error: { code: "wrong_state" } }]);
});

test("one that goes elsewhere while it is being deleted does not come back", async () => {
  sent = [5, 6];
  studio.put(clip(5, "failed"), clip(6, "failed"));
  studio.removeLater([clip(5, "failed"), clip(6, "failed")]);
  studio.dismiss(offer());
  studio.drop(5);
  await expect.poll(() => studio.clips.map((job) => job.id)).toEqual([6]);
});

test("what could not be deleted is there again, and the person is told", async () => {
  studio.put(clip(5, "failed"));
  studio.removeLater([clip(5, "failed")]);
  server.close();
  server.closeAllConnections();
  studio.dismiss(offer());
  await expect.poll(() => studio.clips.map((job) => job.id)).toEqual([5]);
  expect(studio.notices).toMatchObject([{ error: { code: "offline" } }]);
});

test("a notice to act on stays beside what is told after it", () => {
  studio.put(clip(5, "failed"));
  studio.removeLater([clip(5, "failed")]);
  studio.tell({ text: "first" });
  studio.tell({ text: "second" });
  expect(studio.notices).toMatchObject([{ action: { text: "Undo" } }, { text: "second" }]);
});

test("an end during an outage is told when it is heard", async () => {
  Object.defineProperty(navigator, "locks", { value: { request: () => {} } }); // another tab listens, and tells what it hears
  known = [clip(5, "running")];
  await studio.open();
  known = [];
  await studio.reload();
  const tab = new BroadcastChannel("facenote");
  tab.postMessage({ event: "job", told: clip(5, "delivered"), number: 7 });
  await expect.poll(() => studio.notices).toMatchObject([{ link: { href: "#/history/5" } }]);
  tab.close();
});
