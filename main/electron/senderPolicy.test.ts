import { expect, it } from 'vitest';
import { isTrustedSender } from './senderPolicy.ts';

it('trusts the top frame of the app', () => {
  expect(isTrustedSender({ url: 'app://bundle/index.html', parent: null })).toBe(true);
});

it.each([
  ['a frame that is gone', null],
  ['a frame inside the page', { url: 'app://bundle/index.html', parent: {} }],
  ['another host of our scheme', { url: 'app://other/', parent: null }],
  ['a name that begins like ours', { url: 'app://bundle.evil/', parent: null }],
  ['a web page', { url: 'https://bundle/', parent: null }],
  ['a file', { url: 'file:///index.html', parent: null }],
  ['an empty page', { url: 'about:blank', parent: null }],
  ['no URL at all', { url: '', parent: null }],
])('does not trust %s', (_what, frame) => {
  expect(isTrustedSender(frame)).toBe(false);
});
