import { badValue } from './paramValue.ts';

// Separators, what sdss_access would expand again ($ @ { }), control characters, hidden or parent
// folders. A value is a part of one name; nothing in it may reach another folder.
// eslint-disable-next-line no-control-regex
const forbidden = /[/\\$@{}\u0000-\u001f\u007f]|^\./;

/** The text itself if it may stand in a path; throws `bad-value` otherwise. */
export function safeText(key: string, text: string): string {
  if (forbidden.test(text)) {
    throw badValue(
      key,
      text,
      'a value may not begin with a dot nor hold / \\ $ @ { } or control characters',
    );
  }
  return text;
}
