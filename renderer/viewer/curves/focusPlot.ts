/** Once the form has gone, its focus goes to what took its place: the plot, or its table. */
export function focusPlot(): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    document
      .querySelector<HTMLElement>('.main :is([data-keys="plot"], .data-table .scroll)')
      ?.focus();
  });
}
