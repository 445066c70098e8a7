// A secret that was made now: the only time that anybody sees it.

import { useRef } from "preact/hooks";
import { useStudio } from "../state";
import { t } from "../texts";
import { copy } from "./copying";
import { Icon } from "./icon";

/** `name`: what it is a secret of, for a screen reader. */
export function ShownOnce({ about, name, secret }: { about: string; name: string; secret: string }) {
  const studio = useStudio();
  const field = useRef<HTMLInputElement>(null);
  const take = async () =>
    studio.tell({ text: t((await copy(field.current)) ? "studio-token-copied" : "studio-copy-selected") });
  return (
    <div class="stack token-once" role="status">
      <p>{about}</p>
      <div class="row">
        <input
          ref={field}
          type="text"
          class="grow"
          readonly
          value={secret}
          dir="ltr"
          aria-label={name}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" class="button primary" onClick={take}>
          <Icon name="link" />
          {t("studio-token-copy")}
        </button>
      </div>
    </div>
  );
}
