// Showing a clip to others: by a link that ends, and by whatever a phone shares files with.

import { useRef, useState } from "preact/hooks";
import * as api from "../api";
import { useStudio } from "../state";
import { t, when } from "../texts";
import type { ClipJob } from "../types";
import { copy } from "./copying";
import { Dialog } from "./dialog";
import { Icon } from "./icon";

/** Only where the operator allows links. */
export function Share({ job }: { job: ClipJob }) {
  const studio = useStudio();
  const [shown, setShown] = useState(false);
  if (!studio.session.limits.share_days) return null;
  return (
    <>
      <button type="button" class="button" onClick={() => setShown(true)}>
        <Icon name="link" />
        {t("studio-share")}
      </button>
      {shown && (
        <Dialog title={t("studio-share-title", { name: job.name })} onClose={() => setShown(false)}>
          <Link job={job} />
        </Dialog>
      )}
    </>
  );
}

function Link({ job }: { job: ClipJob }) {
  const studio = useStudio();
  const [download, setDownload] = useState(false);
  const [link, setLink] = useState("");
  const make = () =>
    studio.attempt(async () => {
      const made = await api.jobs.share(job.id, download);
      setLink(new URL(made.path, location.href).href);
    });
  const end = () =>
    studio.attempt(async () => {
      await api.jobs.unshare(job.id);
      setLink("");
    });
  const field = useRef<HTMLInputElement>(null);
  const take = async () =>
    studio.tell({ text: t((await copy(field.current)) ? "studio-share-copied" : "studio-copy-selected") });
  return (
    <div class="stack">
      <p>{t("studio-share-about", { days: studio.session.limits.share_days })}</p>
      {link ? (
        <input
          ref={field}
          type="text"
          readonly
          value={link}
          dir="ltr"
          aria-label={t("studio-share-link")}
          onFocus={(event) => event.currentTarget.select()}
        />
      ) : (
        <label class="row">
          <input type="checkbox" checked={download} onChange={(event) => setDownload(event.currentTarget.checked)} />
          {t("studio-share-download")}
        </label>
      )}
      {job.shared_until && <p class="soft">{t("studio-share-until", { when: when(job.shared_until) })}</p>}
      {job.shared_until && !link && <p class="soft">{t("studio-share-replaces")}</p>}
      <div class="row end">
        {job.shared_until && (
          <button type="button" class="button danger" onClick={end}>
            {t("studio-share-end")}
          </button>
        )}
        {link && "share" in navigator && (
          <button
            type="button"
            class="button"
            onClick={() => navigator.share({ title: job.name, url: link }).catch(() => {})}
          >
            {t("studio-share")}
          </button>
        )}
        {link ? (
          <button type="button" class="button primary" onClick={take}>
            <Icon name="link" />
            {t("studio-copy-link")}
          </button>
        ) : (
          <button type="button" class="button primary" onClick={make}>
            {t(job.shared_until ? "studio-share-anew" : "studio-share-make")}
          </button>
        )}
      </div>
    </div>
  );
}
