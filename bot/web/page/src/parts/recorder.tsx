// Recording a face with the camera, and a voice with the microphone.

import type { TargetedEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useStudio } from "../state";
import { clock, language, t, when } from "../texts";
import { Dialog } from "./dialog";
import { Icon } from "./icon";
import {
  ASKING,
  CLOSED,
  type Device,
  isKept,
  isUnsent,
  LIVE,
  named,
  RECORDING,
  TAKEN,
  type Take,
  useCameras,
  useLevel,
  useTake,
} from "./take";
import { Waveform } from "./waveform";

const COUNT_FROM = 3;
const ENOUGH_S = 20; // the engine wants 15 s of speech, and nobody speaks all the time
const LONGEST_FACE_S = 60;
const PEAKS = 200;
const SILENT = 0.12;
const SILENT_AFTER_MS = 4000;

/** `ref` of what one presses next, where the button pressed before has gone. */
const focus = (element: HTMLElement | null) => queueMicrotask(() => element?.focus()); // what it stands in is not in the page before

const nameNow = () => t("studio-record-name", { when: when(new Date().toISOString()) });

type RecorderProps = { onDone: (take: File) => void };
type CameraProps = RecorderProps & { sentence: string | undefined; onClose: () => void };

/** A window in which one films oneself, with the take that was left behind, if there is one. `sentence`: what must be said;
 * `onClose()` without a take. */
export function CameraRecorder({ sentence, onDone, onClose }: CameraProps) {
  const { session } = useStudio();
  const longest_s = Math.min(LONGEST_FACE_S, session.limits.max_face_video_s);
  const camera = useTake("camera", longest_s);
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (!isKept("camera")) camera.open();
  }, []);
  useEffect(() => {
    if (!count) return undefined;
    const timer = setTimeout(() => {
      setCount(count - 1);
      if (count === 1) camera.start();
    }, 1000);
    return () => clearTimeout(timer);
  }, [count]);
  useEffect(() => {
    if (camera.phase !== LIVE) setCount(0);
  }, [camera.phase]);
  const again = () => {
    camera.discard();
    if (!camera.stream) camera.open(); // it ended meanwhile
  };
  const use = () => {
    if (camera.take) onDone(camera.take.file);
    camera.discard();
  };
  const close = () => {
    camera.discard(); // it has asked
    onClose();
  };
  const question = isUnsent(camera.phase) ? t("studio-record-discard-ask") : undefined;
  return (
    <Dialog title={t("studio-record-face")} onClose={close} className="recorder" question={question}>
      {camera.problem && <Problem device="camera" problem={camera.problem} onRetry={() => camera.open()} />}
      {camera.phase === ASKING && (
        <p class="recorder-note" role="status">
          {t("studio-record-asking", { device: "camera" })}
        </p>
      )}
      {[LIVE, RECORDING].includes(camera.phase) && (
        <Filming camera={camera} sentence={sentence} count={count} onCount={setCount} longest_s={longest_s} />
      )}
      {camera.take && camera.phase === TAKEN && (
        <>
          <video class="recorder-picture" src={camera.take.url} controls playsinline autoplay></video>
          <p class="recorder-note">
            {t(camera.take.seconds < ENOUGH_S ? "studio-record-short" : "studio-record-look")}
          </p>
          <div class="row end">
            <button type="button" class="button" onClick={again}>
              <Icon name="retry" />
              {t("studio-record-again")}
            </button>
            <button type="button" ref={focus} class="button primary" onClick={use}>
              <Icon name="check" />
              {t("studio-record-use")}
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}

/** The live picture with its frame, what to read, and the buttons. */
type FilmingProps = {
  camera: ReturnType<typeof useTake>;
  sentence: string | undefined;
  count: number;
  onCount: (count: number) => void;
  longest_s: number;
};

function Filming({ camera, sentence, count, onCount, longest_s }: FilmingProps) {
  const records = camera.phase === RECORDING;
  const left_s = Math.ceil(ENOUGH_S - camera.seconds);
  return (
    <>
      <p class={`read-aloud ${records ? "now" : ""}`} lang={language()}>
        <small>{t("studio-read-aloud")}</small>
        {sentence && <strong>{sentence} </strong>}
        {t("studio-sentence")}
      </p>
      <Viewfinder stream={camera.stream} count={count} records={records} />
      <div class="row recorder-line">
        <Level stream={camera.stream} />
        <span class="grow" role="status">
          {records ? t(left_s > 0 ? "studio-record-go-on" : "studio-record-enough") : t("studio-record-frame")}
        </span>
        {records && (
          <span class="recorder-clock" dir="ltr">
            {clock(camera.seconds)} / {clock(longest_s)}
          </span>
        )}
      </div>
      <div class="row end">
        {!records && count === 0 && <Cameras camera={camera} />}
        {!records && count > 0 && (
          <button type="button" ref={focus} key="cancel" class="button" onClick={() => onCount(0)}>
            {t("studio-cancel")}
          </button>
        )}
        {!records && count === 0 && (
          <button type="button" ref={focus} key="start" class="button primary" onClick={() => onCount(COUNT_FROM)}>
            <span class="dot"></span>
            {t("studio-record-start")}
          </button>
        )}
        {records && (
          <button type="button" ref={focus} key="stop" class="button primary" onClick={camera.stop}>
            <span class="square"></span>
            {t("studio-record-stop")}
          </button>
        )}
      </div>
    </>
  );
}

/** The picture whole, as it is recorded; in the middle of it, where the face should be. */
type ViewfinderProps = { stream: MediaStream | null; count: number; records: boolean };

function Viewfinder({ stream, count, records }: ViewfinderProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [ratio, setRatio] = useState(1);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  const measure = ({ currentTarget: { videoWidth, videoHeight } }: TargetedEvent<HTMLVideoElement>) =>
    setRatio(videoHeight ? videoWidth / videoHeight : 1);
  return (
    <div class={`recorder-picture viewfinder ${records ? "records" : ""}`} style={{ aspectRatio: String(ratio) }}>
      <video
        ref={video}
        muted
        autoplay
        playsinline
        aria-label={t("studio-record-mirror")}
        onResize={measure}
        onLoadedMetadata={measure}
      ></video>
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <path class="shade" fill-rule="evenodd" d="M-100-100h300v300h-300zM50 11a28 37 0 1 0 0 74a28 37 0 1 0 0 -74z" />
        <ellipse class="oval" cx="50" cy="48" rx="28" ry="37" />
      </svg>
      <p class="countdown" aria-live="assertive">
        {count > 0 && <span key={count}>{count}</span>}
      </p>
    </div>
  );
}

function Cameras({ camera }: { camera: ReturnType<typeof useTake> }) {
  const cameras = useCameras(camera.stream);
  if (cameras.length < 2) return null;
  const current = camera.stream?.getVideoTracks()[0]?.getSettings().deviceId;
  return (
    <label class="grow">
      <span class="visually-hidden">{t("studio-record-camera")}</span>
      <select value={current} onChange={(event) => camera.open(event.currentTarget.value)}>
        {cameras.map(({ deviceId, label }) => (
          <option value={deviceId}>{label}</option>
        ))}
      </select>
    </label>
  );
}

/** A button that becomes a recorder. */
export function MicRecorder({ onDone }: RecorderProps) {
  const { session } = useStudio();
  const longest_s = session.limits.max_voice_s;
  const mic = useTake("microphone", longest_s);
  const hasRecorded = useRef(false); // here: who comes back to a take is elsewhere on the page
  const record = async () => {
    hasRecorded.current = true;
    for (const media of document.querySelectorAll<HTMLMediaElement>("audio, video")) media.pause(); // or it is recorded, too
    if (await mic.open()) mic.start();
  };
  const use = () => {
    if (mic.take) onDone(named(mic.take.file, nameNow()));
    mic.discard();
  };
  useEffect(() => {
    if (mic.phase === TAKEN) mic.close();
  }, [mic.phase]);
  if (mic.phase === CLOSED || mic.phase === ASKING) {
    return (
      <div class="mic">
        <button type="button" class="button record" onClick={record} disabled={mic.phase === ASKING}>
          <Icon name="voice" />
          {t(mic.phase === ASKING ? "studio-record-asking" : "studio-record-voice", { device: "microphone" })}
        </button>
        {mic.problem && <Problem device="microphone" problem={mic.problem} />}
      </div>
    );
  }
  if (mic.phase !== TAKEN || !mic.take) {
    return (
      <div class="mic mic-open">
        <div class="row recorder-line">
          <Level stream={mic.stream} />
          <span class="grow" role="status">
            {t("studio-record-speak")}
          </span>
          <span class="recorder-clock" dir="ltr">
            {clock(mic.seconds)} / {clock(longest_s)}
          </span>
        </div>
        <button type="button" ref={focus} class="button primary" onClick={mic.stop}>
          <span class="square"></span>
          {t("studio-record-stop")}
        </button>
      </div>
    );
  }
  return (
    <div class="mic mic-open">
      <TakenVoice take={mic.take} />
      <div class="row">
        <button type="button" ref={hasRecorded.current ? focus : null} class="button primary" onClick={use}>
          <Icon name="check" />
          {t("studio-record-use")}
        </button>
        <button type="button" class="button" onClick={record}>
          <Icon name="retry" />
          {t("studio-record-again")}
        </button>
        <button type="button" class="button quiet" onClick={mic.discard} aria-label={t("studio-record-discard")}>
          <Icon name="delete" />
        </button>
      </div>
    </div>
  );
}

/** The take as a waveform; a browser that cannot read its own recording plays it without one. */
function TakenVoice({ take }: { take: Take }) {
  const [sound, setSound] = useState<Outline | { peaks: null } | null>(null);
  useEffect(() => {
    outlineOf(take.file).then(setSound, () => setSound({ peaks: null }));
  }, [take]);
  if (!sound) return <div class="waveform"></div>;
  if (!sound.peaks) return <audio src={take.url} controls></audio>;
  return <Waveform peaks={sound.peaks} src={take.url} seconds={sound.seconds} />;
}

type Outline = { peaks: number[]; seconds: number };

async function outlineOf(file: File): Promise<Outline> {
  const context = new OfflineAudioContext(1, 1, 16_000);
  const sound = await context.decodeAudioData(await file.arrayBuffer());
  const samples = sound.getChannelData(0);
  const part = samples.length / PEAKS;
  const peaks = Array.from({ length: PEAKS }, (_, place) =>
    samples
      .subarray(Math.floor(place * part), Math.ceil((place + 1) * part))
      .reduce((most, sample) => Math.max(most, Math.abs(sample)), 0),
  );
  const loudest = Math.max(...peaks, 0.05);
  return { peaks: peaks.map((peak) => peak / loudest), seconds: sound.duration };
}

/** How loud it is, and a word when nothing is heard for a while. */
function Level({ stream }: { stream: MediaStream | null }) {
  const bar = useRef<HTMLSpanElement>(null);
  const heardAt = useRef(performance.now());
  const [isSilent, setIsSilent] = useState(false);
  useLevel(stream, (level) => {
    if (bar.current) bar.current.style.transform = `scaleX(${level.toFixed(3)})`;
    if (level > SILENT) heardAt.current = performance.now();
    setIsSilent(performance.now() - heardAt.current > SILENT_AFTER_MS);
  });
  return (
    <>
      <span class={`level ${isSilent ? "silent" : ""}`} aria-hidden="true">
        <span ref={bar}></span>
      </span>
      {isSilent && (
        <span class="level-silent" role="status">
          {t("studio-record-silent")}
        </span>
      )}
    </>
  );
}

type ProblemProps = { device: Device; problem: string; onRetry?: () => void };

const Problem = ({ device, problem, onRetry }: ProblemProps) => (
  <div class="recorder-problem" role="alert">
    <p>{t(`studio-record-${problem}`, { device })}</p>
    {onRetry && (
      <button type="button" class="button" onClick={onRetry}>
        <Icon name="retry" />
        {t("studio-try-again")}
      </button>
    )}
  </div>
);
