import { Button, Checkbox } from '@mantine/core';
import { useEffect } from 'react';
import type { MaskSetting } from '../../core/api/settings.ts';
import {
  chooseBadBits,
  documentedBits,
  isDocumented,
  loadBadBits,
  switched,
  useBadBits,
} from './badBitsStore.ts';

/** Every bit of every mask, with a box for whether it makes a pixel bad. */
export function BadSets() {
  const masks = useBadBits((state) => state.masks);
  useEffect(() => {
    void loadBadBits();
  }, []);
  if (masks === null) return <span className="muted">—</span>;
  return masks.map((mask) => <MaskBits key={mask.name} mask={mask} />);
}

function MaskBits({ mask }: { readonly mask: MaskSetting }) {
  const { name, title, bits } = mask;
  const asDocumented = isDocumented(mask);
  return (
    <fieldset className="bad-bits" aria-label={`Bad bits: ${title}`}>
      <div className="row">
        <span className="small strong">{title}</span>
        <span className="small muted">{asDocumented ? 'as documented' : 'your choice'}</span>
        {!asDocumented && (
          <Button
            size="sm"
            className="push"
            onClick={() => void chooseBadBits(name, documentedBits(mask))}
          >
            As documented
          </Button>
        )}
      </div>
      <div className="bad-bits-grid">
        {bits.map(({ bit, name: word, meaning, bad }) => (
          <Checkbox
            key={bit}
            size="sm"
            checked={bad}
            label={<span className="mono small">{word}</span>}
            title={`Bit ${bit}: ${meaning}`}
            aria-label={`${word}, bit ${bit}: ${meaning}`}
            onChange={() => void chooseBadBits(name, switched(mask, bit))}
          />
        ))}
      </div>
    </fieldset>
  );
}
