// Choices that outlive a visit, and those that every clip has: shape, noise, size of the mouth, of the picture and of the file.

import { useState } from "preact/hooks";
import { megabytes, t } from "../texts";
import type { ClipSize, Denoise, Form, MouthSize } from "../types";
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

/** Forget all choices. */
export const forgetKept = () => {
  try {
    localStorage.clear();
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

/** How clips are made, kept for one video and for many alike. */
export function useClipForm() {
  const [form, setForm] = useKept<Form>("form", "video");
  const [denoise, setDenoise] = useKept<Denoise>("denoise", "auto");
  const [mouth, setMouth] = useKept<MouthSize>("mouth", "natural");
  const [size, setSize] = useKept<ClipSize>("size", "source");
  const [max_mb, setMaxMb] = useKept<number | null>("max-mb", null);
  return { chosen: { form, denoise, mouth, size, max_mb }, setForm, setDenoise, setMouth, setSize, setMaxMb };
}

/** Shape, noise, the size of the mouth, of the picture and of the file of the clips to be made. */
export function ClipOptions({ how }: { how: ReturnType<typeof useClipForm> }) {
  const forms: Option<Form>[] = [
    ["video", t("studio-form-video"), "wide"],
    ["note", t("studio-form-note"), "round"],
    ["portrait", "9:16"],
    ["square", "1:1"],
    ["landscape", "16:9"],
  ];
  return (
    <div class="row clip-options">
      <Segments name="form" label={t("studio-form")} value={how.chosen.form} options={forms} onChange={how.setForm} />
      <Select
        label={t("studio-denoise")}
        value={how.chosen.denoise}
        options={[
          ["auto", t("denoise-auto")],
          ["on", t("denoise-on")],
          ["off", t("denoise-off")],
        ]}
        onChange={how.setDenoise}
      />
      <Select
        label={t("studio-mouth")}
        value={how.chosen.mouth}
        options={[
          ["calm", t("mouth-calm")],
          ["natural", t("mouth-natural")],
          ["lively", t("mouth-lively")],
        ]}
        onChange={how.setMouth}
      />
      <Select
        label={t("studio-size")}
        value={how.chosen.size}
        options={[
          ["source", t("studio-size-source")],
          ["720p", "720p"],
          ["480p", "480p"],
        ]}
        onChange={how.setSize}
      />
      <Select
        label={t("studio-max-mb")}
        value={`${how.chosen.max_mb ?? ""}`}
        options={[
          ["", t("studio-max-mb-none")],
          ["16", t("studio-max-mb-limit", { size: megabytes(16), messenger: "WhatsApp" })],
          ["50", t("studio-max-mb-limit", { size: megabytes(50), messenger: "Telegram" })],
        ]}
        onChange={(limit) => how.setMaxMb(limit ? Number(limit) : null)}
      />
    </div>
  );
}

type SelectProps<Choice extends string> = Omit<SegmentsProps<Choice>, "name">;

const Select = <Choice extends string>({ label, value, options, onChange }: SelectProps<Choice>) => (
  <label class="row">
    <span class="soft">{label}</span>
    <select value={value} onChange={(event) => onChange(event.currentTarget.value as Choice)}>
      {options.map(([choice, text]) => (
        <option key={choice} value={choice}>
          {text}
        </option>
      ))}
    </select>
  </label>
);
