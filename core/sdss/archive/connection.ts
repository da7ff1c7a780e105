import type { Clock } from './clock.ts';
import { maySend, type Credentials } from './credentials.ts';
import { ArchiveProblem } from './failure.ts';
import type { HttpClient, HttpResponse } from './http/httpClient.ts';
import { decideRedirect, isRedirect } from './redirectPolicy.ts';
import { parseRetryAfter } from './retryPolicy.ts';
import { statusProblem } from './statusProblem.ts';

/** How requests reach the archive: the client and the rules it obeys. */
export interface Connection {
  readonly client: HttpClient;
  readonly clock: Clock;
  /** Origins a redirect may lead to. */
  readonly knownOrigins: ReadonlySet<string>;
  /** The user's credentials for a host; asked for proprietary hosts only. */
  credentialsFor(url: URL): Promise<Credentials | undefined>;
  /** Where credentials belong, for messages. */
  readonly credentialsFile: string;
}

export interface OpenRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses that the caller deals with; any other is thrown. */
  readonly accept: readonly number[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks for a URL, follows redirects among known hosts, and adds credentials where they belong.
 * @throws ArchiveProblem for any status not in `accept` and for any failure of the connection.
 */
export async function openResponse(
  connection: Connection,
  request: OpenRequest,
): Promise<HttpResponse & { readonly url: URL }> {
  const { client, clock, knownOrigins, credentialsFile } = connection;
  let url = request.url;
  for (let hops = 0; ; hops++) {
    const credentials = await connection.credentialsFor(url);
    const sent = credentials !== undefined && maySend(credentials, url);
    const response = await client.get({
      url,
      headers: {
        ...request.headers,
        ...(sent ? { authorization: credentials.basicAuthorization() } : {}),
      },
      signal: request.signal,
    });
    const { status, headers } = response;
    if (request.accept.includes(status)) return { ...response, url };
    response.body.dismiss();
    if (isRedirect(status)) {
      const decision = decideRedirect(url, headers['location'], hops, knownOrigins);
      if (decision.kind === 'follow') {
        url = decision.url;
        continue;
      }
      throw new ArchiveProblem(
        'archive-redirect',
        `a redirect was not followed: ${decision.because}`,
        {
          where: { url: url.href },
          status,
          advice: 'If you are on a guest network, log in to it with a browser and try again',
        },
      );
    }
    const retryAfterMs = parseRetryAfter(headers['retry-after'], clock.now());
    throw statusProblem({
      url,
      status,
      authenticated: sent,
      credentialsFile,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
}
