import { describe, expect, it } from 'vitest';
import { keyCaps, matches, parseKeys, type KeyPress } from './chord.ts';

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return { key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more };
}
const hits = (keys: string, event: KeyPress) =>
  parseKeys(keys)
    .slice(0, 1)
    .every((chord) => matches(chord, event));

describe('chords', () => {
  it('take Ctrl or ⌘, and nothing less', () => {
    expect(hits('Ctrl+K', press('k', { ctrlKey: true }))).toBe(true);
    expect(hits('Ctrl+K', press('k', { metaKey: true }))).toBe(true);
    expect(hits('Ctrl+K', press('k'))).toBe(false);
    expect(hits('K', press('k', { ctrlKey: true }))).toBe(false);
  });

  it('tell a letter from the same with Shift, but take a sign however it is typed', () => {
    expect(hits('S', press('S', { shiftKey: true }))).toBe(false);
    expect(hits('Shift+S', press('S', { shiftKey: true }))).toBe(true);
    expect(hits('?', press('?', { shiftKey: true }))).toBe(true);
    expect(hits('+', press('+', { shiftKey: true }))).toBe(true);
  });

  it('find Alt with a digit by its position, whatever character it makes', () => {
    expect(hits('Alt+1', press('¡', { altKey: true, code: 'Digit1' }))).toBe(true);
  });

  it('are drawn as caps', () => {
    expect(keyCaps('Ctrl+Shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(keyCaps('Ctrl+K', true)).toEqual(['⌘', 'K']);
    expect(keyCaps('G V', false)).toEqual(['G', 'V']);
    expect(keyCaps('Shift+ArrowLeft', false)).toEqual(['Shift', '←']);
  });
});
