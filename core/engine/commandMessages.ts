import type { CommandRequest } from '../task/service.ts';

/** What the engine tells its helper process, and what that answers. */
export type ToHelper =
  | { readonly type: 'start'; readonly call: number; readonly command: CommandRequest }
  | { readonly type: 'kill'; readonly call: number };

export type FromHelper =
  | {
      readonly type: 'line';
      readonly call: number;
      readonly stream: 'out' | 'error';
      readonly text: string;
    }
  | {
      readonly type: 'ended';
      readonly call: number;
      readonly code: number | null;
      readonly signal: string | null;
    }
  | {
      readonly type: 'unstarted';
      readonly call: number;
      readonly code: string;
      readonly message: string;
    };
