// The end of a list of which only the first pages were read.

import { useEffect, useRef } from "preact/hooks";
import { t } from "../texts";

const NEAR = "600px";

/** Reads older ones as soon as one comes near the end; a button for those who do not scroll. */
export function More({ onMore }: { onMore: () => unknown }) {
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    const watcher = new IntersectionObserver(([seen]) => seen?.isIntersecting && latest.current(), {
      rootMargin: NEAR,
    });
    if (button.current) watcher.observe(button.current);
    return () => watcher.disconnect();
  }, []);
  return (
    <button ref={button} type="button" class="button center" onClick={onMore}>
      {t("studio-history-more")}
    </button>
  );
}
