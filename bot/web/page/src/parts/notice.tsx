// Short messages at the edge of the page: read out at once, gone after a while.

import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { type Notice as Told, useStudio } from "../state";
import { explain, t } from "../texts";
import { refocus } from "./focus";
import { IconButton } from "./icon";

const SHOWN_S = 8;
const NO_TEXT = ["checkbox", "radio"];

/** `within`: the dialog that shows them while it is the topmost; without it, the page itself. */
export function Notices({ within }: { within?: object }) {
  const studio = useStudio();
  const place = useRef<HTMLDivElement>(null);
  const isTopmost = studio.windows.at(-1) === within;
  useEffect(() => {
    place.current?.hidePopover();
    if (studio.notices.length) place.current?.showPopover(); // over what was opened meanwhile
  }, [isTopmost, studio.notices]);
  if (!isTopmost) return null;
  return (
    <div ref={place} popover="manual" class="notices" role="alert">
      {studio.notices.map((notice) => (
        <Notice key={"action" in notice ? "action" : "text"} notice={notice} />
      ))}
    </div>
  );
}

/** It stays as long as somebody points at it, or is in it by the keyboard. */
function Notice({ notice }: { notice: Told }) {
  const studio = useStudio();
  const card = useRef<HTMLDivElement>(null);
  const close = (how: (notice: Told) => void) => () => {
    how(notice);
    refocus(null);
  };
  const dismiss = close((shown) => studio.dismiss(shown));
  const act = close((shown) => studio.act(shown));
  useEffect(() => {
    const end = () => card.current?.matches(":hover, :focus-within") || studio.dismiss(notice);
    const timer = setInterval(end, SHOWN_S * 1000);
    return () => clearInterval(timer);
  }, [notice]);
  useLayoutEffect(() => {
    // Before the next key comes: what was just deleted may be wanted back at once.
    const press = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLInputElement && !NO_TEXT.includes(event.target.type);
      if (!("action" in notice) || isTyping || event.key !== "z" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [notice]);
  return (
    <div ref={card} class={`notice ${"error" in notice ? "notice-error" : ""}`}>
      <p>{"error" in notice ? explain(notice.error) : notice.text}</p>
      {"link" in notice && notice.link && (
        <a class="button small" href={notice.link.href} onClick={dismiss}>
          {notice.link.text}
        </a>
      )}
      {"action" in notice && notice.action && (
        <button type="button" class="button small" onClick={act}>
          {notice.action.text}
        </button>
      )}
      <IconButton icon="cancel" label={t("studio-close")} onClick={dismiss} />
    </div>
  );
}
