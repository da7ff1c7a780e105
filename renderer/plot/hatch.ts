import type { MaskGroup } from './maskGroups.ts';
import type { PlotColors } from './plotColors.ts';

export type HatchName = MaskGroup | 'gap';
export type Hatches = Readonly<Record<HatchName, CanvasPattern | string>>;

type Stroke = (context: CanvasRenderingContext2D, size: number) => void;

interface HatchShape {
  readonly size: number;
  readonly draw: Stroke;
}

/** Lines in several copies so that the tile repeats without a seam. */
function lines(
  width: number,
  ends: (size: number) => readonly (readonly [number, number, number, number])[],
): Stroke {
  return (context, size) => {
    context.lineWidth = width;
    for (const [x0, y0, x1, y1] of ends(size)) {
      context.beginPath();
      context.moveTo(x0, y0);
      context.lineTo(x1, y1);
      context.stroke();
    }
  };
}

const rising = (s: number) =>
  [
    [-1, s + 1, s + 1, -1],
    [-s - 1, s + 1, 1, -1],
    [s - 1, s + 1, 2 * s + 1, -1],
  ] as const;

const falling = (s: number) =>
  [
    [-1, -1, s + 1, s + 1],
    [-s - 1, -1, 1, s + 1],
    [s - 1, -1, 2 * s + 1, s + 1],
  ] as const;

/** One hatch a meaning, told apart by shape before colour. */
const shapes: Record<HatchName, HatchShape> = {
  bad: { size: 6, draw: lines(1, (s) => [...rising(s), ...falling(s)]) },
  sky: { size: 6, draw: lines(1.7, rising) },
  telluric: { size: 6, draw: lines(1.7, falling) },
  persist: { size: 4, draw: lines(1.6, (s) => [[0, 1, s, 1]]) },
  ghost: {
    size: 5,
    draw: (context) => {
      context.beginPath();
      context.arc(2.5, 2.5, 1.2, 0, 2 * Math.PI);
      context.fill();
    },
  },
  other: {
    size: 8,
    draw: lines(1.4, (s) => [
      [0, s / 2, s, s / 2],
      [s / 2, 0, s / 2, s],
    ]),
  },
  gap: { size: 8, draw: lines(0.7, rising) },
};

/** A repeating tile at the resolution of the screen. */
export function hatchTile(name: HatchName, color: string, ratio: number): HTMLCanvasElement {
  const { size, draw } = shapes[name];
  const tile = document.createElement('canvas');
  tile.width = size * ratio;
  tile.height = size * ratio;
  const context = tile.getContext('2d');
  if (context === null) return tile;
  context.scale(ratio, ratio);
  context.strokeStyle = color;
  context.fillStyle = color;
  draw(context, size);
  return tile;
}

/** All hatches as fill styles of one canvas, whose device pixel ratio is `ratio`. */
export function makeHatches(
  context: CanvasRenderingContext2D,
  colors: PlotColors,
  ratio: number,
): Hatches {
  const make = (name: HatchName, color: string): CanvasPattern | string => {
    const pattern = context.createPattern(hatchTile(name, color, Math.ceil(ratio)), 'repeat');
    pattern?.setTransform(new DOMMatrix().scale(1 / Math.ceil(ratio)));
    return pattern ?? color;
  };
  const { groups } = colors;
  return {
    bad: make('bad', groups.bad),
    sky: make('sky', groups.sky),
    telluric: make('telluric', groups.telluric),
    persist: make('persist', groups.persist),
    ghost: make('ghost', groups.ghost),
    other: make('other', groups.other),
    gap: make('gap', colors.gap),
  };
}
