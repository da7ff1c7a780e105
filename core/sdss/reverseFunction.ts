/**
 * What the value of a special function can look like in a path, to read paths backwards. It only
 * has to let every true value through: a reading counts when it expands to the same path again.
 */
export interface ReverseFunction {
  /** All values, if they are few. */
  readonly values?: readonly string[];
  /** Otherwise the form of the value: sticky where it tells its own end, else for all of it. */
  readonly form?: RegExp;
  /** The key that the value tells, and its text there. */
  readonly tells?: readonly [key: string, read: (value: string) => string];
}

const asItIs = (value: string) => value;

export const reverseFunctions: Readonly<Record<string, ReverseFunction>> = {
  platedir: {
    form: /-?\d+XX\/-?\d+|\*\/\*/y,
    tells: ['plateid', (value) => value.slice(value.indexOf('/') + 1)],
  },
  plateid6: { form: /-?\d+|\*/y, tells: ['plateid', asItIs] },
  plategrp: { form: /(?:-?\d+)?XX|\*/y },
  definitiondir: { form: /-?\d+XX|\*/y },
  healpixgrp: { form: /-?\d+|\*/y },
  cat_id_groups: { form: /\d\d\/\d\d|\*\/\*/y },
  sdss_id_groups: { form: /\d\d\/\d\d|\*\/\*/y },
  component_default: { tells: ['component', asItIs] },
  apgprefix: { values: ['ap', 'as', '*', ''] },
  apginst: { values: ['apogee-n', 'apogee-s', '*', ''] },
  configgrp: { form: /-?\d+XX|\*/y },
  configsubmodule: { form: /-?\d+XXX|\*/y },
  tilegrp: { form: /[^/]*XX/y },
  isplate: { values: ['p', ''] },
  pad_fieldid: { tells: ['fieldid', asItIs] },
  fieldgrp: {},
  sptypefolder: {
    values: [
      'epoch/spectra',
      'spectra/epoch',
      'summary/epoch',
      'summary/daily',
      'epoch',
      'daily',
      'fields',
      '',
    ],
  },
  spcoaddfolder: {},
  spcoaddgrp: {},
  spcoaddobs: { form: /^(?:_.*|\*)?$/, tells: ['obs', (value) => value.replace(/^_/, '')] },
  epochflag: { values: ['-epoch', ''] },
  mos_target_num: { form: /(?:-(?:\d+|\*))?/y, tells: ['num', targetNumber] },
  mos_target_num2: { form: /(?:-(?:\d+|\*))?/y, tells: ['num', targetNumber] },
  mos_target_num3: { form: /(?:-(?:\d+|\*))?/y, tells: ['num', targetNumber] },
  mos_target_num_underscore: { form: /(?:_(?:\d+|\*))?/y, tells: ['num', targetNumber] },
};

function targetNumber(value: string): string {
  return value === '' ? '0' : value.slice(1);
}
