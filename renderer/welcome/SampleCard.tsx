import { OpenSampleButton } from './Welcome.tsx';

/** The bundled synthetic spectra: the way in without a network. */
export function SampleCard() {
  return (
    <section aria-label="Sample workspace">
      <h2>Sample workspace</h2>
      <div className="card sample-card">
        <svg viewBox="0 0 252 70" preserveAspectRatio="none" aria-hidden="true">
          <path
            d="M8 14l6 3 5-5 4 7 6-3 5 8 3 24 4-25 7 4 6-3 5 5 6-2 8 3M84 27l7-2 6 5 5-3 6 4 4 12 4-11 7 2 6-4 6 3 8 2 4 9 5-8 8 2M176 34l6-2 7 5 5-2 6 3 3 16 4-15 7 2 8 3 6-3 8 2 8 1"
            fill="none"
            stroke="var(--data-ink)"
            strokeWidth="1.1"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <div className="row" style={{ padding: '8px 12px 10px', alignItems: 'flex-start' }}>
          <div className="col grow">
            <strong>Bundled spectra</strong>
            <span className="small second">
              Synthetic, and marked so in their headers. They open without a network.
            </span>
          </div>
          <OpenSampleButton filled />
        </div>
      </div>
    </section>
  );
}
