/**
 * Units of what a spectrum's header states, by the name it has here; from the SDSS data model pages
 * of apVisit, apStar, aspcapStar, spec and mwmStar. Headers themselves say them in comments at most.
 */
const units: Readonly<Record<string, string>> = {
  ra: '°',
  dec: '°',
  glon: '°',
  glat: '°',
  exptime: 's',
  h_mag: 'mag',
  vhelio: 'km/s',
  vhelio_err: 'km/s',
  vscatter: 'km/s',
  vrad: 'km/s',
  vrad_err: 'km/s',
  bc: 'km/s',
  helio_rv: 'km/s',
  xcsao_rv: 'km/s',
  v_rad: 'km/s',
  v_rad_err: 'km/s',
  gaia_v_rad: 'km/s',
  rv_teff: 'K',
  teff: 'K',
  rv_logg: 'dex',
  logg: 'dex',
  rv_fe_h: 'dex',
  m_h: 'dex',
};

/** `°` directly after the number, other units after a space; empty for what has none. */
export function metaUnit(name: string): string {
  const unit = Object.hasOwn(units, name) ? units[name] : undefined;
  if (unit === undefined) return '';
  return unit === '°' ? unit : ` ${unit}`;
}
