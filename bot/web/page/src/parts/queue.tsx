// What is being made anywhere, from every view: a pill with its number, and the list behind it.

import { useEffect, useState } from "preact/hooks";
import * as api from "../api";
import { useStudio } from "../state";
import { percent, roughly, t } from "../texts";
import type { Job } from "../types";
import { Dialog } from "./dialog";
import { IconButton, Spinner } from "./icon";
import { JobLine } from "./job-line";
import { Progress } from "./progress";

export function Queue() {
  const studio = useStudio();
  const [shown, setShown] = useState(false);
  const { unfinished: open } = studio;
  const left = Math.max(0, ...open.map((job) => job.left_s ?? 0));
  if (!open.length && !shown) return null;
  return (
    <>
      {open.length > 0 && (
        <button type="button" class="queue" onClick={() => setShown(true)} title={t("studio-in-the-making")}>
          <Spinner />
          <span>{t("studio-queue", { count: open.length })}</span>
          {left > 0 && <span class="queue-left">{roughly(left)}</span>}
        </button>
      )}
      {shown && (
        <Dialog title={t("studio-in-the-making")} onClose={() => setShown(false)}>
          <ul class="job-lines">
            {open.map((job) =>
              job.kind === "clip" ? (
                <JobLine
                  key={job.id}
                  job={job}
                  poster={studio.faces.find((face) => face.id === job.face?.id)?.poster}
                />
              ) : (
                <OtherLine key={job.id} job={job} />
              ),
            )}
          </ul>
          {!open.length && <p class="soft">{t("studio-queue-empty")}</p>}
        </Dialog>
      )}
    </>
  );
}

/** The check of a face or of a voice. */
function OtherLine({ job }: { job: Job }) {
  const studio = useStudio();
  const cancel = () => studio.attempt(async () => studio.put(await api.jobs.cancel(job.id)));
  return (
    <li class="job-line">
      <span class="thumb">
        <Spinner />
      </span>
      <div class="job-what">
        <span class="job-name clipped" dir="auto">
          {job.name}
        </span>
        <Progress job={job} />
      </div>
      {job.can_cancel && (
        <IconButton icon="cancel" label={t("studio-cancel-name", { name: job.name })} onClick={cancel} />
      )}
    </li>
  );
}

/** The title of the page: how far the work is, then that it is ready until one looks. */
export function useTitle(title: string) {
  const { unfinished: open } = useStudio();
  const [isNews, setIsNews] = useState(false);
  const isAtWork = open.length > 0;
  const share = open.reduce((sum, job) => sum + job.progress, 0) / (open.length || 1);
  useEffect(() => {
    if (!isAtWork) return undefined;
    return () => setIsNews(document.hidden);
  }, [isAtWork]);
  useEffect(() => {
    const seen = () => document.hidden || setIsNews(false);
    document.addEventListener("visibilitychange", seen);
    return () => document.removeEventListener("visibilitychange", seen);
  }, []);
  const sign = isAtWork ? `${percent(Math.round(share * 100) / 100)} · ` : isNews ? "✓ " : "";
  useEffect(() => {
    document.title = `${sign}${title} · Facenote`;
  }, [sign, title]);
}
