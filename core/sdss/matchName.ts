import { readPath } from './readPath.ts';
import { mayFit, type ReverseTemplate } from './reverseTemplate.ts';
import { simplestParams, type TextParams } from './simplestParams.ts';
import { withWholeNumbers } from './wholeNumbers.ts';

/** What a file name tells of the parameters of a species, in each way in which it fits. */
export function matchName(reverse: ReverseTemplate, fileName: string): TextParams[] {
  if (!mayFit(reverse.name, fileName) || !hasOwnName(reverse)) return [];
  return readPath(reverse.name.segments, fileName)
    .filter((reading) => namesAgree(reverse, reading, fileName))
    .map((reading) => simplest(reverse, reading));
}

/** Whether the name alone says something: `{type}.{format}` is the name of any file. */
function hasOwnName({ name }: ReverseTemplate): boolean {
  const texts = name.segments.map((segment) => (segment.kind === 'text' ? segment.text : ''));
  return /[a-z]/i.test(texts.join(' ').replace(/\.[a-z.0-9]+$/i, ''));
}

function namesAgree(reverse: ReverseTemplate, reading: TextParams, fileName: string): boolean {
  const { template } = reverse.name;
  // Without the folders a prefix or a version of the layout cannot be checked.
  if (template.optional.length > 0 || !isWhole(reverse, reading)) return true;
  try {
    return write(reverse, reading) === fileName;
  } catch {
    return false;
  }
}

function simplest(reverse: ReverseTemplate, reading: TextParams): TextParams {
  if (!isWhole(reverse, reading)) return reading;
  return simplestParams(reverse.name.template, reading, (params) => write(reverse, params));
}

/** Whether the name tells all keys that the name needs. */
function isWhole({ name }: ReverseTemplate, reading: TextParams): boolean {
  return name.template.keys.every((key) => reading[key] !== undefined);
}

function write({ name }: ReverseTemplate, params: TextParams): string {
  return name.template.write(withWholeNumbers(name.template, params));
}
