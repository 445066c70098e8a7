// Copying of what a field holds.

/** Copy it and return true; where the browser does not let us, e.g. on a page without https, select it for the person to copy. */
export async function copy(field: HTMLInputElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field?.value ?? "");
    return true;
  } catch {
    field?.focus();
    field?.select();
    return false;
  }
}
