/** One key with its modifiers, as written in the registry: `Ctrl+Shift+Z`, `F6`, `[`. */
export interface Chord {
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** Lower case for letters; the name the browser gives for everything else. */
  readonly key: string;
}

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** `G V` is a sequence of two chords. */
export function parseKeys(keys: string): Chord[] {
  return keys.split(' ').map(parseChord);
}

function parseChord(text: string): Chord {
  const parts = text === '+' ? ['+'] : text.split('+');
  const key = parts.at(-1) ?? '';
  return {
    ctrl: parts.includes('Ctrl'),
    shift: parts.includes('Shift'),
    alt: parts.includes('Alt'),
    key: key.length === 1 ? key.toLowerCase() : key,
  };
}

/** Ctrl is ⌘ on macOS: either counts. Shift matters for letters and named keys, not for signs. */
export function matches(chord: Chord, press: KeyPress): boolean {
  if (chord.ctrl !== (press.ctrlKey || press.metaKey)) return false;
  if (chord.alt !== press.altKey) return false;
  const key = pressedKey(press);
  if (key !== chord.key) return false;
  const sign = key.length === 1 && !/[a-z0-9]/.test(key);
  return sign || chord.shift === press.shiftKey;
}

/** Alt changes the character on some layouts, so digits and letters then come from the position. */
function pressedKey(press: KeyPress): string {
  if (press.altKey) {
    const position = /^(?:Digit|Key)(\w)$/.exec(press.code)?.[1];
    if (position !== undefined) return position.toLowerCase();
  }
  return press.key.length === 1 ? press.key.toLowerCase() : press.key;
}

const shown: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  '-': '−',
};

/** The key caps to draw, one a key: `Ctrl+K` → Ctrl, K; `G V` → G, V. */
export function keyCaps(keys: string, mac: boolean): string[] {
  return parseKeys(keys).flatMap(({ ctrl, shift, alt, key }) => [
    ...(ctrl ? [mac ? '⌘' : 'Ctrl'] : []),
    ...(alt ? [mac ? '⌥' : 'Alt'] : []),
    ...(shift ? ['Shift'] : []),
    shown[key] ?? (key.length === 1 ? key.toUpperCase() : key),
  ]);
}

/** Escapes are written `Ctrl+K`; tooltips say `Ctrl K`. */
export function keyText(keys: string, mac: boolean): string {
  return keyCaps(keys, mac).join(' ');
}
