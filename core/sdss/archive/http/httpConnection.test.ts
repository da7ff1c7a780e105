import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteListener, ByteStream } from './byteStream.ts';
import { HttpConnection } from './httpConnection.ts';
import type { ResponseBody } from './responseBody.ts';

/** A connection whose other end is the test. */
function connected() {
  let listener: ByteListener | undefined;
  const said = { paused: false, destroyed: false, free: [] as boolean[] };
  const stream: ByteStream = {
    isConnecting: false,
    listen: (given) => {
      listener = given;
    },
    write: () => undefined,
    pause: () => void (said.paused = true),
    resume: () => void (said.paused = false),
    ref: () => undefined,
    unref: () => undefined,
    destroy: () => void (said.destroyed = true),
  };
  const http = new HttpConnection(stream, (isUsable) => void said.free.push(isUsable));
  const memory = Buffer.alloc(1 << 16);
  return {
    http,
    said,
    ask: () => http.request('GET / HTTP/1.1\r\n\r\n', () => new Error('silence')),
    /** Bytes in memory that is read into again, as sockets have it. */
    receive(bytes: Buffer | string) {
      const length = Buffer.from(bytes).copy(memory);
      listener?.bytes(memory.subarray(0, length));
      memory.fill(0x3f);
    },
    close: (error?: Error) => listener?.closed(error),
    silence: () => listener?.silence(),
  };
}

async function textOf(body: ResponseBody): Promise<string> {
  let text = '';
  await body.pump((chunk) => {
    text += chunk.toString('latin1');
    return undefined;
  });
  return text;
}

const nextTurn = () => new Promise<void>((done) => setImmediate(done));

describe('a connection', () => {
  it('gives the same body however its bytes are cut, by length and in chunks', async () => {
    const text = 'a body of some bytes\r\n\r\nwith lines';
    const chunked = `5;x=y\r\n${text.slice(0, 5)}\r\n${(text.length - 5).toString(16)}\r\n${text.slice(5)}\r\n0\r\nTrailer: 1\r\n\r\n`;
    const answers = [
      `HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
      `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${chunked}`,
      `HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...answers),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        fc.boolean(),
        async (answer, cuts, isLate) => {
          const server = connected();
          const asked = server.ask();
          const pieces: string[] = [];
          for (let at = 0, i = 0; at < answer.length; i += 1) {
            const length = cuts[i % cuts.length] ?? 1;
            pieces.push(answer.slice(at, at + length));
            at += length;
          }
          if (isLate) pieces.forEach((piece) => server.receive(piece));
          const got = asked.then(({ body }) => textOf(body));
          if (!isLate) {
            for (const piece of pieces) {
              server.receive(piece);
              await Promise.resolve();
            }
          }
          expect(await got).toBe(text);
          expect(server.said.free).toEqual([true]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('keeps the order of bytes that come while the consumer is busy, and pauses', async () => {
    const server = connected();
    const asked = server.ask();
    server.receive('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nab');
    const { body } = await asked;
    let text = '';
    let goOn: () => void = () => undefined;
    const done = body.pump((chunk) => {
      text += chunk.toString('latin1');
      return new Promise<void>((resume) => (goOn = resume));
    });
    expect(server.said.paused).toBe(true);
    server.receive('cd');
    server.receive('ef');
    expect(text).toBe('ab');
    for (let i = 0; i < 3; i += 1) {
      goOn();
      await nextTurn();
    }
    await done;
    expect(text).toBe('abcdef');
  });

  it('serves the next request while the consumer is busy with the last body', async () => {
    const server = connected();
    const first = server.ask();
    server.receive('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nab');
    const { body } = await first;
    const waits: (() => void)[] = [];
    const busy = body.pump(() => new Promise<void>((resume) => waits.push(resume)));
    server.receive('cd');
    expect(server.said.free).toEqual([true]);
    const second = server.ask();
    server.receive('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\ne');
    const text = textOf((await second).body);
    waits.shift()?.();
    await nextTurn();
    expect(server.said).toMatchObject({ paused: false, destroyed: false });
    server.receive('f');
    expect(await text).toBe('ef');
    waits.shift()?.();
    await busy;
  });

  it('fails where the body ends early, after what came', async () => {
    const server = connected();
    const asked = server.ask();
    server.receive('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nab');
    const { body } = await asked;
    server.close();
    let text = '';
    const pumped = body.pump((chunk) => {
      text += chunk.toString('latin1');
      return undefined;
    });
    await expect(pumped).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(text).toBe('ab');
    expect(server.said.free).toEqual([false]);
  });

  it('takes the end of the connection for the end of a body without length, a reset not', async () => {
    for (const error of [undefined, Object.assign(new Error('reset'), { code: 'ECONNRESET' })]) {
      const server = connected();
      const asked = server.ask();
      server.receive('HTTP/1.1 200 OK\r\n\r\nab');
      const { body } = await asked;
      const text = textOf(body);
      server.close(error);
      if (error === undefined) expect(await text).toBe('ab');
      else await expect(text).rejects.toBe(error);
    }
  });

  it.each([
    ['a body is longer than it says', 'content-length: 1\r\n\r\nab'],
    ['the server wants to close', 'content-length: 1\r\nconnection: close\r\n\r\na'],
  ])('is not used again if %s', async (_what, answer) => {
    const server = connected();
    const asked = server.ask();
    server.receive(`HTTP/1.1 200 OK\r\n${answer}`);
    expect(await textOf((await asked).body)).toBe('a');
    expect(server.said).toMatchObject({ destroyed: true, free: [false] });
  });

  it.each([
    ['HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
    ['HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\nab'],
    ['HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\nab'],
    ['HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['no HTTP at all\r\n\r\n'],
    ['x'.repeat(65_000)],
  ])('refuses %.60j', async (answer) => {
    const server = connected();
    const asked = server.ask();
    server.receive(answer);
    server.receive('x'.repeat(1000));
    await expect(asked).rejects.toMatchObject({ code: 'HTTP_MALFORMED' });
    expect(server.said.free).toEqual([false]);
  });

  it.each(['z\r\n', '5\r\nabcdefgh\r\n', '1'.repeat(5000)])(
    'refuses the chunk %.20j',
    async (chunk) => {
      const server = connected();
      const asked = server.ask();
      server.receive(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${chunk}`);
      await expect(asked.then(({ body }) => textOf(body))).rejects.toMatchObject({
        code: 'HTTP_MALFORMED',
      });
    },
  );

  it('is lost after silence, but not while the consumer is what takes long', async () => {
    const server = connected();
    const asked = server.ask();
    server.receive('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\na');
    const { body } = await asked;
    let goOn: () => void = () => undefined;
    const pumped = body.pump(() => new Promise<void>((resume) => (goOn = resume)));
    server.silence();
    expect(server.said.destroyed).toBe(false);
    goOn();
    await nextTurn();
    server.silence();
    await expect(pumped).rejects.toThrow('silence');
  });
});
