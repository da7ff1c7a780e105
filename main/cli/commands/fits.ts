import {
  dataDocument,
  describeFits,
  describeHeader,
  headerText,
  verifyFits,
} from '../../../core/fits/document.ts';
import { openFits } from '../../../core/fits/fitsFile.ts';
import { Problem } from '../../../core/problem/problem.ts';
import { exitCode } from '../exitCode.ts';
import { jsonLine } from '../jsonLine.ts';
import { alignColumns, type Terminal } from '../terminal.ts';
import { existingFile } from './spectrum.ts';

export interface FitsOptions {
  readonly json?: boolean;
  readonly header?: number;
  readonly hdu?: number;
  readonly column?: string;
  readonly verify?: boolean;
}

/** `astra fits FILE`: what is inside, a header, the data of an HDU or column, or its checksums. */
export function fitsCommand(terminal: Terminal, path: string, options: FitsOptions): void {
  requireOneQuestion(options);
  using file = openFits(existingFile(terminal, path));
  const print = (document: object) => terminal.out(jsonLine(document));
  if (options.verify === true) {
    const report = verifyFits(file);
    if (options.json === true) print(report);
    else {
      terminal.out(
        alignColumns(
          report.hdus.map(({ index, checksum, datasum }) => [
            `HDU ${index}`,
            `CHECKSUM ${checksum}`,
            `DATASUM ${datasum}`,
          ]),
        ),
      );
    }
    if (!report.ok) terminal.exit(exitCode.failed);
  } else if (options.header !== undefined) {
    if (options.json === true) print(describeHeader(file, options.header));
    else terminal.out(`${headerText(file, options.header)}\n`);
  } else if (options.hdu !== undefined) {
    print(dataDocument(file, options.hdu, options.column));
  } else {
    const document = describeFits(file);
    if (options.json === true) print(document);
    else {
      terminal.out(
        alignColumns(
          document.hdus.map(({ index, name, kind, type, shape, columns }) => [
            String(index),
            name === '' ? '—' : name,
            kind,
            type ?? '',
            shape === undefined ? '' : shape.join(' × '),
            columns === undefined ? '' : `${columns.length} columns`,
          ]),
        ),
      );
    }
  }
}

/** Which data to print is one question; an answer to another would be taken for it. */
function requireOneQuestion({ header, hdu, column, verify }: FitsOptions): void {
  const asked = [
    ...(header === undefined ? [] : ['--header']),
    ...(hdu === undefined ? [] : ['--hdu']),
    ...(verify === true ? ['--verify'] : []),
  ];
  if (asked.length > 1) {
    throw new Problem('bad-parameter', `${asked.join(' and ')} cannot be asked for together`, {
      advice: 'Ask for one of them',
    });
  }
  if (column !== undefined && hdu === undefined) {
    throw new Problem('bad-parameter', `the HDU of the column ${column} is not named`, {
      where: { parameter: '--column' },
      advice: 'Name it with --hdu; without options the command lists what there is',
    });
  }
}
