// A short message at the edge of the page: read out at once, gone after a while.

import { explain, t } from "../texts.js";
import { html, useEffect, useRef } from "../vendor/htm/standalone.module.js";
import { IconButton } from "./icon.js";

const SHOWN_S = 8;

export function Notice({ notice, onClose }) {
  const place = useRef();
  useEffect(() => {
    place.current.hidePopover();
    if (!notice) return undefined;
    place.current.showPopover(); // over an open dialog, too
    const timer = setTimeout(onClose, SHOWN_S * 1000);
    return () => clearTimeout(timer);
  }, [notice]);
  return html`
    <div ref=${place} popover="manual" class="notices" role="alert">
      ${notice &&
      html`<div class="notice ${notice.error ? "notice-error" : ""}">
        <p>${notice.error ? explain(notice.error) : notice.text}</p>
        <${IconButton} icon="cancel" label=${t("studio-close")} onClick=${onClose} />
      </div>`}
    </div>`;
}
