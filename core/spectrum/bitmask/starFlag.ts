import type { MaskBit } from './bitmaskTable.ts';

/**
 * APOGEE_STARFLAG: a visit or a star. Sources: SDSS DR17, "APOGEE bitmasks"
 * (sdss4.org/dr17/irspec/apogee-bitmasks); for bits 18 to 25 also "Quality flags" of apogee_drp
 * (apogee-drp.readthedocs.io/en/latest/flags.html).
 */
export const starFlagBits: readonly MaskBit[] = [
  { bit: 0, name: 'BAD_PIXELS', meaning: 'More than 20 % of the pixels are bad' },
  { bit: 1, name: 'COMMISSIONING', meaning: 'Commissioning data, before MJD 55761: poor LSF' },
  { bit: 2, name: 'BRIGHT_NEIGHBOR', meaning: 'A neighbour is more than 10 times brighter' },
  { bit: 3, name: 'VERY_BRIGHT_NEIGHBOR', meaning: 'A neighbour is more than 100 times brighter' },
  { bit: 4, name: 'LOW_SNR', meaning: 'S/N below 5' },
  { bit: 9, name: 'PERSIST_HIGH', meaning: 'Over 20 % of the pixels in high persistence' },
  { bit: 10, name: 'PERSIST_MED', meaning: 'Over 20 % of the pixels in medium persistence' },
  { bit: 11, name: 'PERSIST_LOW', meaning: 'Over 20 % of the pixels in low persistence' },
  { bit: 12, name: 'PERSIST_JUMP_POS', meaning: 'Jump upwards in the blue chip' },
  { bit: 13, name: 'PERSIST_JUMP_NEG', meaning: 'Jump downwards in the blue chip' },
  {
    bit: 16,
    name: 'SUSPECT_RV_COMBINATION',
    meaning: 'Velocities from synthetic and combined template differ by some 2 km/s',
  },
  {
    bit: 17,
    name: 'SUSPECT_BROAD_LINES',
    meaning: 'Cross-correlation peak much broader than that of the template with itself',
  },
  {
    bit: 18,
    name: 'BAD_RV_COMBINATION',
    meaning: 'Velocities from synthetic and combined template differ by some 10 km/s',
  },
  { bit: 19, name: 'RV_REJECT', meaning: 'Two ways to the velocity disagree: visit left out' },
  { bit: 20, name: 'RV_SUSPECT', meaning: 'Two ways to the velocity differ: visit used' },
  { bit: 21, name: 'MULTIPLE_SUSPECT', meaning: 'Perhaps several stars, by cross-correlation' },
  { bit: 22, name: 'RV_FAIL', meaning: 'No velocity was found' },
  { bit: 23, name: 'SUSPECT_ROTATION', meaning: 'Broad cross-correlation peak: rotation?' },
  { bit: 24, name: 'MTPFLUX_LT_75', meaning: 'Fibre throughput below 75 % of its block' },
  { bit: 25, name: 'MTPFLUX_LT_50', meaning: 'Fibre throughput below 50 % of its block' },
];
