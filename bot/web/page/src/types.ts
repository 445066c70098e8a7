// The API's schemas by name, and jobs by their kind. All of them come from the product's own OpenAPI document.

import type { components } from "./openapi";

type Schemas = components["schemas"];

export type Start = Omit<Schemas["StartView"], "checks" | "voices" | "batches" | "open"> & {
  checks: FaceJob[];
  voices: VoiceJob[];
  batches: Batch[];
  open: Job[];
};
export type Shared = {
  form: Form;
  size: [number, number] | null;
  clip: string;
  poster: string;
  download: string | null;
  expires_at: string;
};
export type LoginStart = { ways: string[] };
export type Verification = Schemas["VerificationView"];
export type Login = Schemas["LoginView"];
export type Token = Schemas["TokenView"];
export type NewToken = Schemas["NewTokenView"];
export type Webhook = Schemas["WebhookView"];
export type NewWebhook = Schemas["NewWebhookView"];
export type Webhooks = Schemas["WebhooksView"];
export type WebhookAttempt = Schemas["AttemptView"];
export type ShareLink = Schemas["ShareView"];
export type Session = Schemas["SessionView"];
export type Face = Schemas["FaceView"];
export type FaceUses = Schemas["FaceUsesView"];
export type FaceReport = Schemas["FaceReport"];
export type VoiceReport = Schemas["VoiceReport"];
export type ClipReport = Schemas["ClipReport"];
export type Finding = Schemas["FindingView"];
export type LipScore = Schemas["LipScoreView"];
export type Severity = Schemas["Severity"];
export type Form = Schemas["Form"];
export type Denoise = Schemas["Denoise"];
export type ClipSize = Schemas["ClipSize"];
export type MouthSize = Schemas["MouthSize"];
/** How a clip is made. */
export type ClipForm = Required<Pick<Schemas["ClipOrder"], "form" | "denoise" | "mouth" | "size" | "max_mb">>;
export type JobKind = Schemas["JobKind"];
export type JobState = Schemas["JobState"];
export type Standing = NonNullable<Schemas["JobsQuery"]["state"]>;
export type LogLine = Schemas["LogLine"];
export type Failure = Schemas["Failure"];

type AnyJob = Schemas["JobView"];
export type FaceJob = AnyJob & { kind: "face"; report: FaceReport | null };
export type VoiceJob = AnyJob & { kind: "voice"; report: VoiceReport | null };
export type ClipJob = AnyJob & { kind: "clip"; report: ClipReport | null };
export type Job = FaceJob | VoiceJob | ClipJob;
export type Batch = Omit<Schemas["BatchView"], "jobs"> & { jobs: ClipJob[] };

/** What a refusal says; also an ApiError. */
export type Problem = { code: string; facts?: Record<string, unknown> };
