// What a file says about its origin, for anybody who has one: no login, and nothing is kept.

import { render } from "preact";
import { useState } from "preact/hooks";
import { type ApiError, verify } from "./api";
import icon from "./icon.svg";
import { explain, speak, t } from "./texts";
import type { Verification } from "./types";

type Shown = { file: string; said?: Verification; error?: ApiError };

function Verify() {
  const [shown, setShown] = useState<Shown | null>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setShown({ file: file.name });
    setShown(
      await verify(file).then(
        (said) => ({ file: file.name, said }),
        (error: ApiError) => ({ file: file.name, error }),
      ),
    );
  };
  return (
    <main
      class="share verify"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer?.files[0]);
      }}
    >
      <p class="brand">
        <img src={icon} alt="" width="30" height="30" />
        Facenote
      </p>
      <h1>{t("studio-verify")}</h1>
      <label class="field">
        <span>{t("studio-verify-about")}</span>
        <input
          type="file"
          accept="video/*,image/*"
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
      </label>
      <div class="stack" role="status">
        {shown && <p dir="auto">{shown.file}</p>}
        {shown?.said && <Said said={shown.said} />}
        {shown?.error && <p>{explain(shown.error)}</p>}
        {shown && !shown.said && !shown.error && <span class="spinner" aria-hidden="true"></span>}
      </div>
      <small>{t("studio-verify-proof")}</small>
    </main>
  );
}

const Said = ({ said }: { said: Verification }) => (
  <>
    <p>
      <strong>{t(`studio-verify-${said.validity}`)}</strong>
    </p>
    {said.software && (
      <p>
        {t("studio-verify-by", { software: said.software, signer: said.signer || "?" })}{" "}
        {said.ai_generated && t("studio-verify-ai")}
      </p>
    )}
    <p>{said.metadata.ai_generated ? t("studio-verify-marked") : t("studio-verify-unmarked")}</p>
    {said.problems.length > 0 && (
      <p>
        <code>{said.problems.join(", ")}</code>
      </p>
    )}
  </>
);

async function start() {
  await speak(navigator.language.split("-")[0] ?? "en").catch(() => speak("en"));
  document.title = `${t("studio-verify")} · Facenote`;
  render(<Verify />, document.getElementById("verify") as HTMLElement);
}

start();
