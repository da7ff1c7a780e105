import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Mask, SpectrumPayload } from '../../core/api/spectrum.ts';
import { IconButton } from '../components/IconButton.tsx';
import { plural } from '../format/number.ts';
import { bitKey } from '../plot/lanes.ts';
import { countBits } from '../plot/maskGroups.ts';
import { BitRow } from './BitRow.tsx';
import { enabledBits, switchBits, usePlotOptions } from './plotOptionsStore.ts';

/** Every bit of every mask, with its hatch, its count, and a switch for the shading of the plot. */
export function MaskBits({ payload }: { readonly payload: SpectrumPayload }) {
  const bits = usePlotOptions((options) => options.bits);
  const enabled = useMemo(() => enabledBits(payload.masks, bits), [payload, bits]);
  if (payload.masks.length === 0) {
    return (
      <section className="section" aria-label="Mask bits">
        <header>
          <h3>Mask bits</h3>
        </header>
        <p className="muted small">This spectrum has no mask.</p>
      </section>
    );
  }
  return payload.masks.map((mask) => <MaskSection key={mask.name} mask={mask} enabled={enabled} />);
}

function MaskSection({
  mask,
  enabled,
}: {
  readonly mask: Mask;
  readonly enabled: ReadonlySet<string>;
}) {
  const counts = useMemo(() => countBits(mask), [mask]);
  const rows = mask.bits.map((bit, index) => ({ bit, count: counts[index] ?? 0 }));
  const present = rows.filter(({ count }) => count > 0);
  const absent = rows.filter(({ count }) => count === 0);
  const keys = mask.bits.map(({ bit }) => bitKey(mask, bit));
  const badKeys = mask.bits.filter(({ bad }) => bad).map(({ bit }) => bitKey(mask, bit));
  return (
    <section className="section" aria-label={`Mask bits: ${mask.title}`}>
      <header>
        <h3>Mask bits</h3>
        <span className="muted small clip" title={mask.title}>
          {shortTitle(mask)}
        </span>
        <span className="push">
          <Menu position="bottom-end">
            <Menu.Target>
              <span>
                <IconButton
                  small
                  icon={IconDots}
                  label="Show several bits"
                  onClick={() => undefined}
                />
              </span>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => switchBits(keys, true, `show all ${mask.title} bits`)}>
                Show all
              </Menu.Item>
              <Menu.Item onClick={() => switchBits(keys, false, `hide all ${mask.title} bits`)}>
                Show none
              </Menu.Item>
              <Menu.Item
                onClick={() => {
                  const only = new Set(badKeys);
                  switchBits(
                    keys.filter((key) => !only.has(key)),
                    false,
                    'show the bad set only',
                  );
                  switchBits(badKeys, true, 'show the bad set only');
                }}
              >
                Show the bad set only
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </span>
      </header>
      {present.map(({ bit, count }) => {
        const key = bitKey(mask, bit.bit);
        const on = enabled.has(key);
        return (
          <BitRow
            key={key}
            bit={bit}
            count={count}
            on={on}
            onSwitch={() => switchBits([key], !on, `${on ? 'hide' : 'show'} ${bit.name}`)}
          />
        );
      })}
      {present.length === 0 && <p className="muted small">No pixel has a bit set.</p>}
      {absent.length > 0 && (
        <details className="muted small absent-bits" open={absent.length <= FEW}>
          <summary>{plural(absent.length, 'bit')} set nowhere</summary>
          <span className="mono">{absent.map(({ bit }) => bit.name).join(', ')}</span>
        </details>
      )}
    </section>
  );
}

/** More names than this are folded. */
const FEW = 6;

/** What sets the masks of one spectrum apart; the full title is the hint. */
function shortTitle({ name, title }: Mask): string {
  switch (name) {
    case 'and_mask':
      return 'AND: in every exposure';
    case 'or_mask':
      return 'OR: in any exposure';
    case 'bitmask':
      return title.split(',')[0] ?? title;
  }
}
