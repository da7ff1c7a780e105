import { MaskBits } from './MaskBits.tsx';
import { ReadoutPanel } from './ReadoutPanel.tsx';
import { useActiveSpectrum } from './useActiveSpectrum.ts';

/** Read-out and mask bits of the spectrum that is shown. */
export function ViewerInspector() {
  const active = useActiveSpectrum();
  if (active?.payload === undefined) {
    return (
      <div className="empty small" style={{ flex: 1, padding: 16 }}>
        The read-out and the mask bits of a spectrum appear here.
      </div>
    );
  }
  return (
    <div className="scroll">
      <ReadoutPanel payload={active.payload} />
      <MaskBits payload={active.payload} />
    </div>
  );
}
