import { keyCaps } from '../actions/chord.ts';
import { isMac } from '../actions/platform.ts';

/** The caps of one shortcut, side by side. */
export function KeyCaps({ keys }: { readonly keys: string }) {
  return (
    <span className="row" style={{ gap: 4, flex: 'none' }}>
      {keyCaps(keys, isMac).map((cap, index) => (
        <kbd key={index}>{cap}</kbd>
      ))}
    </span>
  );
}
