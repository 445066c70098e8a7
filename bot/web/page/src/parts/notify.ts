// Notifications of the system, for who wants them and looks elsewhere.

import { kept } from "./choices";

export const NOTIFY = "notify";

/** The browser can show some; pages without https may not. */
export const canNotify = () => "Notification" in window && isSecureContext;

/** Tell something outside of the page, if the person wants that and does not see the page. */
export function notifyOf(text: string, href: string) {
  if (!document.hidden || !canNotify() || !kept(NOTIFY, false) || Notification.permission !== "granted") return;
  try {
    const shown = new Notification("Facenote", { body: text, icon: "/icon.svg", tag: href });
    shown.onclick = () => {
      window.focus();
      location.hash = href;
      shown.close();
    };
  } catch {
    // some phones show notifications of service workers only
  }
}
