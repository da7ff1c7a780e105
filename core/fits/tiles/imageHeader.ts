import { Header } from '../header.ts';

/** Cards of the table that say nothing about the image in it. */
const TABLE_ONLY =
  /^(XTENSION|SIMPLE|BITPIX|NAXIS\d*|PCOUNT|GCOUNT|TFIELDS|THEAP|CHECKSUM|DATASUM|ZIMAGE|ZCMPTYPE|ZQUANTIZ|ZDITHER0|ZBLANK|ZSCALE|ZZERO|ZTILE\d+|ZNAME\d+|ZVAL\d+|(TTYPE|TFORM|TUNIT|TDIM|TSCAL|TZERO|TNULL|TDISP)\d+)$/;

/** Cards of the image, hidden under other names while it is compressed (standard 4.0, §10.1.2). */
const HIDDEN = new Map([
  ['ZTENSION', 'XTENSION'],
  ['ZSIMPLE', 'SIMPLE'],
  ['ZBITPIX', 'BITPIX'],
  ['ZNAXIS', 'NAXIS'],
  ['ZPCOUNT', 'PCOUNT'],
  ['ZGCOUNT', 'GCOUNT'],
  ['ZHECKSUM', 'CHECKSUM'],
  ['ZDATASUM', 'DATASUM'],
  ['ZEXTEND', 'EXTEND'],
  ['ZBLOCKED', 'BLOCKED'],
]);

/** The header that the image had before it was compressed into a table. */
export function imageHeader(table: Header): Header {
  const cards: string[] = [];
  for (let at = 0; at < table.text.length; at += 80) {
    const card = table.text.slice(at, at + 80);
    const keyword = card.slice(0, 8).trimEnd();
    const restored = HIDDEN.get(keyword) ?? (/^ZNAXIS\d+$/.test(keyword) ? keyword.slice(1) : '');
    if (restored !== '') cards.push(restored.padEnd(8) + card.slice(8));
    else if (!TABLE_ONLY.test(keyword)) cards.push(card);
  }
  const isFirst = (card: string): boolean => /^(XTENSION|SIMPLE {2})/.test(card);
  const first = cards.find(isFirst) ?? `XTENSION= 'IMAGE   '`.padEnd(80);
  return new Header([first, ...cards.filter((card) => !isFirst(card))].join(''), table.where);
}
