import { describe, expect, it } from 'vitest';
import { decimalsForError, formatBytes, formatFixed, formatSignificant } from './number.ts';
import { formatDuration, formatWhen } from './time.ts';

describe('numbers', () => {
  it('have a true minus and no negative zero', () => {
    expect(formatFixed(-25.6, 2)).toBe('−25.60');
    expect(formatFixed(-0.001, 2)).toBe('0.00');
  });

  it('show a dash for nothing and the sign of infinity', () => {
    expect(formatFixed(null, 2)).toBe('—');
    expect(formatFixed(NaN, 2)).toBe('—');
    expect(formatFixed(-Infinity, 2)).toBe('−∞');
  });

  it('have no more digits than the error allows', () => {
    expect(decimalsForError(2037.4, 9.3)).toBe(1);
    expect(decimalsForError(0.9879, 0.0045)).toBe(4);
    expect(decimalsForError(12345, 250)).toBe(0);
  });

  it('use a power of ten only where the plain number would be unreadable', () => {
    expect(formatSignificant(123456, 3)).toBe('123456');
    expect(formatSignificant(1.5e-17, 2)).toBe('1.5e−17');
  });

  it.each([
    [980, '980 B'],
    [2_100_000, '2.1 MB'],
    [34_000_000_000, '34 GB'],
    [999_600, '1.0 MB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('times', () => {
  it.each([
    [0.021, '21 ms'],
    [1.43, '1.4 s'],
    [92, '1 min 32 s'],
    [59.7, '1 min'],
    [7500, '2 h 5 min'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('name the day as one would say it', () => {
    const now = new Date(2026, 10, 22, 17, 0);
    expect(formatWhen(new Date(2026, 10, 22, 14, 2).toISOString(), now)).toBe('today, 14:02');
    expect(formatWhen(new Date(2026, 10, 21, 9, 10).toISOString(), now)).toBe('yesterday, 09:10');
    expect(formatWhen(new Date(2025, 10, 14).toISOString(), now)).toBe('14 Nov 2025');
  });
});
