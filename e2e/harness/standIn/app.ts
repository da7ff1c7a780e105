import { EventEmitter } from 'node:events';

/** The application object: lives as long as this process. */
class App extends EventEmitter<Record<string, unknown[]>> {
  readonly isPackaged = false;

  whenReady(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** The stand-in is always alone. */
  requestSingleInstanceLock(): boolean {
    return true;
  }

  enableSandbox(): void {
    // Chromium's own sandbox is left as the machine has it.
  }

  getVersion(): string {
    return '0.0.0';
  }

  /** Ends the process unless a listener of `will-quit` prevents it. */
  quit(): void {
    const event = new Event('will-quit', { cancelable: true });
    this.emit('will-quit', event);
    if (!event.defaultPrevented) process.exit(0);
  }
}

export const app = new App();
