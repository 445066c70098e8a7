import { expect, test } from "vitest";
import { moved, pieces, type Range, spoken } from "../src/parts/cutting";

const SPEECH: Range[] = [
  [1, 3],
  [3.1, 4],
  [5, 6],
  [8, 9],
];
const WHOLE: Range = [0, 10];

const near = (found: Range[], expected: Range[]) => {
  expect(found).toHaveLength(expected.length);
  for (const [place, range] of expected.entries())
    for (const edge of [0, 1] as const) expect(found[place]?.[edge]).toBeCloseTo(range[edge]);
};

test("the longest pauses come first, and breaths are no pauses", () => {
  near(pieces(SPEECH, WHOLE, 1), [WHOLE]);
  near(pieces(SPEECH, WHOLE, 2), [
    [0.8, 6.2],
    [7.8, 9.2],
  ]);
  const all: Range[] = [
    [0.8, 4.2],
    [4.8, 6.2],
    [7.8, 9.2],
  ];
  near(pieces(SPEECH, WHOLE, 3), all);
  near(pieces(SPEECH, WHOLE, 9), all);
});

test("only what is selected is split", () => {
  near(pieces(SPEECH, [4.5, 8.6], 3), [
    [4.8, 6.2],
    [7.8, 8.6],
  ]);
  near(pieces([], WHOLE, 3), [WHOLE]);
});

test("no piece is shorter than a voice may be", () => {
  const words: Range[] = [
    [1, 1.05],
    [1.5, 4],
    [5, 6],
  ];
  near(pieces(words, [0.9, 7], 3), [
    [0.9, 4.2],
    [4.8, 6.2],
  ]);
});

test("the silence at both ends goes, unless nobody speaks", () => {
  near([spoken(SPEECH, WHOLE)], [[0.8, 9.2]]);
  near([spoken([], WHOLE)], [WHOLE]);
  near([spoken(SPEECH, [6.5, 7.5])], [[6.5, 7.5]]);
});

test("handles stay within the voice and apart", () => {
  expect(moved([2, 4], "start", 3.9, 10)).toEqual([3.5, 4]);
  expect(moved([2, 4], "start", -1, 10)).toEqual([0, 4]);
  expect(moved([2, 4], "end", 1, 10)).toEqual([2, 2.5]);
  expect(moved([2, 4], "end", 12, 10)).toEqual([2, 10]);
});

test("handles stand at whole milliseconds, or at the end of the voice", () => {
  expect(moved([0, 4], "start", 1 / 3, 10)).toEqual([0.333, 4]);
  expect(moved([0, 4], "end", 2 / 3, 10)).toEqual([0, 0.667]);
  expect(moved([0, 4.1236], "start", 4, 4.1236)).toEqual([3.623, 4.1236]);
  expect(moved([0, 4], "end", 10.1234, 10.1234)).toEqual([0, 10.1234]);
});
