import { html } from "../vendor/htm/standalone.module.js";

export const CameraRecorder = () => html``;
export const MicRecorder = () => html``;
