// A window over the page. The browser keeps the focus in it and closes it on Escape.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useStudio } from "../state";
import { t } from "../texts";
import { refocus } from "./focus";
import { Icon, IconButton } from "./icon";
import { Notices } from "./notice";

type DialogProps = {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  className?: string;
  question?: string | undefined;
};

/** `question`: asked before it closes, where something would be lost. */
export function Dialog({ title, onClose, children, className = "", question }: DialogProps) {
  const studio = useStudio();
  const dialog = useRef<HTMLDialogElement>(null);
  const [asks, setAsks] = useState(false);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    const end = studio.openWindow(dialog);
    return () => {
      end();
      refocus(opener);
    };
  }, []);
  const close = () => dialog.current?.close();
  const leave = () => (question ? setAsks(true) : close());
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !question || asks) return;
    event.preventDefault(); // the browser lets nobody refuse a second Escape after it
    leave();
  };
  const cancel = (event: Event) => {
    if (event.target !== dialog.current) return; // a choice of files
    event.preventDefault();
    leave();
  };
  return (
    <dialog
      ref={dialog}
      class={className}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && leave()}
      onKeyDown={press}
      onCancel={cancel}
    >
      <div class="dialog-body">
        <div class="row">
          <h2 class="grow">{title}</h2>
          <IconButton icon="cancel" label={t("studio-close")} onClick={leave} />
        </div>
        {children}
      </div>
      {asks && (
        <Confirm
          question={question ?? ""}
          yes={t("studio-record-discard")}
          onYes={close}
          onClose={() => setAsks(false)}
        />
      )}
      <Notices within={dialog} />
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
