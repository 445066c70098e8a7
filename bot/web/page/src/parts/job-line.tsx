// One line for one job: how it stands, and what can be done with it.

import * as api from "../api";
import { isDone, useStudio } from "../state";
import { clock, t } from "../texts";
import type { ClipJob, Job } from "../types";
import { Icon, IconButton } from "./icon";
import { Progress } from "./progress";

/** `poster`: a picture to show before the job has one of its own. */
type LineProps = { job: ClipJob; poster?: string };

export function JobLine({ job, poster }: LineProps) {
  return (
    <li class={`job-line job-${job.state}`}>
      <Thumb job={job} poster={poster} />
      <div class="job-what">
        <div class="row">
          <span class="job-name clipped" dir="auto">
            {job.name}
          </span>
          {isDone(job) && job.duration_s && <small>{clock(job.duration_s)}</small>}
        </div>
        <Progress job={job} />
      </div>
      <div class="row job-actions">
        <JobActions job={job} />
      </div>
    </li>
  );
}

function Thumb({ job, poster }: LineProps) {
  const source = job.files.poster ?? poster;
  const picture = source ? <img src={source} alt="" loading="lazy" /> : <Icon name="face" />;
  if (!isDone(job) || !job.files.clip) return <div class="thumb">{picture}</div>;
  return (
    <a class="thumb playable" href={`#/history/${job.id}`} aria-label={t("studio-play-name", { name: job.name })}>
      {picture}
      <span class="play-mark">
        <Icon name="play" />
      </span>
    </a>
  );
}

/** Buttons for what is possible now: download, cancel, try again. */
export function JobActions({ job }: { job: ClipJob }) {
  const studio = useStudio();
  const act = (work: (id: number) => Promise<Job>) => () => studio.attempt(async () => studio.put(await work(job.id)));
  const name = { name: job.name };
  const cancel = <IconButton icon="cancel" label={t("studio-cancel-name", name)} onClick={act(api.jobs.cancel)} />;
  const retry = <IconButton icon="retry" label={t("studio-retry-name", name)} onClick={act(api.jobs.retry)} />;
  return (
    <>
      {isDone(job) && job.files.clip && <DownloadLink job={job} />}
      {job.can_cancel && cancel} {job.can_retry && retry}
    </>
  );
}

/** A button that downloads the clip of a job. */
export const DownloadLink = ({ job }: { job: ClipJob }) => (
  <a
    class="button quiet small"
    href={downloadOf(job)}
    download=""
    aria-label={t("studio-download-name", { name: job.name })}
    title={t("studio-download-name", { name: job.name })}
  >
    <Icon name="download" />
  </a>
);

/** Where the clip of a job is downloaded from. */
export const downloadOf = (job: ClipJob) => `${job.files.clip}?download=1`;
