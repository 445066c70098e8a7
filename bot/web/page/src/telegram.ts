// Telegram's word for who opened the page inside it, which follows # in the address.

import { session } from "./api";

const CONFIRMED = "facenote-telegram";

/** Whom the address names: not verified yet, and possibly somebody else than the person who follows a link to it. */
export type Opener = { initData: string; id: string; name: string };

/** The person whom the address names; null where none, or more than one, is named. */
export function openerWithin(hash: string): Opener | null {
  const [initData, ...more] = new URLSearchParams(hash.replace(/^#/, "")).getAll("tgWebAppData");
  if (!initData || more.length > 0) return null;
  let user: Record<string, unknown> = {};
  try {
    user = JSON.parse(new URLSearchParams(initData).get("user") ?? "{}") ?? {};
  } catch {
    // the server tells what is wrong with it
  }
  const names = [user.first_name, user.last_name, user.username && `@${user.username}`];
  return { initData, id: String(user.id ?? ""), name: names.filter(Boolean).join(" ") };
}

/** Whether this browser was told before that the person uses it: it is asked about every other one. */
export function isConfirmed(opener: Opener): boolean {
  try {
    return opener.id !== "" && localStorage.getItem(CONFIRMED) === opener.id;
  } catch {
    return false; // it is asked each time
  }
}

/** Log in as the person. */
export async function logInAs(opener: Opener): Promise<void> {
  await session.loginFromTelegram(opener.initData);
  try {
    localStorage.setItem(CONFIRMED, opener.id);
  } catch {
    // it is asked again
  }
}
