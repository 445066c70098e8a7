// Choices that outlive a visit, and the two that every clip has: shape and noise.

import { t } from "../texts.js";
import { html, useState } from "../vendor/htm/standalone.module.js";
import { Icon } from "./icon.js";

/** As useState, kept in this browser under `name`. */
export function useKept(name, initial) {
  const key = `facenote-${name}`;
  const [value, setValue] = useState(() => {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? initial;
    } catch {
      return initial;
    }
  });
  const keep = (next) => {
    setValue(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // a browser that keeps nothing still lets one choose
    }
  };
  return [value, keep];
}

/** One of few: `options` is a list of [value, text, icon]. */
export const Segments = ({ name, label, value, options, onChange }) => html`
  <fieldset class="segments">
    <legend class="visually-hidden">${label}</legend>
    ${options.map(([choice, text, icon]) => html`
      <label key=${choice}>
        <input type="radio" name=${name} checked=${choice === value} onChange=${() => onChange(choice)} />
        <span>${icon && html`<${Icon} name=${icon} />`}${text}</span>
      </label>`)}
  </fieldset>`;

/** Shape and noise of the clips to be made. */
export function ClipOptions({ form, denoise, onForm, onDenoise }) {
  const forms = [["video", t("studio-form-video"), "wide"], ["note", t("studio-form-note"), "round"]];
  const noises = [["auto", t("denoise-auto")], ["on", t("denoise-on")], ["off", t("denoise-off")]];
  return html`
    <div class="row clip-options">
      <${Segments} name="form" label=${t("studio-form")} value=${form} options=${forms} onChange=${onForm} />
      <label>
        <span class="visually-hidden">${t("studio-denoise")}</span>
        <select value=${denoise} onChange=${(event) => onDenoise(event.target.value)}>
          ${noises.map(([choice, text]) => html`<option value=${choice}>${text}</option>`)}
        </select>
      </label>
    </div>`;
}
