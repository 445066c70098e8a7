// What was found in a clip, on its time line: marks that lead there.

import { useState } from "preact/hooks";
import { clock, t } from "../texts";
import type { ClipReport, Finding } from "../types";

/** What is heard there, by the code of the finding. */
const TEXTS: Record<string, string> = {
  voice_clipping: "moment-voice-clipping",
  voice_speech_share: "moment-voice-speech-share",
};

/** Of the time line: marks that are nearer would lie on one another on a phone. */
const APART = 1 / 5;

export type Moment = { start: number; texts: string[] };

/** The marks of what was found, in order; `length` of the clip, seconds. */
export function momentsOf(findings: Pick<Finding, "code" | "times">[], length: number): Moment[] {
  const found = findings
    .flatMap(({ code, times = [] }) => times.map(([start]) => ({ start, text: TEXTS[code] ?? "" })))
    .filter(({ start, text }) => text && start < length)
    .sort((a, b) => a.start - b.start);
  const marks: Moment[] = [];
  for (const { start, text } of found) {
    const last = marks.at(-1);
    if (!last || start - last.start >= APART * length) marks.push({ start, texts: [text] });
    else if (!last.texts.includes(text)) last.texts.push(text);
  }
  return marks;
}

/** `onGo(seconds)`: show that moment. */
type MomentsProps = { report: ClipReport | null; onGo: (seconds: number) => void };

export function Moments({ report, onGo }: MomentsProps) {
  const [told, setTold] = useState("");
  if (!report) return null;
  const { findings, duration_s: length } = report;
  const marks = momentsOf(findings, length);
  if (!marks.length) return null;
  const share = (seconds: number) => `${(100 * Math.min(seconds, length)) / length}%`;
  return (
    <fieldset class="moments">
      <legend class="visually-hidden">{t("studio-moments")}</legend>
      <div class="moments-line" dir="ltr">
        {findings.flatMap(({ code, times = [] }) =>
          (code in TEXTS ? times : []).map(([start, end]) => (
            <span
              key={`${code}${start}`}
              class="moment-stretch"
              style={{ left: share(start), width: share(end - start) }}
            ></span>
          )),
        )}
        {marks.map(({ start, texts }) => {
          const text = `${clock(start)} · ${texts.map((key) => t(key)).join(" · ")}`;
          return (
            <button
              key={start}
              type="button"
              class="moment"
              style={{ left: share(start) }}
              aria-label={text}
              title={text}
              onFocus={() => setTold(text)}
              onClick={() => {
                setTold(text);
                onGo(start);
              }}
            ></button>
          );
        })}
      </div>
      <p class="soft">{told || t("studio-moments")}</p>
    </fieldset>
  );
}
