// Choices that outlive a visit, and the two that every clip has: shape and noise.

import { useState } from "preact/hooks";
import { t } from "../texts";
import type { Denoise, Form } from "../types";
import { Icon, type IconName } from "./icon";

// A browser may keep nothing for a page inside another one, as Telegram shows us: then a choice lasts as long as the view.
/** What is kept under that name; `initial` where nothing is. */
export function kept<Value>(name: string, initial: Value): Value {
  try {
    return JSON.parse(localStorage.getItem(`facenote-${name}`) ?? "null") ?? initial;
  } catch {
    return initial;
  }
}

const keepFor = (name: string, value: unknown) => {
  try {
    localStorage.setItem(`facenote-${name}`, JSON.stringify(value));
  } catch {
    // see above
  }
};

/** Let this face be the one that is picked, for one video and for many. */
export const chooseFace = (id: number) => {
  keepFor("face", id);
  keepFor("batch-faces", [...new Set([...kept<number[]>("batch-faces", []), id])]);
};

/** As useState, kept in this browser under `name`; a change that is a function gets what is kept now. */
export function useKept<Value>(name: string, initial: Value) {
  const [value, setValue] = useState(() => kept(name, initial));
  const keep = (change: Value | ((now: Value) => Value)) => {
    const next = change instanceof Function ? change(kept(name, initial)) : change;
    keepFor(name, next);
    setValue(next);
  };
  return [value, keep] as const;
}

export type Option<Choice> = [value: Choice, text: string, icon?: IconName];

/** One of few: `options` is a list of [value, text, icon]. */
type SegmentsProps<Choice extends string> = {
  name: string;
  label: string;
  value: Choice;
  options: Option<Choice>[];
  onChange: (choice: Choice) => void;
};

export const Segments = <Choice extends string>({ name, label, value, options, onChange }: SegmentsProps<Choice>) => (
  <fieldset class="segments">
    <legend class="visually-hidden">{label}</legend>
    {options.map(([choice, text, icon]) => (
      <label key={choice}>
        <input type="radio" name={name} checked={choice === value} onChange={() => onChange(choice)} />
        <span>
          {icon && <Icon name={icon} />}
          {text}
        </span>
      </label>
    ))}
  </fieldset>
);

/** Shape and noise of the clips to be made. */
export type OptionsProps = {
  form: Form;
  denoise: Denoise;
  onForm: (form: Form) => void;
  onDenoise: (denoise: Denoise) => void;
};

export function ClipOptions({ form, denoise, onForm, onDenoise }: OptionsProps) {
  const forms: Option<Form>[] = [
    ["video", t("studio-form-video"), "wide"],
    ["note", t("studio-form-note"), "round"],
  ];
  const noises: [Denoise, string][] = [
    ["auto", t("denoise-auto")],
    ["on", t("denoise-on")],
    ["off", t("denoise-off")],
  ];
  return (
    <div class="row clip-options">
      <Segments name="form" label={t("studio-form")} value={form} options={forms} onChange={onForm} />
      <label class="row">
        <span class="soft">{t("studio-denoise")}</span>
        <select value={denoise} onChange={(event) => onDenoise(event.currentTarget.value as Denoise)}>
          {noises.map(([choice, text]) => (
            <option value={choice}>{text}</option>
          ))}
        </select>
      </label>
    </div>
  );
}
