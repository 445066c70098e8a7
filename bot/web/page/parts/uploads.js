import { html } from "../vendor/htm/standalone.module.js";

export const Uploads = () => html``;
export const uploadFile = async () => "";
