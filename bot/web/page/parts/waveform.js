import { html } from "../vendor/htm/standalone.module.js";

export const Waveform = () => html``;
