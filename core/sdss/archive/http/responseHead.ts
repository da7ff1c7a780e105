/** Header values by lower-case name; of repeated ones all, separated by commas. */
export type HttpHeaders = Readonly<Record<string, string | undefined>>;

export interface ResponseHead {
  readonly status: number;
  readonly headers: HttpHeaders;
  /** Whether the server keeps the connection open for more. */
  readonly keepsOpen: boolean;
}

const statusLine = /^HTTP\/1\.([01]) (\d{3})(?: [^\r\n]*)?$/;
// RFC 9110, 5.1 and 5.5: a token, a colon, a value of visible characters, spaces and tabs.
const headerLine = /^([!#$%&'*+\-.^_`|~\w]+):[ \t]*([\t\u0020-\u007e\u0080-\u00ff]*?)[ \t]*$/;

/** An answer that is not HTTP/1.1 as we need it. */
export class MalformedResponse extends Error {
  readonly code = 'HTTP_MALFORMED';
}

/**
 * Reads the status line and the header lines of an answer, without the empty line at their end.
 * Throws `MalformedResponse` for anything that RFC 9112 does not allow, folded lines included.
 */
export function parseHead(text: string): ResponseHead {
  const [first = '', ...lines] = text.split(/\r?\n/);
  const [, minor, code] = statusLine.exec(first) ?? [];
  if (code === undefined) throw new MalformedResponse('this is no answer in HTTP/1.1');
  const headers: Record<string, string | undefined> = Object.create(null) as Record<string, string>;
  for (const line of lines) {
    const [, name, value] = headerLine.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      throw new MalformedResponse('the answer has a header line that is none');
    }
    const key = name.toLowerCase();
    const known = headers[key];
    headers[key] = known === undefined ? value : `${known}, ${value}`;
  }
  const connection = (headers['connection'] ?? '').toLowerCase();
  const keepsOpen =
    minor === '1' ? !connection.includes('close') : connection.includes('keep-alive');
  return { status: Number(code), headers, keepsOpen };
}
