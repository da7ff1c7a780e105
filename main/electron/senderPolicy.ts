import { appOrigin } from './appOrigin.ts';

/** The frame an IPC message comes from. */
export interface SenderFrame {
  readonly url: string;
  /** Null for the top frame. */
  readonly parent: unknown;
}

/** Only the page of the app itself, in its top frame, may call the engine. */
export function isTrustedSender(frame: SenderFrame | null): boolean {
  if (frame?.parent !== null || !URL.canParse(frame.url)) return false;
  const { protocol, host } = new URL(frame.url);
  return `${protocol}//${host}` === appOrigin;
}
