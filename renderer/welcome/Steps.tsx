import { OpenSampleButton } from './Welcome.tsx';

const steps = [
  {
    title: 'Look at a spectrum',
    text: 'Open the sample apVisit: zoom, read out, switch mask bits on and off.',
  },
  {
    title: 'Run a task',
    text: 'Estimate the signal-to-noise of a spectrum, and see why each task runs.',
  },
  {
    title: 'Bring your own files',
    text: 'Drop FITS files on the window; they are recognised by what is in them.',
  },
] as const;

/** What to try first, in order. */
export function Steps() {
  return (
    <section aria-label="First three steps">
      <h2>First three steps</h2>
      <ol>
        {steps.map(({ title, text }, index) => (
          <li key={title} className="step">
            <span className="step-number" aria-hidden="true">
              {index + 1}
            </span>
            <span className="col grow">
              <strong>{title}</strong>
              <span className="small second">{text}</span>
            </span>
            {index === 0 && <OpenSampleButton />}
          </li>
        ))}
      </ol>
    </section>
  );
}
