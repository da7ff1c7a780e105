import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { Problem } from '../../core/problem/problem.ts';
import { defaultArchiveSettings, type ArchiveSettings } from '../../core/sdss/archive/settings.ts';
import { proxiesOf, type ProxySettings } from '../../core/sdss/archive/http/proxy.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';

const origin = z.url({ protocol: /^https?$/ });

/** The `archive` part of `astra.json`; what is not given has the default. */
const archiveSchema = z.looseObject({
  publicHost: origin.optional(),
  proprietaryHost: origin.optional(),
  mirrors: z.array(origin).optional(),
  rsyncHost: z.url({ protocol: /^rsync$/ }).optional(),
  transport: z.enum(['https', 'rsync']).optional(),
  connections: z.int().min(1).max(64).optional(),
  bytesPerSecond: z.int().min(1024).optional(),
  checksums: z.boolean().optional(),
  idleTimeoutMs: z.int().min(100).optional(),
  attempts: z.int().min(1).max(100).optional(),
  /** A PEM file of certificate authorities, for a private archive. */
  caFile: z.string().optional(),
});

/** What a thread needs to reach the archive; plain data. */
export interface ArchivePlace {
  readonly roots: readonly [string, ...string[]];
  readonly settings: ArchiveSettings;
  readonly home: string;
  readonly ca?: readonly string[];
  readonly proxies: ProxySettings;
}

/** @throws Problem `settings-invalid`, naming the key */
export function archivePlace(
  workspace: Workspace,
  home: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ArchivePlace {
  const { layout, settings, sasRoots, mirror } = workspace;
  const parsed = archiveSchema.safeParse(settings.archive ?? {});
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Problem('settings-invalid', issue?.message ?? 'the archive settings are malformed', {
      where: { file: layout.settings, parameter: `archive.${issue?.path.join('.') ?? ''}` },
      advice: 'Correct this key in astra.json',
    });
  }
  const { caFile, ...given } = parsed.data;
  const chosen = Object.entries(given).filter(
    ([name, value]) => name in defaultArchiveSettings && value !== undefined,
  );
  const others = sasRoots.filter((root) => root !== mirror);
  return {
    roots: [mirror, ...others],
    settings: { ...defaultArchiveSettings, ...Object.fromEntries(chosen) },
    home,
    proxies: proxiesOf(environment),
    ...(caFile === undefined ? {} : { ca: [readCertificates(resolve(layout.root, caFile))] }),
  };
}

function readCertificates(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Problem('settings-invalid', 'the file of certificate authorities cannot be read', {
      where: { file: path, parameter: 'archive.caFile' },
      cause: error,
    });
  }
}
