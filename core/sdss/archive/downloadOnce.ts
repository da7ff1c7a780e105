import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { checkSum, isListed } from './checksum.ts';
import { openResponse } from './connection.ts';
import type { DownloadRequest, DownloadResult, DownloadTools } from './download.ts';
import { ArchiveProblem, diskProblem, type ArchiveCode } from './failure.ts';
import { isHtmlName, looksLikeHtml, SNIFF_BYTES } from './htmlPage.ts';
import type { HttpResponse } from './http/httpClient.ts';
import {
  discardPart,
  PartWriter,
  partPathOf,
  readPart,
  writeValidator,
  type FileSink,
  type PartValidator,
} from './partFile.ts';
import { responseFacts, type ResponseFacts } from './responseFacts.ts';
import { WholeFile } from './wholeFile.ts';

/** A body of unknown length is cut off here: larger than any file of the archive's spectra. */
const LARGEST_UNANNOUNCED = 4 * 2 ** 30;

/** After these the bytes that came are not those of the file, and are not kept. */
const SPOILED: ReadonlySet<ArchiveCode> = new Set<ArchiveCode>([
  'archive-html-instead',
  'archive-encoded',
  'archive-length',
  'archive-checksum',
]);

/** One request for one file: the file, or a failure and perhaps a part that can be resumed. */
export async function downloadOnce(
  tools: DownloadTools,
  url: URL,
  request: DownloadRequest,
): Promise<DownloadResult> {
  const { target, signal, ifModifiedSince } = request;
  const resumable = request.size === undefined || request.size >= tools.resumeFromBytes;
  const part = resumable ? await readPart(target) : undefined;
  // The last byte is always asked for again, so that a part that is whole still gets an answer.
  const from = part === undefined ? 0 : Math.max(0, Math.min(part.bytes, part.validator.size - 1));
  const response = await openResponse(tools.connection, {
    url,
    signal,
    accept: [200, 206, 304, 416],
    headers: {
      ...(part !== undefined && from > 0
        ? { range: `bytes=${from}-`, 'if-range': part.validator.ifRange }
        : {}),
      ...(ifModifiedSince === undefined
        ? {}
        : { 'if-modified-since': ifModifiedSince.toUTCString() }),
    },
  });
  if (response.status === 304) {
    response.body.dismiss();
    return { kind: 'unchanged' };
  }
  const facts = responseFacts(response.status, response.headers);
  if (facts === undefined || response.status === 416 || !continues(facts, from, part?.validator)) {
    response.body.destroy();
    await discardPart(target);
    throw new ArchiveProblem(
      'archive-interrupted',
      'the file changed on the server while it was being fetched',
      { where: { url: url.href }, transient: true, advice: 'It is fetched again from its start' },
    );
  }
  try {
    refuseAnnounced(request, facts, url, response.headers['content-type'] ?? '');
    return await receive({ tools, request, response, facts, url, part: part?.validator });
  } catch (error) {
    response.body.destroy();
    throw diskProblem(error, target);
  }
}

interface Transfer {
  readonly tools: DownloadTools;
  readonly request: DownloadRequest;
  readonly response: HttpResponse;
  readonly facts: ResponseFacts;
  readonly url: URL;
  /** What an earlier transfer left, whether it is continued or not. */
  readonly part: PartValidator | undefined;
}

/** Whether the answer is a whole file or goes on exactly where the part ends, in the same file. */
function continues(
  facts: ResponseFacts,
  from: number,
  validator: { readonly ifRange: string; readonly size: number } | undefined,
): boolean {
  if (facts.start === 0) return true;
  return (
    validator !== undefined &&
    facts.start === from &&
    facts.size === validator.size &&
    (facts.ifRange === undefined || facts.ifRange === validator.ifRange)
  );
}

/** Refuses by the headers alone what cannot become the file. */
function refuseAnnounced(
  request: DownloadRequest,
  facts: ResponseFacts,
  url: URL,
  contentType: string,
): void {
  const where = { url: url.href };
  // Apache labels stored .gz files as encoded; those bytes are the file. Anything else would have
  // to be decoded, which no file of the archive needs.
  if (facts.encoding !== undefined && !/\.gz$/i.test(request.target)) {
    throw new ArchiveProblem(
      'archive-encoded',
      `the server compressed the file on the way (${facts.encoding}), which was not asked for`,
      { where, advice: 'A proxy may be interfering' },
    );
  }
  if (facts.size !== undefined) {
    if (request.size !== undefined && facts.size !== request.size) {
      if (/^text\/html\b/i.test(contentType) && !isHtmlName(request.target)) throw htmlProblem(url);
      throw lengthProblem(url, `the archive lists ${request.size} bytes, it sends ${facts.size}`);
    }
  } else if (!facts.chunked && request.size === undefined) {
    throw lengthProblem(url, 'the server does not say how long the file is');
  }
}

async function receive(transfer: Transfer): Promise<DownloadResult> {
  const { tools, request, facts, url } = transfer;
  const { target, sums } = request;
  const listed = sums !== undefined && isListed(sums, basename(target));
  const hash = listed ? await hashOfPart(target, facts.start) : undefined;
  const validator = facts.start > 0 ? transfer.part : validatorFor(facts, tools.resumeFromBytes);
  if (validator === undefined && transfer.part !== undefined) await discardPart(target);
  const buffer = tools.buffers.borrow();
  try {
    const writer = await sinkFor(transfer, buffer, validator);
    try {
      // Only now, when no byte of an older state is left in the part.
      if (validator !== undefined && facts.start === 0) await writeValidator(target, validator);
      const bytes = await receiveBody(transfer, writer, hash);
      const checksum = checksumOf(request, hash, url);
      await writer.finish(bytes, facts.modified);
      return {
        kind: 'fetched',
        url: url.href,
        bytes,
        resumedFrom: facts.start,
        checksum,
        ...(facts.modified === undefined ? {} : { modified: facts.modified }),
      };
    } catch (error) {
      // The first failure is the one to report; closing may fail for the same reason (full disk).
      await writer.close().catch(() => undefined);
      const spoiled = error instanceof ArchiveProblem && SPOILED.has(error.code);
      if (spoiled || validator === undefined) await discardPart(target);
      throw error;
    }
  } finally {
    tools.buffers.giveBack(buffer);
  }
}

/** In memory if it fits and need not be resumed, else under its temporary name as it comes. */
function sinkFor(
  { tools, request: { target }, facts }: Transfer,
  buffer: Buffer,
  validator: PartValidator | undefined,
): FileSink | Promise<FileSink> {
  const fits = facts.start === 0 && facts.size !== undefined && facts.size <= buffer.length;
  if (fits && validator === undefined) return new WholeFile(target, buffer, tools.pace);
  return PartWriter.open(target, facts.start, buffer, validator !== undefined);
}

/** What a part needs to be resumed later; undefined if it cannot or is not worth it. */
function validatorFor(facts: ResponseFacts, resumeFromBytes: number): PartValidator | undefined {
  const { size, ifRange } = facts;
  if (size === undefined || ifRange === undefined || size < resumeFromBytes) return undefined;
  return { schema: 1, ifRange, size };
}

async function receiveBody(
  { tools, request, response, facts, url }: Transfer,
  writer: FileSink,
  hash: Hash | undefined,
): Promise<number> {
  const { signal, size } = request;
  const most = facts.size ?? size ?? LARGEST_UNANNOUNCED;
  let here = facts.start;
  let start: Buffer | undefined =
    here === 0 && !isHtmlName(request.target) ? Buffer.alloc(0) : undefined;
  request.onBytes?.(here, 0);
  await response.body.pump((chunk) => {
    if (start !== undefined) {
      start = Buffer.concat([start, chunk.subarray(0, SNIFF_BYTES)]);
      if (looksLikeHtml(start)) throw htmlProblem(url);
      if (start.length >= SNIFF_BYTES) start = undefined;
    }
    here += chunk.length;
    if (here > most) throw lengthProblem(url, `more than ${most} bytes came`);
    hash?.update(chunk);
    const written = writer.write(chunk);
    request.onBytes?.(here, chunk.length);
    const pause = tools.bandwidth.take(chunk.length, signal);
    if (written === undefined) return pause;
    return pause === undefined ? written : Promise.all([written, pause]).then(() => undefined);
  });
  const whole = facts.size ?? size;
  if (whole !== undefined && here !== whole) {
    throw lengthProblem(url, `${here} bytes came of ${whole}`);
  }
  return here;
}

async function hashOfPart(target: string, bytes: number): Promise<Hash> {
  const hash = createHash('sha1');
  if (bytes === 0) return hash;
  for await (const chunk of createReadStream(partPathOf(target), { end: bytes - 1 })) {
    hash.update(chunk as Buffer);
  }
  return hash;
}

function checksumOf(
  { sums, target }: DownloadRequest,
  hash: Hash | undefined,
  url: URL,
): 'verified' | 'unlisted' {
  if (sums === undefined || hash === undefined) return 'unlisted';
  const state = checkSum(sums, basename(target), hash.digest('hex'));
  if (state !== 'mismatch') return state;
  throw new ArchiveProblem(
    'archive-checksum',
    "the file does not have the SHA-1 sum that the archive's list gives",
    {
      where: { url: url.href },
      advice:
        'It was not kept. If the list is known to be wrong, turn checksums off in the settings',
    },
  );
}

function lengthProblem(url: URL, message: string): ArchiveProblem {
  return new ArchiveProblem('archive-length', message, {
    where: { url: url.href },
    transient: true,
    advice: 'It was not kept. Try again later',
  });
}

function htmlProblem(url: URL): ArchiveProblem {
  return new ArchiveProblem('archive-html-instead', 'a web page came instead of the file', {
    where: { url: url.href },
    transient: true,
    advice: 'The archive may be under maintenance, or the network wants you to log in first',
  });
}
