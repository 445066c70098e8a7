// Files dropped anywhere on the page, or pasted: told apart by what they are, and sent where such files go.

import { useEffect, useState } from "preact/hooks";
import { t } from "../texts";
import { Dialog } from "./dialog";
import { Icon } from "./icon";
import { type Purpose, sendFrom } from "./uploads";

const MAKING = ["#/make", "#/batch"];

/** What a file is for: sound is a voice, a picture a face; a video is a face where faces are shown, else it may be both. */
export function purposeOf(file: File, place: string): Purpose | null {
  if (file.type.startsWith("audio/") || /\.(og[ga]|opus|m4a|mp3|wav|flac)$/i.test(file.name)) return "voice";
  if (file.type.startsWith("image/") || /\.hei[cf]$/i.test(file.name)) return "face";
  return place.startsWith("#/faces") ? "face" : null;
}

function send(purpose: Purpose, files: File[]) {
  if (!files.length) return;
  const isMany = location.hash.startsWith("#/batch");
  const isThere = MAKING.some((place) => (location.hash || "#/make").startsWith(place));
  if (purpose === "voice" && !isThere) location.hash = "#/make";
  if (purpose === "face" && !isMany) location.hash = "#/faces";
  sendFrom(isMany ? "batch" : purpose === "voice" ? "make" : "faces", purpose, files);
}

export function Anywhere() {
  const [isOver, setIsOver] = useState(false);
  const [doubtful, setDoubtful] = useState<File[]>([]);
  const take = (files: File[]) => {
    const of = (purpose: Purpose | null) => files.filter((file) => purposeOf(file, location.hash) === purpose);
    send("face", of("face"));
    send("voice", of("voice"));
    setDoubtful(of(null));
  };
  useEffect(() => {
    const hasFiles = (event: DragEvent) => Boolean(event.dataTransfer?.types.includes("Files"));
    const over = (event: DragEvent) => setIsOver(hasFiles(event));
    const leave = (event: DragEvent) => event.relatedTarget || setIsOver(false);
    const drop = (event: DragEvent) => {
      setIsOver(false);
      const isElsewhere = !(event.target instanceof Element && event.target.closest(".drop"));
      if (isElsewhere && hasFiles(event)) take([...(event.dataTransfer?.files ?? [])]);
    };
    const paste = (event: ClipboardEvent) => take([...(event.clipboardData?.files ?? [])]);
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    window.addEventListener("paste", paste);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
      window.removeEventListener("paste", paste);
    };
  }, []);
  const decide = (purpose: Purpose) => {
    setDoubtful([]);
    send(purpose, doubtful);
  };
  return (
    <>
      {isOver && <div class="drop-anywhere">{t("studio-drop-anywhere")}</div>}
      {doubtful.length > 0 && (
        <Dialog title={t("studio-drop-which")} onClose={() => setDoubtful([])} className="confirm">
          <p class="soft clipped" dir="auto">
            {doubtful.map((file) => file.name).join(", ")}
          </p>
          <div class="row end">
            <button type="button" class="button" onClick={() => decide("face")}>
              <Icon name="face" />
              {t("studio-face")}
            </button>
            <button type="button" class="button" onClick={() => decide("voice")}>
              <Icon name="voice" />
              {t("studio-voice")}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
