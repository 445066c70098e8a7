// A name as a field: Enter or leaving it keeps what was typed, Escape does not.

import { useLayoutEffect, useRef } from "preact/hooks";
import { LONGEST_NAME } from "../texts";
import { refocus } from "./focus";
import { Icon } from "./icon";

type RenameProps = { name: string; label: string; onName: (name: string) => void; onClose: () => void };

export function Rename({ name, label, onName, onClose }: RenameProps) {
  const field = useRef<HTMLInputElement>(null);
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    opener.current = document.activeElement;
    field.current?.select(); // before the next key
    return () => refocus(opener.current);
  }, []);
  const keep = (event: Event) => {
    event.preventDefault();
    if (!field.current) return; // the field goes, and so loses the focus
    const typed = field.current.value.trim();
    onClose();
    if (typed && typed !== name) onName(typed);
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault(); // what is around it stays open
    onClose();
  };
  return (
    <form class="rename" onSubmit={keep} onKeyDown={leave}>
      <input
        ref={field}
        type="text"
        defaultValue={name} // `value` would be set again by whatever makes the page draw while one types
        maxlength={LONGEST_NAME}
        dir="auto"
        aria-label={label}
        onBlur={keep}
      />
    </form>
  );
}

type PencilProps = { label: string; isNamed: boolean; onName: () => void };

/** Opens the field; pressed again it leaves it, which keeps what was typed. */
export const Pencil = ({ label, isNamed, onName }: PencilProps) => (
  <button
    type="button"
    class="button quiet small"
    aria-label={label}
    title={label}
    onMouseDown={(event) => isNamed && event.preventDefault()} // else the field is left before, and opened once more
    onClick={(event) => (isNamed ? event.currentTarget.focus() : onName())}
  >
    <Icon name="edit" />
  </button>
);
