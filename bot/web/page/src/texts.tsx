// What the page says, in the reader's language: the Fluent files that the bot reads, too.

import { FluentBundle, FluentNumber, FluentResource, type FluentValue, type FluentVariable } from "@fluent/bundle";
import { type ComponentChildren, h } from "preact";
import type { Problem } from "./types";

const RIGHT_TO_LEFT = new Set(["ar"]);
const FALLBACK = "en";
const MIB = 2 ** 20;

/** As the server keeps names. */
export const LONGEST_NAME = 80;

/** Commands of the bot that its texts name, and where the page has the same. */
const PLACES: Record<string, [href: string, key: string]> = {
  "/setface": ["#/faces", "studio-new-face"],
  "/faces": ["#/faces", "studio-nav-faces"],
  "/queue": ["#/history/open", "studio-in-the-making"],
  "/batch": ["#/batch", "studio-nav-batch"],
  "/history": ["#/history", "studio-nav-history"],
  "/settings": ["#/settings", "studio-nav-settings"],
  "/privacy": ["#/settings", "studio-nav-settings"],
};

const bundles = new Map<string, FluentBundle>();
let spoken = FALLBACK;
let asked = 0; // how often a language was chosen
let followed = 0; // the choice that was followed last

/** Fluent's own NUMBER leaves `style` out, by which the texts tell shares in percent. */
function NUMBER([value]: FluentValue[], named: Record<string, FluentValue>): FluentValue {
  if (!(value instanceof FluentNumber)) return value ?? "";
  const options = Object.entries(named).map(([name, option]) => [name, option.valueOf()]);
  return new FluentNumber(value.valueOf(), { ...value.opts, ...Object.fromEntries(options) });
}

const files = import.meta.glob<string>("../../../../locales/*.ftl", { query: "?raw", import: "default" });

async function load(language: string) {
  if (bundles.has(language)) return;
  const file = files[`../../../../locales/${language}.ftl`];
  if (!file) throw new Error(`no texts in ${language}`);
  const text = await file();
  const bundle = new FluentBundle(language, { useIsolating: RIGHT_TO_LEFT.has(language), functions: { NUMBER } });
  bundle.addResource(new FluentResource(text));
  bundles.set(language, bundle);
}

/** Speak this language from now on, unless another was chosen after it and is spoken already. */
export async function speak(language: string) {
  const turn = ++asked;
  await load(language);
  if (turn < followed) return;
  followed = turn;
  spoken = language;
  document.documentElement.lang = language;
  document.documentElement.dir = RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr";
}

/** The language that is spoken, as Intl and `lang` take it. */
export const language = () => spoken;

const bundleOf = (key: string) =>
  [bundles.get(spoken), bundles.get(FALLBACK)].find((bundle) => bundle?.hasMessage(key));

/** There is a text of that key. */
export const has = (key: string) => Boolean(bundleOf(key));

/** The text of that key, as plain text; the key itself where there is none. */
type Args = Record<string, FluentVariable | null | undefined>;

export function t(key: string, args: Args = {}): string {
  const bundle = bundleOf(key);
  const pattern = bundle?.getMessage(key)?.value;
  if (!bundle || !pattern) return key;
  const problems: Error[] = [];
  const text = bundle.formatPattern(pattern, args as Record<string, FluentVariable>, problems);
  for (const problem of problems) console.error(key, problem);
  return text;
}

/** The name of a language in itself, as it stands in a list. */
export function ownName(code: string) {
  const name = new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

const TOKEN = /<(b|i|code)>(.*?)<\/\1>|(\/[a-z]+)\b|\n/s;

/** The text of that key as elements: its `<b>`, `<i>`, `<code>` and line breaks are kept, commands of the bot become
 * links to the same place of the page, and anything else is text. */
export function rich(key: string, args: Args = {}): ComponentChildren[] {
  const safe = Object.entries(args).map(([name, value]) => [name, typeof value === "string" ? escaped(value) : value]);
  return elements(t(key, Object.fromEntries(safe)));
}

function elements(text: string): ComponentChildren[] {
  const found = TOKEN.exec(text);
  if (!found) return text ? [unescaped(text)] : [];
  const [all, tag, inner, command] = found;
  let element: ComponentChildren = <br />;
  if (tag) element = h(tag as "b", null, elements(inner ?? ""));
  else if (command) element = linkTo(command);
  return [unescaped(text.slice(0, found.index)), element, ...elements(text.slice(found.index + all.length))];
}

function linkTo(command: string): ComponentChildren {
  const place = PLACES[command];
  if (!place) return command;
  const [href, key] = place;
  /** One who is there already is led to what the place is for. */
  const go = () => location.hash === href && document.querySelector<HTMLElement>("[data-start]")?.focus();
  return (
    <a href={href} onClick={go}>
      {t(key)}
    </a>
  );
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const unescaped = (text: string) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** What went wrong and what to do, as elements, for an error's `{code, facts}`. Bytes are told in MB. */
export function explain({ code, facts = {} }: Problem): ComponentChildren[] {
  if (code === "offline") return [t("studio-offline")];
  const told: Args = { max_minutes: Math.round(Number(facts.max_s ?? 0) / 60) };
  for (const [name, value] of Object.entries(facts)) {
    if (typeof value === "string" || typeof value === "number") told[name] = value;
    if (typeof value === "number" && name.includes("bytes"))
      told[name.replace("bytes", "mb")] = Math.round(value / MIB);
  }
  const key = `error-${code.replaceAll("_", "-")}`;
  return rich(has(key) ? key : "error-internal-error", told);
}

/** Roughly how long: in steps of five seconds, then minutes, so that it does not change all the time. */
export function roughly(seconds: number) {
  if (seconds < 60) return t("about-seconds", { count: Math.max(5, Math.round(seconds / 5) * 5) });
  return t("about-minutes", { count: Math.round(seconds / 60) });
}

/** Minutes and seconds that are over, as players count: 1:05. */
export function clock(seconds: number) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** How many times: 1.5×. */
export const times = (factor: number) => `${new Intl.NumberFormat(spoken).format(factor)}×`;

export const percent = (fraction: number) => new Intl.NumberFormat(spoken, { style: "percent" }).format(fraction);

/** A day and a time, the day left out when it is today. */
export function when(iso: string) {
  const date = new Date(iso);
  const isToday = date.toDateString() === new Date().toDateString();
  const style: Intl.DateTimeFormatOptions = isToday
    ? { timeStyle: "short" }
    : { dateStyle: "medium", timeStyle: "short" };
  return new Intl.DateTimeFormat(spoken, style).format(date);
}

/** The day, in words if it is today or yesterday. */
export function day(iso: string) {
  const date = new Date(iso);
  const today = new Date();
  const days = Math.round((startOfDay(date) - startOfDay(today)) / DAY_MS);
  if (days > -2) return capital(new Intl.RelativeTimeFormat(spoken, { numeric: "auto" }).format(days, "day"));
  const style: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" };
  return capital(
    new Intl.DateTimeFormat(spoken, date.getFullYear() === today.getFullYear() ? style : { dateStyle: "long" }).format(
      date,
    ),
  );
}

const DAY_MS = 86_400_000;
const startOfDay = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
const capital = (text: string) => text.charAt(0).toLocaleUpperCase(spoken) + text.slice(1);

/** A day of this year, without the year. */
export const date = (iso: string) =>
  new Intl.DateTimeFormat(spoken, { day: "numeric", month: "short" }).format(new Date(iso));

/** The time of the day. */
export const time = (iso: string) => new Intl.DateTimeFormat(spoken, { timeStyle: "short" }).format(new Date(iso));

/** An amount of bytes in the unit in which it has few digits. */
export function size(bytes: number) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  let unit = 0;
  let value = bytes;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1024; // as the settings count
  const digits = value < 10 && unit > 1 ? 1 : 0;
  const style: Intl.NumberFormatOptions = {
    style: "unit",
    unit: units[unit],
    unitDisplay: unit ? "short" : "long",
    maximumFractionDigits: digits,
  };
  return new Intl.NumberFormat(spoken, style).format(value);
}

/** Return a limit of a file, in millions of bytes, as people read it. */
export function megabytes(number: number) {
  return new Intl.NumberFormat(spoken, { style: "unit", unit: "megabyte", unitDisplay: "short" }).format(number);
}
