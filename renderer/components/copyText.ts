import { reportProblem } from './noticeStore.ts';
import { showToast } from './toastStore.ts';

/** Puts text on the clipboard and says so; a browser that refuses is reported, not ignored. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ text: done });
  } catch {
    reportProblem(new Error('the browser refused to write to the clipboard'));
  }
}
