import { expect, it } from 'vitest';
import { createLoginTokens } from './loginTokens.ts';

function tokensAt(start: number) {
  const clock = { now: start };
  let count = 0;
  const tokens = createLoginTokens({
    lifetimeMs: 1000,
    now: () => clock.now,
    secret: () => `secret-${String((count += 1))}`,
  });
  return { clock, tokens };
}

it('a login token works once', () => {
  const { tokens } = tokensAt(0);
  const token = tokens.issue();
  expect(tokens.redeem(token)).toBe(true);
  expect(tokens.redeem(token)).toBe(false);
});

it('a login token runs out, to the millisecond', () => {
  const { clock, tokens } = tokensAt(5000);
  const early = tokens.issue();
  const late = tokens.issue();
  clock.now = 5999;
  expect(tokens.redeem(early)).toBe(true);
  clock.now = 6000;
  expect(tokens.redeem(late)).toBe(false);
});

it('a text that was never issued is no login token', () => {
  const { tokens } = tokensAt(0);
  tokens.issue();
  expect(tokens.redeem('')).toBe(false);
  expect(tokens.redeem('secret-2')).toBe(false);
});

it('tokens do not disturb each other', () => {
  const { tokens } = tokensAt(0);
  const [a, b] = [tokens.issue(), tokens.issue()];
  expect(tokens.redeem(b)).toBe(true);
  expect(tokens.redeem(a)).toBe(true);
});
