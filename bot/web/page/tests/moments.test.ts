import { expect, test } from "vitest";
import { momentsOf } from "../src/parts/moments";

const clipped = "moment-voice-clipping";
const silent = "moment-voice-speech-share";

test("marks stand where it happens, in order", () => {
  const found = [
    { code: "voice_clipping", times: [[30, 31] as [number, number]] },
    { code: "voice_speech_share", times: [[0, 8] as [number, number], [60, 70] as [number, number]] },
    { code: "voice_noise", times: [] },
  ];
  expect(momentsOf(found, 100)).toEqual([
    { start: 0, texts: [silent] },
    { start: 30, texts: [clipped] },
    { start: 60, texts: [silent] },
  ]);
});

test("marks that a finger could not tell apart are one, with all that is said there", () => {
  const at = (...starts: number[]) => starts.map((start): [number, number] => [start, start + 1]);
  const found = [
    { code: "voice_clipping", times: at(10, 12, 45) },
    { code: "voice_speech_share", times: at(13, 99) },
  ];
  expect(momentsOf(found, 100)).toEqual([
    { start: 10, texts: [clipped, silent] },
    { start: 45, texts: [clipped] },
    { start: 99, texts: [silent] },
  ]);
});

test("what lies behind the end, or has no words, is not marked", () => {
  expect(momentsOf([{ code: "voice_clipping", times: [[7, 8]] }], 7)).toEqual([]);
  expect(momentsOf([{ code: "unheard_of", times: [[1, 2]] }], 7)).toEqual([]);
});
