// A short message at the edge of the page: read out at once, gone after a while.

import { useEffect, useRef } from "preact/hooks";
import type { Notice as Told } from "../state";
import { explain, t } from "../texts";
import { IconButton } from "./icon";

const SHOWN_S = 8;

export function Notice({ notice, onClose }: { notice: Told | null; onClose: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.hidePopover();
    if (!notice) return undefined;
    place.current?.showPopover(); // over an open dialog, too
    const timer = setTimeout(onClose, SHOWN_S * 1000);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div ref={place} popover="manual" class="notices" role="alert">
      {notice && (
        <div class={`notice ${"error" in notice ? "notice-error" : ""}`}>
          <p>{"error" in notice ? explain(notice.error) : notice.text}</p>
          {"link" in notice && notice.link && (
            <a class="button small" href={notice.link.href} onClick={onClose}>
              {notice.link.text}
            </a>
          )}
          {"action" in notice && notice.action && (
            <button type="button" class="button small" onClick={notice.action.run}>
              {notice.action.text}
            </button>
          )}
          <IconButton icon="cancel" label={t("studio-close")} onClick={onClose} />
        </div>
      )}
    </div>
  );
}
