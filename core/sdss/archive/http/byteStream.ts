import net from 'node:net';
import tls from 'node:tls';
import { openTunnel } from './tunnel.ts';

/** Who listens to a connection. */
export interface ByteListener {
  /** The memory is read into again: the bytes are valid during the call only. */
  bytes(bytes: Buffer): void;
  /** Nothing came for as long as was agreed, while connecting or later. */
  silence(): void;
  /** No more will come: cleanly, or because of an error. */
  closed(error: Error | undefined): void;
}

/** A connection to a server as bytes. */
export interface ByteStream {
  readonly isConnecting: boolean;
  listen(listener: ByteListener): void;
  write(text: string): void;
  pause(): void;
  resume(): void;
  /** Whether the process waits for it. */
  ref(): void;
  unref(): void;
  destroy(error?: Error): void;
}

export interface StreamTarget {
  /** Through which to go: to its tunnel with TLS, to itself without. */
  readonly proxy?: URL | undefined;
  readonly host: string;
  readonly port: number;
  /** With TLS: the name to verify, and authorities instead of the built-in ones. */
  readonly tls?: { readonly ca?: readonly string[] | undefined };
  readonly idleTimeoutMs: number;
}

/** Bytes read at a time. Node's own 64 KiB cost four times as many calls. */
const READ_BYTES = 256 * 1024;

/**
 * Connects to a server. What comes is read into the same memory again and again: memory for each
 * read, as streams of Node take it, costs more time than all else that a transfer needs.
 */
export function connectTo(target: StreamTarget): ByteStream {
  const { proxy, tls: secure, idleTimeoutMs } = target;
  if (proxy !== undefined && secure !== undefined) return tunnel(target, secure, proxy);
  let listener: ByteListener | undefined;
  const onread = {
    buffer: Buffer.allocUnsafeSlow(READ_BYTES),
    callback: (length: number, memory: Uint8Array) => {
      listener?.bytes(Buffer.from(memory.buffer, memory.byteOffset, length));
      return true;
    },
  };
  const socket =
    proxy === undefined ? dial(target, secure, { onread }) : dialProxy(proxy, { onread });
  return streamOf(socket, idleTimeoutMs, (given) => {
    listener = given;
  });
}

type Secure = NonNullable<StreamTarget['tls']>;
type Extra = { readonly onread?: net.OnReadOpts };

function dial(
  { host, port }: Pick<StreamTarget, 'host' | 'port'>,
  secure: Secure | undefined,
  extra: Extra,
): net.Socket {
  if (secure === undefined) return net.connect({ host, port, ...extra });
  return tls.connect({ host, port, ...extra, ...tlsOptions(host, secure) });
}

function dialProxy(proxy: URL, extra: Extra): net.Socket {
  const isSecure = proxy.protocol === 'https:';
  const port = Number(proxy.port) || (isSecure ? 443 : 80);
  const host = proxy.hostname.replace(/^\[|\]$/g, '');
  return dial({ host, port }, isSecure ? {} : undefined, extra);
}

function tlsOptions(host: string, { ca }: Secure): tls.ConnectionOptions {
  return {
    ALPNProtocols: ['http/1.1'],
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca: [...ca] }),
  };
}

/** TLS to the server itself, inside a connection that the proxy passes on unread. */
function tunnel(target: StreamTarget, secure: Secure, proxy: URL): ByteStream {
  const outer = dialProxy(proxy, {});
  const opened = openTunnel(outer, target, proxy);
  const inner = tls.connect({ socket: opened, ...tlsOptions(target.host, secure) });
  opened.once('error', (error) => inner.destroy(error));
  return streamOf(inner, target.idleTimeoutMs, (listener) => {
    inner.on('data', (bytes: Buffer) => listener.bytes(bytes));
  });
}

function streamOf(
  socket: net.Socket,
  idleTimeoutMs: number,
  listen: (listener: ByteListener) => void,
): ByteStream {
  let failure: Error | undefined;
  socket.setNoDelay(true);
  socket.setTimeout(idleTimeoutMs);
  // Only a flowing stream says that it has ended.
  socket.resume();
  return {
    get isConnecting() {
      return socket.connecting;
    },
    listen(listener) {
      listen(listener);
      socket.on('timeout', () => {
        listener.silence();
        socket.setTimeout(idleTimeoutMs);
      });
      socket.on('error', (error) => (failure ??= error));
      socket.on('close', () => listener.closed(failure));
    },
    write: (text) => void socket.write(text, 'latin1'),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    ref: () => void socket.ref(),
    unref: () => void socket.unref(),
    destroy: (error) => void socket.destroy(error),
  };
}
