// Line icons on a grid of 24 units, drawn in the colour of the text.

const PATHS = {
  make: "M12 4v16M4 12h16",
  batch: "M4 5h16v5H4zM4 14h16v5H4z",
  face: "M12 3a7 7.5 0 0 1 7 7.5c0 5-3.5 10-7 10s-7-5-7-10A7 7.5 0 0 1 12 3M9.5 10v.5M14.5 10v.5M9.5 15q2.5 2 5 0",
  people:
    "M9 4.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7M2.5 19.5c0-3.5 3-5.5 6.5-5.5s6.5 2 6.5 5.5M15 4.8a3.5 3.5 0 0 1 0 6.4M18 14.6c2.1.8 3.5 2.5 3.5 4.9",
  history: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
  log: "M4 6h16M4 12h16M4 18h9",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M13 7a2 2 0 1 0 4 0a2 2 0 1 0-4 0M7 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
  play: "M8 5.5v13l10.5-6.5z",
  pause: "M8 5.5v13M16 5.5v13",
  download: "M12 4v11M7.5 11l4.5 4.5L16.5 11M5 20h14",
  delete: "M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v5.5M13.5 10.5v5.5",
  link: "M10 14a4 4 0 0 0 5.7.3l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7-.3l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  cancel: "M6 6l12 12M18 6L6 18",
  retry: "M19 12a7 7 0 1 1-2.3-5.2M19.5 3.5v4h-4",
  check: "M5 12.5l4.5 4.5L19 7.5",
  warning: "M12 4l9 15.5H3zM12 10v4.5M12 17v.1",
  star: "M12 4l2.4 5.2 5.6.7-4.1 3.9 1.1 5.7L12 16.7 7 19.5l1.1-5.7L4 9.9l5.6-.7z",
  round: "M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16",
  wide: "M3.5 6.5h17v11h-17z",
  voice: "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4M6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3",
  upload: "M12 16V5M7.5 9.5L12 5l4.5 4.5M5 20h14",
  camera: "M4 7.5h10.5v9H4zM14.5 11l5.5-3v8l-5.5-3",
  report: "M6 3.5h12v17H6zM9.5 8.5h5M9.5 12h5M9.5 15.5h3",
  sound: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15 9a4.5 4.5 0 0 1 0 6M17.5 6.5a8 8 0 0 1 0 11",
  silent: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9.5l5 5M20.5 9.5l-5 5",
  cut: "M7 5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5M7 14a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5M9 8.8l11 8.2M9 15.2L20 7",
  up: "M12 19V5M6.5 10.5L12 5l5.5 5.5",
  down: "M12 5v14M6.5 13.5L12 19l5.5-5.5",
  edit: "M5 19l.8-3.5L16 5.3l2.7 2.7L8.5 18.2z",
};

/** `label`: what it says to a screen reader; without one it is ornament. */
export type IconName = keyof typeof PATHS;

export const Icon = ({ name, label }: { name: IconName; label?: string }) => (
  <svg
    class="icon"
    viewBox="0 0 24 24"
    role={label ? "img" : undefined}
    aria-label={label}
    aria-hidden={label ? undefined : "true"}
  >
    <path d={PATHS[name]} />
  </svg>
);

/** A button that is an icon only; `label` is its name. */
export const IconButton = ({ icon, label, onClick }: { icon: IconName; label: string; onClick: () => void }) => (
  <button type="button" class="button quiet small" onClick={onClick} aria-label={label} title={label}>
    <Icon name={icon} />
  </button>
);

/** Turns while one waits. */
export const Spinner = () => <span class="spinner" aria-hidden="true"></span>;
