import { ArchiveProblem } from './failure.ts';

export interface StatusContext {
  readonly url: URL;
  readonly status: number;
  readonly retryAfterMs?: number;
  /** Whether the request carried a user name and password. */
  readonly authenticated: boolean;
  /** Where they came from or should be put, for the advice. */
  readonly credentialsFile: string;
}

/** A response that is not the file, as a sentence and a remedy. */
export function statusProblem(context: StatusContext): ArchiveProblem {
  const { url, status, retryAfterMs } = context;
  const options = {
    where: { url: url.href },
    status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  switch (status) {
    case 401:
      return credentialsProblem(context);
    case 403:
      return new ArchiveProblem('archive-forbidden', `${url.host} refuses to hand this out (403)`, {
        ...options,
        advice: 'The file may belong to a release that is not public yet',
      });
    case 404:
    case 410:
      return new ArchiveProblem('archive-missing', `the archive has no such file (${status})`, {
        ...options,
        advice: 'Check release, field and species; not every object has every file',
      });
    case 429:
    case 503:
      return new ArchiveProblem('archive-busy', `${url.host} is busy (${status})`, {
        ...options,
        transient: true,
        advice:
          retryAfterMs === undefined
            ? 'Try again later'
            : `It asks to wait ${Math.ceil(retryAfterMs / 1000)} s before the next try`,
      });
    default:
      if (status >= 500) {
        return new ArchiveProblem('archive-server-error', `${url.host} has an error (${status})`, {
          ...options,
          transient: true,
          advice: 'Try again later',
        });
      }
      return new ArchiveProblem(
        'archive-unexpected-status',
        `${url.host} gave an unexpected answer (${status})`,
        options,
      );
  }
}

function credentialsProblem(context: StatusContext): ArchiveProblem {
  const { url, authenticated, credentialsFile } = context;
  const options = { where: { url: url.href }, status: 401 };
  const line = `machine ${url.hostname} login NAME password PASSWORD`;
  if (url.protocol !== 'https:') {
    return new ArchiveProblem(
      'archive-credentials',
      `${url.host} asks for a password over a connection that is not encrypted (401)`,
      { ...options, advice: 'Use its https address: passwords are sent over TLS only' },
    );
  }
  return authenticated
    ? new ArchiveProblem(
        'archive-credentials',
        `${url.host} refused the user name and password of ${credentialsFile} (401)`,
        { ...options, advice: `Correct the line "${line}" in ${credentialsFile}` },
      )
    : new ArchiveProblem(
        'archive-credentials',
        `${url.host} asks for a user name and a password (401)`,
        {
          ...options,
          advice: `Put "${line}" into ${credentialsFile} and make it readable by you alone (chmod 600)`,
        },
      );
}
