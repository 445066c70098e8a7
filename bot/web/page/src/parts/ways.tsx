// The switch between one video and many, over both views that make some.

import { useStudio } from "../state";
import { t } from "../texts";

export function Ways() {
  const studio = useStudio();
  const isMany = location.hash.startsWith("#/batch");
  studio.makingPlace = isMany ? "#/batch" : "#/make";
  const way = (href: string, text: string, isHere: boolean) => (
    <a href={href} aria-current={isHere ? "true" : undefined}>
      {t(text)}
    </a>
  );
  return (
    <div role="group" class="ways" aria-label={t("studio-ways")}>
      {way("#/make", "studio-one", !isMany)}
      {way("#/batch", "studio-many", isMany)}
    </div>
  );
}
