import { useSpectra } from '../viewer/spectrumStore.ts';

/** The bad set of each mask that is in memory, as the engine states it. */
export function BadSets() {
  const loaded = useSpectra((state) => state.loaded);
  const sets = new Map<string, string[]>();
  for (const state of loaded.values()) {
    if (state.kind !== 'ready') continue;
    for (const mask of state.payload.masks) {
      const bad = mask.bits.filter((bit) => bit.bad).map((bit) => bit.name);
      if (bad.length > 0) sets.set(mask.title, bad);
    }
  }
  if (sets.size === 0) return <span className="muted">Open a spectrum to see its bad set.</span>;
  return [...sets].map(([title, names]) => (
    <div key={title} style={{ marginBottom: 8 }}>
      <div className="small second">{title}</div>
      <div className="bit-chips" style={{ minHeight: 0 }}>
        {names.map((name) => (
          <span key={name} className="chip stale mono">
            {name}
          </span>
        ))}
      </div>
    </div>
  ));
}
