import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { ArchiveProblem } from '../failure.ts';
import { proxyAuthorization } from './proxy.ts';
import { parseHead } from './responseHead.ts';

const LARGEST_HEAD = 64 * 1024;

/**
 * What lies behind a proxy, as a stream that can be written to at once: the proxy is asked to
 * `CONNECT` first. Fails with an ArchiveProblem that names the proxy, never its password.
 */
export function openTunnel(
  socket: Socket,
  { host, port }: { readonly host: string; readonly port: number },
  proxy: URL,
): Duplex {
  let open = false;
  let reply = Buffer.alloc(0);
  let whenOpen: () => void = () => undefined;
  const stream = new Duplex({
    read: () => void socket.resume(),
    write(chunk: Buffer, _encoding, done) {
      const send = () => void socket.write(chunk, done);
      if (open) send();
      else whenOpen = send;
    },
    final: (done) => void socket.end(done),
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });
  socket.on('data', (bytes: Buffer) => {
    if (open) {
      if (!stream.push(bytes)) socket.pause();
      return;
    }
    reply = Buffer.concat([reply, bytes]);
    const end = reply.indexOf('\r\n\r\n');
    if (end < 0 && reply.length <= LARGEST_HEAD) return;
    const refusal =
      end < 0 ? refusedBy(proxy, 0) : refusalOf(reply.toString('latin1', 0, end), proxy);
    if (refusal !== undefined) {
      stream.destroy(refusal);
      return;
    }
    open = true;
    const rest = reply.subarray(end + 4);
    if (rest.length > 0) stream.push(rest);
    whenOpen();
  });
  socket.on('end', () => stream.push(null));
  socket.on('error', (error) => stream.destroy(open ? error : unreachable(proxy, error)));
  socket.on('close', () => {
    if (!open) stream.destroy(unreachable(proxy, undefined));
  });
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const authorization = proxyAuthorization(proxy);
  socket.write(
    `CONNECT ${authority} HTTP/1.1\r\nhost: ${authority}\r\n` +
      `${authorization === undefined ? '' : `proxy-authorization: ${authorization}\r\n`}\r\n`,
  );
  return stream;
}

function refusalOf(head: string, proxy: URL): ArchiveProblem | undefined {
  try {
    const { status } = parseHead(head);
    return status >= 200 && status < 300 ? undefined : refusedBy(proxy, status);
  } catch {
    return refusedBy(proxy, 0);
  }
}

/** A proxy that does not let us through. */
export function refusedBy(proxy: URL, status: number): ArchiveProblem {
  if (status === 407) {
    return new ArchiveProblem(
      'archive-credentials',
      `the proxy ${proxy.host} asks for a user name and a password (407)`,
      { status, advice: 'Put them into HTTPS_PROXY, as http://NAME:PASSWORD@HOST:PORT' },
    );
  }
  const why = status === 0 ? 'it does not speak HTTP' : `status ${status}`;
  return new ArchiveProblem(
    'archive-out-of-reach',
    `the archive is out of reach: the proxy ${proxy.host} does not let us through (${why})`,
    { transient: true, advice: 'Check HTTPS_PROXY and NO_PROXY' },
  );
}

function unreachable(proxy: URL, cause: unknown): ArchiveProblem {
  return new ArchiveProblem(
    'archive-out-of-reach',
    `the archive is out of reach: the proxy ${proxy.host} does not answer`,
    { cause, transient: true, advice: 'Check HTTPS_PROXY and NO_PROXY' },
  );
}
