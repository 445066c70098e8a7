// Choices that outlive a visit, and the two that every clip has: shape and noise.

import { t } from "../texts.js";
import { html, useState } from "../vendor/htm/standalone.module.js";
import { Icon } from "./icon.js";

// A browser may keep nothing for a page inside another one, as Telegram shows us: then a choice lasts as long as the view.
const kept = (name, initial) => {
  try {
    return JSON.parse(localStorage.getItem(`facenote-${name}`)) ?? initial;
  } catch {
    return initial;
  }
};

const keepFor = (name, value) => {
  try {
    localStorage.setItem(`facenote-${name}`, JSON.stringify(value));
  } catch {
    // see above
  }
};

/** As useState, kept in this browser under `name`; a change that is a function gets what is kept now. */
export function useKept(name, initial) {
  const [value, setValue] = useState(() => kept(name, initial));
  const keep = (change) => {
    const next = typeof change === "function" ? change(kept(name, initial)) : change;
    keepFor(name, next);
    setValue(next);
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
