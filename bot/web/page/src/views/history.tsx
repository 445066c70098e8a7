// All finished videos, newest first; how long they stay, and how much room they take.

import { useEffect, useState } from "preact/hooks";
import * as api from "../api";
import { Clip } from "../parts/clip";
import { Confirm, Dialog } from "../parts/dialog";
import { Icon, IconButton } from "../parts/icon";
import { DownloadLink } from "../parts/job-line";
import { Bar } from "../parts/progress";
import { type Studio, useStudio } from "../state";
import { clock, size, t, when } from "../texts";
import type { ClipJob, Session } from "../types";

const PAGE = 24;
const HERE = "#/history";

/** `id`: the clip that is played. */
export function History({ id }: { id: number | null }) {
  const studio = useStudio();
  const { clips, more, hasMore } = usePages(studio);
  const [asked, setAsked] = useState<ClipJob | null>(null);
  const playing = clips.find((job) => job.id === id);
  const remove = () =>
    studio.attempt(async () => {
      if (!asked) return;
      setAsked(null);
      await api.jobs.remove(asked.id);
      studio.drop(asked.id);
    });
  return (
    <>
      <Room session={studio.session} />
      <ul class="gallery">
        {clips.map((job) => (
          <Tile key={job.id} job={job} onDelete={() => setAsked(job)} />
        ))}
      </ul>
      {clips.length === 0 && hasMore === false && (
        <div class="card empty">
          <p>{t("studio-history-none")}</p>
          <a class="button primary" href="#/make">
            {t("studio-history-go")}
          </a>
        </div>
      )}
      {hasMore && (
        <button type="button" class="button center" onClick={more}>
          {t("studio-history-more")}
        </button>
      )}
      {playing && (
        <Dialog
          key={id}
          title={playing.name}
          onClose={() => {
            location.hash = HERE;
          }}
        >
          <Clip job={playing} autoplay={true} />
        </Dialog>
      )}
      {asked && (
        <Confirm
          question={t("studio-delete-ask", { name: asked.name })}
          yes={t("studio-delete")}
          onYes={remove}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

/** The clips read so far. `hasMore`: there are older ones; null until that is known. */
function usePages(studio: Studio) {
  const [next, setNext] = useState<number | null | undefined>(undefined);
  const read = (before?: number) =>
    studio.attempt(async () => {
      const page = await api.jobs.list({ kind: "clip", state: "delivered", before, limit: PAGE });
      studio.put(...page.jobs);
      setNext(page.next);
    });
  useEffect(() => void read(), []);
  const clips = studio.clips.filter((job) => !next || job.id >= next);
  return { clips, more: () => read(next ?? undefined), hasMore: next === undefined ? null : next !== null };
}

/** Room taken, and how long things stay. */
function Room({ session: { disk, limits } }: { session: Session }) {
  const used = size(disk.used_bytes);
  const quota = disk.quota_bytes;
  const room = quota ?? disk.used_bytes + disk.free_bytes;
  const kept = limits.keep_days ? t("studio-kept", { days: limits.keep_days }) : t("studio-kept-always");
  return (
    <div class="card room">
      <p class="grow">{kept}</p>
      <div class="room-used">
        <small>
          {quota
            ? t("studio-disk-of", { used, quota: size(quota) })
            : t("studio-disk-free", { used, free: size(disk.free_bytes) })}
        </small>
        <Bar fraction={Math.min(1, disk.used_bytes / room)} label={t("studio-disk")} />
      </div>
    </div>
  );
}

function Tile({ job, onDelete }: { job: ClipJob; onDelete: () => void }) {
  const name = { name: job.name };
  const expiry = job.expires_at ? t("studio-expires", { when: when(job.expires_at) }) : undefined;
  return (
    <li class="tile">
      <a class={`tile-picture ${job.form}`} href={`${HERE}/${job.id}`} aria-label={t("studio-play-name", name)}>
        <img src={job.files.poster} alt="" loading="lazy" />
        <span class="play-mark">
          <Icon name="play" />
        </span>
        {job.duration_s && <span class="tile-length">{clock(job.duration_s)}</span>}
      </a>
      <div class="row tile-foot">
        <div class="grow">
          <p class="clipped tile-name" dir="auto">
            {job.name}
          </p>
          <small title={expiry}>{when(job.finished_at ?? job.created_at)}</small>
        </div>
        <DownloadLink job={job} />
        <IconButton icon="delete" label={t("studio-delete-name", name)} onClick={onDelete} />
      </div>
    </li>
  );
}
