// Where a voice is cut: all times are seconds.

export type Range = [start: number, end: number];

/** The shortest voice that the server takes. */
export const SHORTEST_S = 0.5;

const MARGIN_S = 0.2; // what is left of a pause, so that no word sounds cut off
const SHORTEST_PAUSE_S = 0.3;

/** The range with its start or its end elsewhere: at whole milliseconds, within the voice and never shorter than a voice may be. */
export function moved([start, end]: Range, which: "start" | "end", to: number, length: number): Range {
  const at = Math.round(1000 * to);
  if (which === "start") return [Math.max(0, Math.min(at, Math.floor(1000 * (end - SHORTEST_S))) / 1000), end];
  if (to >= length) return [start, length]; // which may lie between two
  return [start, Math.min(length, Math.max(at, Math.ceil(1000 * (start + SHORTEST_S))) / 1000)];
}

/** The range without the silence at its ends. */
export function spoken(speech: Range[], range: Range): Range {
  const within = inside(speech, range);
  const [first, last] = [within[0], within.at(-1)];
  if (!first || !last) return range;
  const found: Range = [Math.max(range[0], first[0] - MARGIN_S), Math.min(range[1], last[1] + MARGIN_S)];
  return found[1] - found[0] < SHORTEST_S ? range : found;
}

/** Parts of the range, cut at its longest pauses, the pauses left out: as many as wanted, or as there can be. */
export function pieces(speech: Range[], range: Range, wanted: number): Range[] {
  if (wanted < 2) return [range];
  const within = inside(speech, range);
  const pauses = within
    .slice(1)
    .map(([start], place) => [within[place]?.[1] ?? start, start] as Range)
    .filter(([start, end]) => end - start >= SHORTEST_PAUSE_S)
    .sort((a, b) => b[1] - b[0] - (a[1] - a[0]));
  let cuts: Range[] = [];
  for (const pause of pauses) {
    const tried = [...cuts, pause].sort((a, b) => a[0] - b[0]);
    if (tried.length < wanted && between(tried, range).every(([start, end]) => end - start >= SHORTEST_S)) cuts = tried;
  }
  return between(cuts, range).map((piece) => spoken(speech, piece));
}

/** What is left of the range without the pauses, but for a margin at each. */
const between = (pauses: Range[], [start, end]: Range): Range[] => {
  const starts = [start, ...pauses.map(([from, to]) => Math.max((from + to) / 2, to - MARGIN_S))];
  const ends = [...pauses.map(([from, to]) => Math.min((from + to) / 2, from + MARGIN_S)), end];
  return starts.map((at, place) => [at, ends[place] ?? end]);
};

const inside = (speech: Range[], [start, end]: Range): Range[] =>
  speech
    .filter(([from, to]) => to > start && from < end)
    .map(([from, to]) => [Math.max(from, start), Math.min(to, end)]);
