import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { eventually, findProgram, freePort } from './program.ts';

export interface Nginx {
  readonly http: string;
  /** Same files over TLS, for `localhost`, under the certificate in `ca`. */
  readonly https: string;
  readonly ca: string;
  stop(): Promise<void>;
}

export interface NginxOptions {
  /** Folder for configuration, logs and temporary files. */
  readonly folder: string;
  /** What is served at `/`. */
  readonly root: string;
  /** User name and password that everything below `/sas/sdsswork/` asks for. */
  readonly login?: readonly [string, string];
  /** Origin that answers `auth_request` for every request: a way to delay them. */
  readonly delayedBy?: string;
  /** Further lines of the `server` blocks. */
  readonly extra?: string;
}

/** Debian's nginx on two free ports of loopback. */
export async function startNginx(options: NginxOptions): Promise<Nginx> {
  const { folder, root } = options;
  mkdirSync(folder, { recursive: true });
  const [plain, secure] = [await freePort(), await freePort()];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
      ...[
        '-addext',
        'subjectAltName=DNS:localhost,DNS:archive.test',
        '-keyout',
        join(folder, 'key.pem'),
      ],
      ...['-out', join(folder, 'cert.pem')],
    ],
    { stdio: 'ignore' },
  );
  if (options.login !== undefined) {
    writeFileSync(
      join(folder, 'htpasswd'),
      `${options.login[0]}:${saltedSha1(options.login[1])}\n`,
    );
  }
  const configuration = join(folder, 'nginx.conf');
  writeFileSync(configuration, nginxConfiguration(options, root, plain, secure));
  const nginx = spawn(findProgram('nginx') ?? 'nginx', ['-p', folder, '-c', configuration], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  nginx.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
  const exited = new Promise<void>((done) => nginx.once('exit', () => done()));
  await eventually(`nginx listens (${complaint})`, () => listens(plain));
  return {
    http: `http://127.0.0.1:${plain}`,
    https: `https://localhost:${secure}`,
    ca: readFileSync(join(folder, 'cert.pem'), 'utf8'),
    async stop() {
      nginx.kill('SIGTERM');
      await exited;
    },
  };
}

function nginxConfiguration(
  { folder, login, delayedBy, extra = '' }: NginxOptions,
  root: string,
  plain: number,
  secure: number,
): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/temp_${name};`)
    .join(' ');
  const places = `
    root ${root};
    autoindex on;
    ${login === undefined ? '' : `location /sas/sdsswork/ { auth_basic "SDSS-V"; auth_basic_user_file ${folder}/htpasswd; }`}
    ${delayedBy === undefined ? '' : `location = /wait { internal; proxy_pass ${delayedBy}; proxy_pass_request_body off; proxy_http_version 1.1; proxy_set_header Connection ""; } auth_request /wait;`}
    ${extra}`;
  return `
daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 512; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  default_type application/octet-stream; ${temporary}
  server { listen 127.0.0.1:${plain}; ${places} }
  server {
    listen 127.0.0.1:${secure} ssl; server_name localhost;
    ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem;
    ${places}
  }
}`;
}

/** `{SSHA}` as nginx's `auth_basic_user_file` knows it. */
function saltedSha1(password: string): string {
  const salt = randomBytes(8);
  const digest = createHash('sha1').update(password).update(salt).digest();
  return `{SSHA}${Buffer.concat([digest, salt]).toString('base64')}`;
}

export function listens(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      answer(true);
    });
    socket.once('error', () => answer(false));
  });
}
