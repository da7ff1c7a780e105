import { statedShifts, toFrame, type FrameShifts } from '../../spectrum/operations/frames.ts';
import type { Frame, Spectrum } from '../../spectrum/spectrum.ts';
import { optional } from '../../task/parameter.ts';
import { float } from '../../task/parameters/number.ts';
import { choice } from '../../task/parameters/text.ts';

/** In which frame a task works. By default as the file has it: never shift unasked. */
export const frameParameter = choice(['source', 'topocentric', 'barycentric', 'rest'], {
  help: 'Frame of the wavelengths; source: as in the file. Shifts use the velocities that the file states',
  default: 'source',
});

export const velocityParameter = optional(
  float({
    help: 'Velocity of the source in the frame of the file, used for the shift instead of the one that the file states',
    unit: 'km/s',
    min: -299_792,
    max: 299_792,
  }),
);

/**
 * A spectrum in another frame, by the velocities that its file states or by a given one. Throws
 * `frame-velocity-missing`.
 */
export function inFrame(
  spectrum: Spectrum,
  frame: 'source' | Frame,
  velocity: number | null = null,
): Spectrum {
  if (frame === 'source' || frame === spectrum.frame) return spectrum;
  return toFrame(spectrum, frame, shiftsOf(spectrum, velocity));
}

function shiftsOf(spectrum: Spectrum, velocity: number | null): FrameShifts {
  const stated = statedShifts(spectrum);
  if (velocity === null) return stated;
  const { bc } = stated;
  return { vrad: velocity, vhelio: velocity, ...(bc === undefined ? {} : { bc }) };
}
