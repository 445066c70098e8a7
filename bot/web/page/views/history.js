import { html } from "../vendor/htm/standalone.module.js";

export const History = () => html``;
