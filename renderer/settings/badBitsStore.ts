import { create } from 'zustand';
import type { MaskSetting } from '../../core/api/settings.ts';
import { astra } from '../client/current.ts';
import { reportProblem } from '../components/noticeStore.ts';
import { forgetAllSpectra } from '../viewer/spectrumStore.ts';

/** The masks with their bad bits, as the workspace has them; null until they are known. */
export const useBadBits = create<{ readonly masks: readonly MaskSetting[] | null }>(() => ({
  masks: null,
}));

export async function loadBadBits(): Promise<void> {
  try {
    useBadBits.setState({ masks: await astra().call('settings.badBits', {}) });
  } catch (error) {
    reportProblem(error);
  }
}

/** Requests one after the other, so that the last choice is what is kept. */
let turn: Promise<unknown> = Promise.resolve();

/** Which bits of a mask count as bad from now on, in the plot and in new tasks. Shown at once. */
export async function chooseBadBits(mask: string, bits: readonly number[]): Promise<void> {
  const { masks } = useBadBits.getState();
  useBadBits.setState({
    masks: masks?.map((each) => (each.name === mask ? withBad(each, bits) : each)) ?? null,
  });
  const set = turn.then(() => astra().call('settings.setBadBits', { mask, bits: [...bits] }));
  turn = set.catch(() => undefined); // told below
  try {
    await set;
    forgetAllSpectra();
  } catch (error) {
    reportProblem(error);
    await loadBadBits();
  }
}

function withBad(mask: MaskSetting, bad: readonly number[]): MaskSetting {
  return { ...mask, bits: mask.bits.map((each) => ({ ...each, bad: bad.includes(each.bit) })) };
}

/** The bits of a mask that are bad after one was switched. */
export function switched({ bits }: MaskSetting, bit: number): number[] {
  return bits.filter((each) => (each.bit === bit ? !each.bad : each.bad)).map((each) => each.bit);
}

/** The bits that the survey's documentation calls bad. */
export function documentedBits({ bits }: MaskSetting): number[] {
  return bits.filter(({ documented }) => documented).map(({ bit }) => bit);
}

export function isDocumented({ bits }: MaskSetting): boolean {
  return bits.every(({ bad, documented }) => bad === documented);
}
