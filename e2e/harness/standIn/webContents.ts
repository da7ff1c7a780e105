import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { session } from './session.ts';

type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

/** The page of a window, as the main process sees it. */
export class WebContents extends EventEmitter<Record<string, unknown[]>> {
  readonly session = session.defaultSession;
  readonly #post: (channel: string, args: unknown[]) => void;
  url = 'about:blank';
  #openHandler: OpenHandler = () => ({ action: 'allow' });

  /** @param post how an event reaches the preload script */
  constructor(post: (channel: string, args: unknown[]) => void) {
    super();
    this.#post = post;
    app.emit('web-contents-created', {}, this);
  }

  send(channel: string, ...args: unknown[]): void {
    this.#post(channel, structuredClone(args));
  }

  getURL(): string {
    return this.url;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  mayOpen(url: string): boolean {
    return this.#openHandler({ url }).action === 'allow';
  }

  /** Whether the listeners of `will-navigate` let the page go there. */
  mayNavigate(url: string): boolean {
    const event = new Event('will-navigate', { cancelable: true });
    this.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }
}
