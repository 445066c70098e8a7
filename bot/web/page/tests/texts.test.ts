import { isValidElement } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import { clock, explain, language, ownName, rich, roughly, size, speak, t } from "../src/texts";

afterEach(() => speak("en"));

test("every language is spoken, and Arabic runs from right to left", async () => {
  for (const code of ["ar", "de", "en", "es", "fr", "pt", "ru", "zh"]) {
    await speak(code);
    expect([language(), document.documentElement.lang]).toEqual([code, code]);
    expect(document.documentElement.dir).toBe(code === "ar" ? "rtl" : "ltr");
    expect(t("studio-nav-make")).not.toMatch(/^studio-/);
  }
});

test("a language that nobody wrote is refused, and nothing changes", async () => {
  await speak("de");
  await expect(speak("xx")).rejects.toThrow("xx");
  expect(language()).toBe("de");
});

test("the language that was chosen last is spoken, also if another takes longer to load", async () => {
  vi.resetModules(); // nothing is loaded
  const texts = await import("../src/texts");
  await texts.speak("en");
  const slow = texts.speak("de");
  await texts.speak("en");
  await slow;
  expect([texts.language(), document.documentElement.lang]).toEqual(["en", "en"]);
});

test("a language that nobody wrote does not keep out the one that was chosen before", async () => {
  vi.resetModules();
  const texts = await import("../src/texts");
  const chosen = texts.speak("de");
  await expect(texts.speak("xx")).rejects.toThrow("xx");
  await chosen;
  expect(texts.language()).toBe("de");
});

test("what a user typed stays text", async () => {
  await speak("en");
  const shown = rich("studio-result", { name: "<b>bold</b> & <script>" });
  expect(shown.join("")).toContain("<b>bold</b> & <script>");
});

test("commands of the bot become links to the same place", async () => {
  await speak("en");
  const links = explain({ code: "face_refused" }).flatMap((part) => (isValidElement(part) ? [part.props] : []));
  expect(links).toContainEqual(expect.objectContaining({ href: "#/faces", children: t("studio-new-face") }));
});

test("an error without a text of its own is told as one that is ours", async () => {
  await speak("en");
  expect(explain({ code: "never_heard_of" })).toEqual(explain({ code: "internal_error" }));
  expect(explain({ code: "offline" })).toEqual([t("studio-offline")]);
});

test("amounts have few digits", async () => {
  await speak("en");
  expect([size(6), size(1536), size(3 * 2 ** 20), size(2 * 2 ** 30)]).toEqual(["6 bytes", "2 kB", "3 MB", "2 GB"]);
  expect([clock(0), clock(65), clock(59.6)]).toEqual(["0:00", "1:05", "0:59"]);
  expect(roughly(3)).toBe(roughly(5));
  expect(roughly(120)).toContain("2");
  expect(ownName("de")).toBe("Deutsch");
});
