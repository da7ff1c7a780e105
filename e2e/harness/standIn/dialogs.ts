import { diary } from './diary.ts';

interface OpenAnswer {
  readonly canceled: boolean;
  readonly filePaths: string[];
}

const answers: string[][] = [];

/** Paths that the next open dialog returns; without any it is cancelled. */
export function answerNextDialog(paths: string[]): void {
  answers.push(paths);
}

export const dialog = {
  showOpenDialog(...args: readonly unknown[]): Promise<OpenAnswer> {
    const options = args.at(-1);
    const titled = typeof options === 'object' && options !== null && 'title' in options;
    diary.dialogs.push(titled ? String(options.title) : '');
    const filePaths = answers.shift();
    return Promise.resolve({ canceled: filePaths === undefined, filePaths: filePaths ?? [] });
  },
  showErrorBox(title: string, content: string): void {
    diary.dialogs.push(`${title}: ${content}`);
  },
};

export const shell = {
  openExternal(url: string): Promise<void> {
    diary.openedOutside.push(url);
    return Promise.resolve();
  },
};
