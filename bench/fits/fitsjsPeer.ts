import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright';
import type { Peer, PeerAnswer } from './peerReading.ts';

const CHROMIUM = '/usr/bin/chromium';

/** fitsjs 0.6.6 reads Blobs by FileReader, so it needs a browser. Undefined if there is none. */
export async function openFitsjs(): Promise<Peer | undefined> {
  const library = find('fitsjs/lib/fits.js');
  if (library === undefined || !existsSync(CHROMIUM)) return undefined;
  const { chromium } = await import('playwright');
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox'],
  });
  const page: Page = await browser.newPage();
  await page.addScriptTag({ path: library });
  await page.addScriptTag({ content: IN_PAGE });
  return {
    name: 'fitsjs 0.6.6 in Chromium',
    async read({ path, hdu, column }) {
      const request = { bytes: readFileSync(path).toString('base64'), hdu, column };
      return page.evaluate<PeerAnswer>(`readOnce(${JSON.stringify(request)})`);
    },
    async time(path, parts, repeats) {
      const bytes = readFileSync(path).toString('base64');
      const request = { bytes, parts, repeats };
      const answer = await page.evaluate(`timeAll(${JSON.stringify(request)})`);
      return typeof answer === 'number' ? answer : undefined;
    },
    close: () => browser.close(),
  };
}

function find(module: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(module);
  } catch {
    return undefined;
  }
}

/** In the page: promises around callbacks, with a time limit, since fitsjs fails by silence. */
const IN_PAGE = `
function limited(start) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer within 5 s')), 5000);
    const failed = (event) => { clearTimeout(timer); reject(event.error || new Error(event.message)); };
    window.addEventListener('error', failed, { once: true });
    const done = (value) => {
      clearTimeout(timer); window.removeEventListener('error', failed); resolve(value);
    };
    try { start(done); } catch (error) { clearTimeout(timer); reject(error); }
  });
}
function blobOf(base64) {
  return new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]);
}
const open = (blob) => limited((done) => new astro.FITS(blob, done));
async function readPart(fits, hdu, column) {
  const data = fits.getDataUnit(hdu);
  if (column !== undefined) {
    const rows = await limited((done) => data.getRows(0, data.rows, done));
    return rows.map((row) => row[column]);
  }
  const depth = data.depth || 1;
  const frames = [];
  for (let i = 0; i < depth; i++) frames.push(await limited((done) => data.getFrame(i, done)));
  return frames;
}
function flat(value, into = []) {
  if (value !== null && typeof value === 'object' && typeof value.length === 'number') {
    for (const item of value) flat(item, into);
  } else into.push(value === undefined ? 'undefined' : value);
  return into;
}
async function readOnce({ bytes, hdu, column }) {
  try {
    return { values: flat(await readPart(await open(blobOf(bytes)), hdu, column)) };
  } catch (error) {
    return { error: String(error) };
  }
}
async function timeAll({ bytes, parts, repeats }) {
  const blob = blobOf(bytes);
  const times = [];
  try {
    for (let i = -3; i < repeats; i++) {
      const start = performance.now();
      const fits = await open(blob);
      for (const { hdu, column } of parts) await readPart(fits, hdu, column);
      if (i >= 0) times.push(performance.now() - start);
    }
  } catch (error) {
    return String(error);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}
`;
