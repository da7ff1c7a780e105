import type { ProblemData } from '../problem/problem.ts';
import type { MethodInput, MethodName, MethodOutput } from './contract.ts';
import type { ApiEvent } from './events.ts';

/** How a face talks to whatever host it is in. Rejections are `Problem`s. */
export interface AstraClient {
  call<M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: ApiEvent) => void): () => void;
  /** Electron only: the path of a file dropped on the window. */
  pathOfFile?(file: unknown): string;
}

/** What the Electron preload exposes as `window.astra`; plain data and functions only. */
export interface PreloadBridge {
  call(method: string, input: unknown): Promise<BridgeReply>;
  subscribe(listener: (event: unknown) => void): () => void;
  pathOfFile(file: unknown): string;
}

/** A reply carries a problem as data: Error objects lose their fields on the way. */
export type BridgeReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: ProblemData };
