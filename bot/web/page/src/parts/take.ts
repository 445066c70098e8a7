// One take from camera or microphone: open the device, record, stop; and what stands in the way, by code.

import { useEffect, useRef, useState } from "preact/hooks";

export type Device = "camera" | "microphone";
export type Take = { file: File; url: string; seconds: number };

export const CLOSED = "closed";
export const ASKING = "asking";
export const LIVE = "live";
export const RECORDING = "recording";
export const TAKEN = "taken";

export type Phase = typeof CLOSED | typeof ASKING | typeof LIVE | typeof RECORDING | typeof TAKEN;

/** Something would be lost. */
export const isUnsent = (phase: Phase) => phase === RECORDING || phase === TAKEN;

/** The same under that name. */
export const named = (file: File, name: string) => new File([file], name, { type: file.type });

const SLICE_MS = 1000;
const TICK_MS = 250;
const BITS_PER_S = { videoBitsPerSecond: 8_000_000, audioBitsPerSecond: 128_000 };

/** H.264 first: most devices have a chip for it, and so drop no frames. */
const TYPES: Record<Device, string[]> = {
  camera: [
    "video/mp4;codecs=avc1.64003E,mp4a.40.2",
    "video/mp4;codecs=avc1.64003E,opus",
    "video/webm;codecs=h264,opus",
    "video/webm;codecs=vp9,opus",
    "video/webm;codecs=vp8,opus",
    "video/mp4",
    "video/webm",
  ],
  microphone: [
    "audio/webm;codecs=opus",
    "audio/mp4;codecs=mp4a.40.2",
    "audio/ogg;codecs=opus",
    "audio/mp4",
    "audio/webm",
  ],
};

/** The voice as it is: what makes calls intelligible harms its sound, and noise is judged by the engine. */
const SOUND = { echoCancellation: false, noiseSuppression: false, autoGainControl: true };

/** A square, where the browser can cut one out: it holds a face that fills half of its width, whole. */
const PICTURE: MediaTrackConstraints = {
  height: { ideal: 1080 },
  frameRate: { ideal: 30 },
  advanced: [{ aspectRatio: 1 }],
};

const PROBLEMS: Record<string, string> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** What is being recorded (null), or was and is not sent yet. It stays until the recorder is shown again. */
const unsent = new Map<Device, Take | null>();

/** A take was left behind, and comes back when its recorder is shown. */
export const isKept = (device: Device) => unsent.has(device);

/** Told when `unsent` has changed: a recording that a view was left with is there a moment after the next one is shown. */
const watchers = new Set<() => void>();

window.addEventListener("beforeunload", (event) => unsent.size && event.preventDefault());

/**
 * `device`: "camera" (with the microphone) or "microphone". A take ends by itself after `longest_s`.
 *
 * phase: CLOSED, ASKING (for permission), LIVE, RECORDING or TAKEN; stream: what the device gives; seconds: recorded so
 * far; take: {file, url, seconds}; problem: "insecure", "unsupported", "denied", "missing", "busy", "lost" or "empty".
 */
export function useTake(device: Device, longest_s: number) {
  const [take, setTake] = useState(unsent.get(device) ?? null);
  const [phase, setPhase] = useState<Phase>(take ? TAKEN : CLOSED);
  const [problem, setProblem] = useState<string | null>(null);
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [seconds, setSeconds] = useState(0);
  const now = useRef<{ stream: MediaStream | null; recorder: MediaRecorder | null; isGone: boolean }>({
    stream: null,
    recorder: null,
    isGone: false,
  }).current;

  const close = () => {
    now.recorder?.state === "recording" && now.recorder.stop();
    for (const track of now.stream?.getTracks() ?? []) track.stop();
    now.stream = null;
    setStream(null);
  };
  const keep = (next: Take | null) => {
    const last = unsent.get(device);
    if (last) URL.revokeObjectURL(last.url);
    if (next) unsent.set(device, next);
    else unsent.delete(device);
    for (const watcher of watchers) watcher();
  };
  const fail = (what: string) => {
    close();
    if (unsent.get(device)) return; // it needs no device any more
    setProblem(what);
    setPhase(CLOSED);
  };
  const open = async (deviceId?: string) => {
    close();
    keep(null);
    setProblem(null);
    setPhase(ASKING);
    try {
      now.stream = await devicesOf(device, deviceId);
    } catch (error) {
      const { name, message } = error as Error;
      fail(PROBLEMS[name] ?? message);
      return false;
    }
    if (now.isGone) close();
    for (const track of now.stream?.getTracks() ?? []) track.addEventListener("ended", () => fail("lost"));
    setStream(now.stream);
    setPhase(LIVE);
    return !now.isGone;
  };
  const start = () => {
    const type = TYPES[device].find((one) => MediaRecorder.isTypeSupported(one));
    const pieces: Blob[] = [];
    const began = performance.now();
    const recorder = new MediaRecorder(now.stream as MediaStream, { mimeType: type, ...BITS_PER_S });
    recorder.ondataavailable = ({ data }) => data.size && pieces.push(data);
    recorder.onerror = () => fail("busy");
    recorder.onstop = () => {
      if (!unsent.has(device) || now.recorder !== recorder) return;
      const file = new File(pieces, device, { type: recorder.mimeType.split(";")[0] });
      if (!file.size) {
        unsent.delete(device);
        return fail("empty");
      }
      keep({ file, url: URL.createObjectURL(file), seconds: (performance.now() - began) / 1000 });
    };
    now.recorder = recorder;
    recorder.start(SLICE_MS);
    unsent.set(device, null);
    setSeconds(0);
    setPhase(RECORDING);
  };
  const stop = () => now.recorder?.state === "recording" && now.recorder.stop();
  /** Throw the take away; the device stays open if it is. */
  const discard = () => {
    keep(null);
    setPhase(now.stream ? LIVE : CLOSED);
  };

  useEffect(() => {
    if (phase !== RECORDING) return undefined;
    const began = performance.now();
    const timer = setInterval(() => {
      const passed = (performance.now() - began) / 1000;
      setSeconds(passed);
      if (passed >= longest_s) stop();
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [phase, longest_s]);
  useEffect(() => {
    const read = () => {
      const left = unsent.get(device) ?? null;
      setTake(left);
      if (!left) return;
      setProblem(null);
      setPhase(TAKEN);
    };
    read(); // it may have come since the first drawing
    watchers.add(read);
    return () => void watchers.delete(read);
  }, []);
  useEffect(
    () => () => {
      now.isGone = true;
      close();
    },
    [],
  );
  return { phase, problem, stream, take, seconds, open, start, stop, discard, close };
}

/** Rejects with what the browser says, or with an Error that has the problem as its message. */
async function devicesOf(device: Device, deviceId?: string) {
  if (!navigator.mediaDevices) throw new Error("insecure"); // only https and localhost have them
  if (!window.MediaRecorder || !TYPES[device].some((type) => MediaRecorder.isTypeSupported(type)))
    throw new Error("unsupported");
  const video = device === "camera" && {
    ...PICTURE,
    ...(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: "user" }),
  };
  return navigator.mediaDevices.getUserMedia({ audio: SOUND, video });
}

/** The cameras there are, once one was opened: [{deviceId, label}]. */
export function useCameras(stream: MediaStream | null) {
  const [cameras, setCameras] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    if (!stream) return;
    navigator.mediaDevices.enumerateDevices().then((all) => setCameras(all.filter((one) => one.kind === "videoinput")));
  }, [stream]);
  return cameras;
}

const QUIETEST_DB = -60;

/** Calls `hear` with the loudness of the stream's sound, 0 to 1 in decibels, as often as the screen is drawn. */
export function useLevel(stream: MediaStream | null, hear: (level: number) => void) {
  useEffect(() => {
    if (!stream?.getAudioTracks().length) return undefined;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 2048 });
    context.createMediaStreamSource(stream).connect(analyser);
    context.resume();
    const samples = new Float32Array(analyser.fftSize);
    let frame = 0;
    const listen = () => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      hear(Math.min(1, Math.max(0, 1 - (10 * Math.log10(power + 1e-12)) / QUIETEST_DB)));
      frame = requestAnimationFrame(listen);
    };
    listen();
    return () => {
      cancelAnimationFrame(frame);
      context.close();
    };
  }, [stream]);
}
