import { describe, expect, it } from 'vitest';
import { judgeNavigation } from './navigationPolicy.ts';

describe('judgeNavigation', () => {
  it.each([
    ['app://bundle/index.html', 'stay'],
    ['app://bundle/index.html#tasks', 'stay'],
    ['https://www.sdss.org/dr17/', 'browser'],
    ['https://sdss.org/', 'browser'],
    ['https://doi.org/10.3847/1538-3881', 'browser'],
    ['app://other/index.html', 'block'],
    ['app://bundle.evil/index.html', 'block'],
    ['http://www.sdss.org/', 'block'],
    ['https://www.sdss.org:8443/', 'block'],
    ['https://user@www.sdss.org/', 'block'],
    ['https://evilsdss.org/', 'block'],
    ['https://sdss.org.evil.example/', 'block'],
    ['file:///etc/passwd', 'block'],
    ['javascript:alert(1)', 'block'],
    ['data:text/html,hello', 'block'],
    ['about:blank', 'block'],
    ['', 'block'],
    ['no url', 'block'],
  ] as const)('%j: %s', (url, verdict) => {
    expect(judgeNavigation(url)).toBe(verdict);
  });
});
