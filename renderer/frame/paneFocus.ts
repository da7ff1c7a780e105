/** F6: panes are the elements marked `data-pane`, in the order of the page. */
const last = new WeakMap<Element, HTMLElement>();

/** Remembers where focus was in each pane, so that coming back lands there. */
export function watchPaneFocus(): () => void {
  const remember = (event: FocusEvent) => {
    if (!(event.target instanceof HTMLElement)) return;
    const pane = event.target.closest('[data-pane]');
    if (pane !== null && pane !== event.target) last.set(pane, event.target);
  };
  document.addEventListener('focusin', remember);
  return () => document.removeEventListener('focusin', remember);
}

const focusable =
  '[data-pane-start], button:not([disabled]), input:not([disabled]), [tabindex="0"], a[href]';

/** Focus goes to the next pane (or the previous one), around. */
export function focusNextPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll('[data-pane]')];
  if (panes.length === 0) return;
  const current = panes.findIndex((pane) => pane.contains(document.activeElement));
  const index = (current + step + panes.length) % panes.length;
  const pane = panes[current === -1 && step === -1 ? panes.length - 1 : index];
  if (!(pane instanceof HTMLElement)) return;
  const remembered = last.get(pane);
  const start = pane.querySelector<HTMLElement>('[data-pane-start]');
  const target =
    remembered?.isConnected === true
      ? remembered
      : (start ?? pane.querySelector<HTMLElement>(focusable));
  (target ?? pane).focus();
}
