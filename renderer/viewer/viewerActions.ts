import {
  IconArrowsMove,
  IconCopy,
  IconHome,
  IconPin,
  IconTable,
  IconZoomInArea,
} from '@tabler/icons-react';
import type { Action } from '../actions/action.ts';
import { useLibrary } from '../library/libraryStore.ts';
import { nearestIndex } from '../plot/bounds.ts';
import { bitKey } from '../plot/lanes.ts';
import { clampX, panX, zoomX, type XRange } from '../plot/viewRange.ts';
import { activeModel, copyData, copyPlot } from './copyPlot.ts';
import { openSpectrum } from './openSpectrum.ts';
import { enabledBits, stepSmoothing, switchBits, usePlotOptions } from './plotOptionsStore.ts';
import { nextView, plotOf, previousView, setView, WHOLE } from './plotViewStore.ts';
import { pinAt, useReadout } from './readoutStore.ts';
import { stepRow } from './rowSteps.ts';
import { activeTab } from './viewerStore.ts';

const noSpectrum = () => (activeTab() === undefined ? 'No spectrum is open' : undefined);

function plot(action: Omit<Action, 'group' | 'scope'> & Partial<Action>): Action {
  return { group: 'Plot: move', scope: 'plot', disabled: noSpectrum, ...action };
}

function move(gesture: string, change: (x: XRange) => XRange): void {
  const tab = activeTab();
  const model = activeModel();
  if (tab === undefined || model === undefined) return;
  const { whole, step } = model.spectrum;
  setView(tab.id, { x: clampX(change(model.x), whole, step), y: plotOf(tab.id).view.y }, gesture);
}

const zoom = (factor: number) => move('keys-zoom', (x) => zoomX(x, factor, (x.x0 + x.x1) / 2));

/** Shows the next or previous chip whole. */
function stepChip(direction: 1 | -1): void {
  const model = activeModel();
  if (model === undefined) return;
  const { payload, whole } = model.spectrum;
  const starts = [0, ...payload.breaks, payload.wavelength.length];
  const chips = starts.slice(1).map((end, index) => ({
    x0: payload.wavelength[starts[index] ?? 0] ?? whole.x0,
    x1: payload.wavelength[end - 1] ?? whole.x1,
  }));
  const centre = (model.x.x0 + model.x.x1) / 2;
  const wide = model.x.x1 - model.x.x0 > (whole.x1 - whole.x0) * 0.9;
  const current = chips.findIndex(({ x1 }) => centre <= x1);
  const from = wide ? (direction === 1 ? -1 : chips.length) : current;
  const chip = chips[Math.min(chips.length - 1, Math.max(0, from + direction))];
  if (chip !== undefined) move('chip', () => chip);
}

/** Opens the neighbour in the library at the wavelengths in view. */
function stepSpectrum(step: 1 | -1): void {
  const readable = useLibrary
    .getState()
    .entries.filter((entry) => entry.problem === undefined && entry.product !== null);
  const index = readable.findIndex(({ path }) => path === activeTab()?.path);
  const next = readable[index + step];
  if (index >= 0 && next !== undefined) openSpectrum(next.path, { keep: false, sameView: true });
}

function togglePin(): void {
  const { hover, pinned } = useReadout.getState();
  pinAt(pinned === null ? hover : null);
}

/** Moves the pinned read-out by a pixel; pins it in the middle of the view if it was not. */
function stepPixel(step: 1 | -1): void {
  const model = activeModel();
  if (model === undefined) return;
  const { wavelength } = model.spectrum.payload;
  const { hover, pinned } = useReadout.getState();
  const from = pinned ?? hover;
  const index = nearestIndex(wavelength, from ?? (model.x.x0 + model.x.x1) / 2);
  const next =
    wavelength[from === null ? index : Math.min(wavelength.length - 1, Math.max(0, index + step))];
  if (next !== undefined) pinAt(next);
}

/** Bit n (from 1) of the first mask, in the order of the inspector. */
function toggleNthBit(n: number): void {
  const mask = activeModel()?.spectrum.payload.masks[0];
  const bit = mask?.bits[n - 1];
  if (mask === undefined || bit === undefined) return;
  const key = bitKey(mask, bit.bit);
  const on = enabledBits([mask], usePlotOptions.getState().bits).has(key);
  switchBits([key], !on, `${on ? 'hide' : 'show'} ${bit.name}`);
}

const withTab = (run: (id: number) => void) => () => {
  const tab = activeTab();
  if (tab !== undefined) run(tab.id);
};

/** Everything the plot can do. */
export const viewerActions: readonly Action[] = [
  plot({
    id: 'plot.zoom-tool',
    label: 'Zoom box',
    keys: ['Z'],
    icon: IconZoomInArea,
    run: () => usePlotOptions.setState({ tool: 'zoom' }),
  }),
  plot({
    id: 'plot.pan-tool',
    label: 'Pan',
    keys: ['H'],
    icon: IconArrowsMove,
    run: () => usePlotOptions.setState({ tool: 'pan' }),
  }),
  plot({
    id: 'plot.home',
    label: 'Whole spectrum',
    keys: ['Home'],
    icon: IconHome,
    run: withTab((id) => setView(id, WHOLE, 'home')),
  }),
  plot({
    id: 'plot.previous',
    label: 'Previous view',
    keys: ['Backspace'],
    run: withTab(previousView),
  }),
  plot({ id: 'plot.next', label: 'Next view', keys: ['Shift+Backspace'], run: withTab(nextView) }),
  plot({
    id: 'plot.left',
    label: 'Pan left by a tenth',
    keys: ['ArrowLeft'],
    keyOnly: true,
    run: () => move('keys-pan', (x) => panX(x, -0.1)),
  }),
  plot({
    id: 'plot.right',
    label: 'Pan right by a tenth',
    keys: ['ArrowRight'],
    keyOnly: true,
    run: () => move('keys-pan', (x) => panX(x, 0.1)),
  }),
  plot({ id: 'plot.in', label: 'Zoom in', keys: ['+', '='], keyOnly: true, run: () => zoom(1.5) }),
  plot({ id: 'plot.out', label: 'Zoom out', keys: ['-'], keyOnly: true, run: () => zoom(1 / 1.5) }),
  plot({ id: 'plot.next-chip', label: 'Next chip', keys: ['.'], run: () => stepChip(1) }),
  plot({ id: 'plot.previous-chip', label: 'Previous chip', keys: [','], run: () => stepChip(-1) }),
  plot({ id: 'plot.next-row', label: 'Next row', keys: [']'], run: () => withRow(1) }),
  plot({ id: 'plot.previous-row', label: 'Previous row', keys: ['['], run: () => withRow(-1) }),
  plot({
    id: 'plot.next-spectrum',
    label: 'Next spectrum',
    keys: ['N'],
    run: () => stepSpectrum(1),
  }),
  plot({
    id: 'plot.previous-spectrum',
    label: 'Previous spectrum',
    keys: ['P'],
    run: () => stepSpectrum(-1),
  }),
  plot({
    id: 'plot.pin',
    label: 'Pin or unpin the read-out',
    keys: ['F'],
    icon: IconPin,
    group: 'Plot: look',
    run: togglePin,
  }),
  plot({
    id: 'plot.pixel-right',
    label: 'Read-out a pixel on',
    keys: ['Shift+ArrowRight'],
    keyOnly: true,
    group: 'Plot: look',
    run: () => stepPixel(1),
  }),
  plot({
    id: 'plot.pixel-left',
    label: 'Read-out a pixel back',
    keys: ['Shift+ArrowLeft'],
    keyOnly: true,
    group: 'Plot: look',
    run: () => stepPixel(-1),
  }),
  plot({
    id: 'plot.smoother',
    label: 'Smooth more',
    keys: ['S'],
    group: 'Plot: look',
    run: () => stepSmoothing(1),
  }),
  plot({
    id: 'plot.sharper',
    label: 'Smooth less',
    keys: ['Shift+S'],
    group: 'Plot: look',
    run: () => stepSmoothing(-1),
  }),
  plot({
    id: 'plot.y-mode',
    label: 'Robust or full y-range',
    keys: ['Y'],
    group: 'Plot: look',
    run: toggleYMode,
  }),
  plot({
    id: 'plot.table',
    label: 'Table of the data',
    keys: ['T'],
    icon: IconTable,
    group: 'Plot: look',
    run: toggleTable,
  }),
  plot({
    id: 'table.plot',
    label: 'Back to the plot',
    keys: ['T'],
    scope: 'table',
    group: 'Tasks and tables',
    keyOnly: true,
    disabled: () => (usePlotOptions.getState().table ? undefined : 'The table is not shown'),
    run: toggleTable,
  }),
  ...Array.from({ length: 9 }, (_, index): Action =>
    plot({
      id: `plot.bit-${index + 1}`,
      label: `Shade mask bit ${index + 1}`,
      keys: [`Alt+${index + 1}`],
      keyOnly: true,
      group: 'Plot: look',
      run: () => toggleNthBit(index + 1),
    }),
  ),
  plot({
    id: 'plot.copy',
    label: 'Copy plot, 2×',
    keys: ['Ctrl+C'],
    icon: IconCopy,
    group: 'Take away',
    run: () => void copyPlot(),
  }),
  plot({
    id: 'plot.copy-data',
    label: 'Copy the pixels in view as TSV',
    keys: ['Ctrl+Shift+C'],
    icon: IconCopy,
    group: 'Take away',
    run: () => void copyData(),
  }),
];

function withRow(step: 1 | -1): void {
  const tab = activeTab();
  if (tab !== undefined) stepRow(tab, step);
}

function toggleTable(): void {
  usePlotOptions.setState({ table: !usePlotOptions.getState().table });
}

function toggleYMode(): void {
  const tab = activeTab();
  const { yMode } = usePlotOptions.getState();
  usePlotOptions.setState({ yMode: yMode === 'robust' ? 'full' : 'robust' });
  if (tab !== undefined) setView(tab.id, { x: plotOf(tab.id).view.x, y: null }, 'y-mode');
}
