import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { fields, text, type Cdp, type CdpEvent } from './cdp.ts';
import { chromium } from './chromium.ts';
import { decodeClone, encodeClone } from './cloneCodec.ts';
import { diary } from './diary.ts';
import { invokeHandler } from './ipcMain.ts';
import { pagePrograms } from './pagePrograms.ts';
import { handlerOf, toHttp, toScheme } from './schemes.ts';
import { WebContents } from './webContents.ts';

interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly show?: boolean;
  readonly webPreferences?: {
    readonly preload?: string;
    readonly contextIsolation?: boolean;
    readonly sandbox?: boolean;
    readonly nodeIntegration?: boolean;
  };
}

/** Name of the isolated world, and of the binding through which it posts. */
const world = 'standInPreload';
const binding = 'standInPost';

const windows = new Set<BrowserWindow>();

/** A window is a page of Chromium; its preload script runs in a true isolated world. */
export class BrowserWindow extends EventEmitter<Record<string, unknown[]>> {
  readonly webContents = new WebContents((channel, args) => this.#deliver({ channel, args }));
  readonly #ready: Promise<void>;
  #visible: boolean;
  #destroyed = false;
  #cdp: Cdp | undefined;
  #sessionId = '';
  #targetId = '';
  #frameId = '';
  #isolatedContext: unknown;
  /** Where `loadURL` goes; such a navigation is the app's own and asks nobody. */
  #loading = '';

  constructor(options: WindowOptions) {
    super();
    const { contextIsolation, sandbox, nodeIntegration } = options.webPreferences ?? {};
    if (contextIsolation === false || sandbox === false || nodeIntegration === true) {
      throw new Error('the stand-in has only isolated, sandboxed pages without Node');
    }
    this.#visible = options.show !== false;
    windows.add(this);
    this.#ready = this.#open(options);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return [...windows][0] ?? null;
  }

  async loadURL(url: string): Promise<void> {
    await this.#ready;
    this.#loading = toHttp(url);
    const loaded = new Promise((resolve) => this.webContents.once('did-finish-load', resolve));
    const { errorText } = await this.#send('Page.navigate', { url: this.#loading });
    if (typeof errorText === 'string') throw new Error(`${errorText} loading '${url}'`);
    await loaded;
  }

  show(): void {
    this.#visible = true;
  }

  isVisible(): boolean {
    return this.#visible;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {
    this.show();
  }

  focus(): void {
    this.show();
  }

  close(): void {
    void this.#cdp?.send('Target.closeTarget', { targetId: this.#targetId });
  }

  async #open({ width = 800, height = 600, webPreferences }: WindowOptions): Promise<void> {
    const { cdp } = await chromium();
    this.#cdp = cdp;
    const created = await cdp.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    });
    this.#targetId = text(created.targetId);
    const attached = await cdp.send('Target.attachToTarget', {
      targetId: this.#targetId,
      flatten: true,
    });
    this.#sessionId = text(attached.sessionId);
    this.#listen(cdp);
    const { frameTree } = await this.#send('Page.getFrameTree');
    this.#frameId = text(fields(fields(frameTree).frame).id);
    await this.#send('Page.enable');
    await this.#send('Runtime.enable');
    if (webPreferences?.preload !== undefined) await this.#installPreload(webPreferences.preload);
    await this.#send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    await cdp.send('Target.setDiscoverTargets', { discover: true });
  }

  async #installPreload(preload: string): Promise<void> {
    const { main, isolated } = pagePrograms(preload);
    await this.#send('Page.addScriptToEvaluateOnNewDocument', { source: main });
    await this.#send('Runtime.addBinding', { name: binding, executionContextName: world });
    await this.#send('Page.addScriptToEvaluateOnNewDocument', {
      source: isolated,
      worldName: world,
    });
  }

  #listen(cdp: Cdp): void {
    const on = (method: string, react: (params: CdpEvent['params']) => void): void => {
      cdp.on(method, ({ params, sessionId }) => {
        if (sessionId === this.#sessionId) react(params);
      });
    };
    on('Page.loadEventFired', () => this.webContents.emit('did-finish-load'));
    on('Page.domContentEventFired', () => this.emit('ready-to-show'));
    on('Page.frameNavigated', ({ frame }) => {
      const { id, url } = fields(frame);
      if (id === this.#frameId) this.webContents.url = toScheme(text(url));
    });
    on('Runtime.executionContextCreated', ({ context }) => {
      const { id, name, auxData } = fields(context);
      if (name === world && fields(auxData).frameId === this.#frameId) this.#isolatedContext = id;
    });
    on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === binding) this.#hear(fields(decodeClone(text(payload))));
    });
    on('Fetch.requestPaused', (params) => {
      // A page that closes meanwhile takes its requests with it.
      this.#answerRequest(params).catch(() => undefined);
    });
    cdp.on('Target.targetDestroyed', ({ params }) => {
      if (params.targetId === this.#targetId) this.#closed();
    });
  }

  async #answerRequest(params: CdpEvent['params']): Promise<void> {
    const { requestId, frameId, resourceType } = params;
    const request = fields(params.request);
    const url = toScheme(text(request.url));
    const leaves = resourceType === 'Document' && frameId === this.#frameId;
    if (leaves && request.url !== this.#loading && !this.webContents.mayNavigate(url)) {
      diary.blocked.push(url);
      await this.#send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      return;
    }
    const handler = handlerOf(url);
    if (handler === undefined) {
      await this.#send('Fetch.continueRequest', { requestId });
      return;
    }
    const response = await handler(new Request(url, { method: text(request.method) }));
    await this.#send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  }

  #hear({ open, id, channel, args }: Readonly<Record<string, unknown>>): void {
    if (open === undefined) void this.#answerInvoke(id, text(channel), args);
    else if (this.webContents.mayOpen(toScheme(text(open)))) {
      throw new Error('the stand-in opens no second window');
    } else diary.blocked.push(text(open));
  }

  async #answerInvoke(id: unknown, channel: string, args: unknown): Promise<void> {
    const event = {
      sender: this.webContents,
      senderFrame: { url: this.webContents.url, parent: null },
    };
    try {
      const list: readonly unknown[] = Array.isArray(args) ? args : [];
      const value = await invokeHandler(channel, event, list);
      this.#deliver({ id, ok: true, value: structuredClone(value) });
    } catch (error) {
      this.#deliver({ id, ok: false, value: error instanceof Error ? error.message : '' });
    }
  }

  #deliver(message: unknown): void {
    const expression = `standInDeliver(${JSON.stringify(encodeClone(message))})`;
    this.#ready
      .then(() => this.#send('Runtime.evaluate', { expression, contextId: this.#isolatedContext }))
      // The page is gone or not there yet, and with it everybody who waits.
      .catch(() => undefined);
  }

  async #send(method: string, params: Record<string, unknown> = {}) {
    if (this.#cdp === undefined) throw new Error('the window is not open yet');
    return this.#cdp.send(method, params, this.#sessionId);
  }

  #closed(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    windows.delete(this);
    this.emit('closed');
    if (windows.size === 0) app.emit('window-all-closed');
  }
}
