// Where the keyboard goes on when what had the focus is gone.

/** Once that is gone, focus `element`, else the page's main part, unless something else has the focus by then. */
export function refocus(element: Element | null) {
  queueMicrotask(() => {
    if (document.activeElement !== document.body) return;
    const isThere = element instanceof HTMLElement && element.isConnected && element !== document.body;
    (isThere ? element : document.querySelector("main"))?.focus({ preventScroll: true });
  });
}
