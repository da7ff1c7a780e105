import type { CurveChoice, NoiseKind } from './curveChoice.ts';

type Labelled<Value> = { readonly value: Value; readonly label: string }[];

export const noiseKinds: Labelled<NoiseKind> = [
  { value: 'error', label: 'Standard error σ' },
  { value: 'ivar', label: 'Inverse variance 1/σ²' },
  { value: 'none', label: 'None' },
];
export const media: Labelled<CurveChoice['medium']> = [
  { value: 'vacuum', label: 'Vacuum' },
  { value: 'air', label: 'Air' },
];
export const frames: Labelled<CurveChoice['frame']> = [
  { value: 'topocentric', label: 'Topocentric' },
  { value: 'barycentric', label: 'Barycentric' },
  { value: 'rest', label: 'Rest' },
];
