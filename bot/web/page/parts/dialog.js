// A window over the page. The browser keeps the focus in it and closes it on Escape.

import { t } from "../texts.js";
import { html, useEffect, useRef } from "../vendor/htm/standalone.module.js";
import { Icon, IconButton } from "./icon.js";

export function Dialog({ title, onClose, children, className = "" }) {
  const dialog = useRef();
  useEffect(() => {
    dialog.current.showModal();
  }, []);
  const closeOutside = (event) => event.target === dialog.current && dialog.current.close();
  return html`
    <dialog ref=${dialog} class=${className} aria-label=${title} onClose=${onClose} onClick=${closeOutside}>
      <div class="dialog-body">
        <div class="row">
          <h2 class="grow">${title}</h2>
          <${IconButton} icon="cancel" label=${t("studio-close")} onClick=${() => dialog.current.close()} />
        </div>
        ${children}
      </div>
    </dialog>`;
}

/** Asks before something that cannot be undone. */
export const Confirm = ({ question, yes, onYes, onClose }) => html`
  <${Dialog} title=${question} onClose=${onClose} className="confirm">
    <div class="row end">
      <button class="button" onClick=${onClose}>${t("studio-keep")}</button>
      <button class="button danger" onClick=${onYes}><${Icon} name="delete" />${yes}</button>
    </div>
  </${Dialog}>`;
