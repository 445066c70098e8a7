// Who made clips with a face that was lent, and when: page by page, newest first.

import { useEffect, useState } from "preact/hooks";
import * as api from "../api";
import { useStudio } from "../state";
import { rich, t, when } from "../texts";
import type { Face, FaceUses as Page } from "../types";
import { Dialog } from "./dialog";
import { More } from "./more";

export function FaceUses({ face, onClose }: { face: Face; onClose: () => void }) {
  const studio = useStudio();
  const [known, setKnown] = useState<Page | null>(null);
  const read = (before?: number) =>
    studio.attempt(async () => {
      const page = await api.faces.uses(face.id, before);
      // A page that was asked for twice is added once.
      setKnown((now) => (now?.next === before ? { ...page, uses: [...(now?.uses ?? []), ...page.uses] } : now));
    });
  useEffect(() => void read(), []);
  const name = { name: face.name };
  return (
    <Dialog title={t("faces-uses")} onClose={onClose}>
      {known && <p>{rich(known.uses.length ? "faces-uses-title" : "faces-uses-none", name)}</p>}
      {known && known.uses.length > 0 && (
        <ul class="uses">
          {known.uses.map(({ by, made_at }, place) => (
            <li key={place} class="row">
              <span class="grow clipped" dir="auto">
                {by ?? t("faces-use-gone")}
              </span>
              <time class="soft" dateTime={made_at}>
                {when(made_at)}
              </time>
            </li>
          ))}
        </ul>
      )}
      {known?.next && <More onMore={() => read(known.next ?? undefined)} />}
    </Dialog>
  );
}
