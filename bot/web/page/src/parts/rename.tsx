// A name as a field: Enter or leaving it keeps what was typed, Escape does not.

import { useLayoutEffect, useRef } from "preact/hooks";
import { LONGEST_NAME } from "../texts";

type RenameProps = { name: string; label: string; onName: (name: string) => void; onClose: () => void };

export function Rename({ name, label, onName, onClose }: RenameProps) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.select(), []); // before the next key
  const keep = (event: Event) => {
    event.preventDefault();
    if (!field.current) return; // the field goes, and so loses the focus
    const typed = field.current.value.trim();
    onClose();
    if (typed && typed !== name) onName(typed);
  };
  return (
    <form class="rename" onSubmit={keep} onKeyDown={(event) => event.key === "Escape" && onClose()}>
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
