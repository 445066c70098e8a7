// New voices from old ones: a part of one, several parts, or several voices as one. The old ones stay as they are.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import * as api from "../api";
import { isDone, useStudio } from "../state";
import { clock, t } from "../texts";
import type { VoiceJob } from "../types";
import { pieces, type Range, SHORTEST_S, spoken } from "./cutting";
import { Dialog } from "./dialog";
import { Icon, IconButton, Spinner } from "./icon";
import { Waveform } from "./waveform";

const MOST_PIECES = 10;
const MOST_JOINED = 50; // by the server

const lengthOf = (voice: VoiceJob) => voice.report?.duration_s ?? voice.duration_s;

type MadeProps = { onMade: (voices: VoiceJob[]) => void; onClose: () => void };

/** Asks for new voices; `make` resolves once they are asked for. */
function useMaking({ onMade, onClose }: MadeProps) {
  const studio = useStudio();
  const [sends, setSends] = useState(false);
  const make = async (wanted: api.VoicePart[][]) => {
    setSends(true);
    const made = await studio.attempt(() => api.voices.edit(wanted));
    setSends(false);
    if (!made) return;
    studio.put(...made);
    onMade(made);
    onClose();
  };
  return [sends, make] as const;
}

/** Trim a voice, or split it at its pauses. */
export function CutVoice({ voice, ...how }: MadeProps & { voice: VoiceJob }) {
  const seconds = lengthOf(voice);
  const speech = voice.report?.speech ?? [];
  const [range, setRange] = useState<Range>([0, seconds]);
  const [wanted, setWanted] = useState(1);
  const [sends, make] = useMaking(how);
  const most = pieces(speech, range, MOST_PIECES).length;
  const parts = pieces(speech, range, Math.min(wanted, most));
  const isWhole = parts.length === 1 && range[0] <= 0 && range[1] >= seconds;
  return (
    <Dialog title={t("studio-cut-name", { name: voice.name })} onClose={how.onClose} className="cut-voice">
      <Waveform
        peaks={voice.report?.peaks ?? []}
        src={voice.files.voice}
        seconds={seconds}
        cut={{ range, parts, onChange: setRange }}
      />
      <div class="row">
        <button type="button" class="button small" onClick={() => setRange(spoken(speech, range))}>
          {t("studio-cut-silence")}
        </button>
        <button type="button" class="button quiet small" onClick={() => setRange([0, seconds])} disabled={isWhole}>
          {t("studio-cut-reset")}
        </button>
      </div>
      {most > 1 && (
        <label class="row">
          <span>{t("studio-cut-parts")}</span>
          <select value={parts.length} onChange={(event) => setWanted(Number(event.currentTarget.value))}>
            {Array.from({ length: most }, (_, one) => (
              <option key={one} value={one + 1}>
                {one + 1}
              </option>
            ))}
          </select>
        </label>
      )}
      <p class="soft">{t("studio-original-stays")}</p>
      <button
        type="button"
        class="button primary"
        disabled={isWhole || sends}
        onClick={() => make(parts.map(([start_s, end_s]) => [{ voice: voice.id, start_s, end_s }]))}
      >
        {sends && <Spinner />}
        {t(parts.length > 1 ? "studio-cut-make-several" : "studio-cut-make")}
      </button>
    </Dialog>
  );
}

/** A voice in the order, perhaps one of several places of it; `key`: tells them apart wherever they are moved. */
const entryOf = (voice: VoiceJob) => ({ key: Symbol(voice.name), voice });

/** One voice of several, in an order that is chosen here; `first`: those that it begins with. */
export function JoinVoices({ first, ...how }: MadeProps & { first: VoiceJob[] }) {
  const studio = useStudio();
  const [order, setOrder] = useState(() => first.map(entryOf));
  const [sends, make] = useMaking(how);
  const pressed = useRef<Element | null>(null);
  // The browser takes the focus from what is moved within the page.
  useLayoutEffect(() => {
    if (pressed.current instanceof HTMLElement && pressed.current.isConnected) pressed.current.focus();
    pressed.current = null;
  }, [order]);
  const move = (from: number, to: number) => {
    pressed.current = document.activeElement;
    const rest = order.toSpliced(from, 1);
    setOrder(rest.toSpliced(to, 0, ...order.slice(from, from + 1)));
  };
  const seconds = order.reduce((sum, { voice }) => sum + lengthOf(voice), 0);
  const longest = studio.session.limits.max_voice_s;
  return (
    <Dialog title={t("studio-join")} onClose={how.onClose} className="join-voices">
      <ol class="join-order">
        {order.map(({ key, voice }, place) => (
          <li class="row" key={key}>
            <span class="grow clipped" dir="auto">
              {voice.name}
            </span>
            <small>{clock(lengthOf(voice))}</small>
            <div class="row voice-tools">
              <IconButton
                icon="up"
                label={t("studio-join-earlier", { name: voice.name })}
                onClick={() => move(place, Math.max(0, place - 1))}
              />
              <IconButton
                icon="down"
                label={t("studio-join-later", { name: voice.name })}
                onClick={() => move(place, place + 1)}
              />
              <IconButton
                icon="cancel"
                label={t("studio-join-without", { name: voice.name })}
                onClick={() => setOrder(order.toSpliced(place, 1))}
              />
            </div>
          </li>
        ))}
      </ol>
      <label class="row">
        <Icon name="make" />
        <select
          class="grow"
          value=""
          aria-label={t("studio-join-add")}
          onChange={({ currentTarget }) => {
            const added = studio.voices.find((voice) => voice.id === Number(currentTarget.value));
            if (added) setOrder([...order, entryOf(added)]);
            currentTarget.value = "";
          }}
        >
          <option value="">{t("studio-join-add")}</option>
          {studio.voices.filter(isDone).map((voice) => (
            <option key={voice.id} value={voice.id}>
              {voice.name} ({clock(lengthOf(voice))})
            </option>
          ))}
        </select>
      </label>
      <p class={seconds > longest ? "failure" : "soft"}>
        {t("studio-join-length", { length: clock(seconds), most: clock(longest) })} {t("studio-original-stays")}
      </p>
      <button
        type="button"
        class="button primary"
        disabled={order.length < 2 || order.length > MOST_JOINED || seconds > longest || seconds < SHORTEST_S || sends}
        onClick={() => make([order.map(({ voice }) => ({ voice: voice.id }))])}
      >
        {sends && <Spinner />}
        {t("studio-join-make")}
      </button>
    </Dialog>
  );
}
