// A window over the page. The browser keeps the focus in it and closes it on Escape.

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../texts";
import { Icon, IconButton } from "./icon";

type DialogProps = { title: string; onClose: () => void; children: ComponentChildren; className?: string };

export function Dialog({ title, onClose, children, className = "" }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const closeOutside = (event: MouseEvent) => event.target === dialog.current && dialog.current?.close();
  return (
    <dialog ref={dialog} class={className} aria-label={title} onClose={onClose} onClick={closeOutside}>
      <div class="dialog-body">
        <div class="row">
          <h2 class="grow">{title}</h2>
          <IconButton icon="cancel" label={t("studio-close")} onClick={() => dialog.current?.close()} />
        </div>
        {children}
      </div>
    </dialog>
  );
}

/** Asks before something that cannot be undone. */
type ConfirmProps = { question: string; yes: string; onYes: () => void; onClose: () => void };

export const Confirm = ({ question, yes, onYes, onClose }: ConfirmProps) => (
  <Dialog title={question} onClose={onClose} className="confirm">
    <div class="row end">
      <button type="button" class="button" onClick={onClose}>
        {t("studio-keep")}
      </button>
      <button type="button" class="button danger" onClick={onYes}>
        <Icon name="delete" />
        {yes}
      </button>
    </div>
  </Dialog>
);
