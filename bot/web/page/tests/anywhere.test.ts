import { expect, test } from "vitest";
import { purposeOf } from "../src/parts/anywhere";

const file = (name: string, type: string) => new File([], name, { type });

test.each([
  ["note.ogg", "audio/ogg", "#/faces", "voice"],
  ["note.opus", "", "#/make", "voice"],
  ["me.jpg", "image/jpeg", "#/make", "face"],
  ["me.HEIC", "", "#/make", "face"],
  ["me.mp4", "video/mp4", "#/faces", "face"],
  ["me.mp4", "video/mp4", "#/make", null],
  ["list.txt", "text/plain", "#/history", null],
])("%s (%s) at %s is for %s", (name, type, place, purpose) => {
  expect(purposeOf(file(name, type), place)).toBe(purpose);
});
