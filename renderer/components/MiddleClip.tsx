/** A name whose end tells it from its neighbours: where room is short, the middle gives way. */
export function MiddleClip({ text, keep = 10 }: { readonly text: string; readonly keep?: number }) {
  const cut = Math.max(0, text.length - keep);
  return (
    <span className="middle-clip">
      <span className="clip" aria-hidden="true">
        {text.slice(0, cut)}
      </span>
      <span aria-hidden="true">{text.slice(cut)}</span>
      <span className="unseen">{text}</span>
    </span>
  );
}
