import { useFamilies } from './familyStore.ts';
import { resultFields } from './resultFields.ts';

interface ResultCardProps {
  /** Of which family the result is. */
  readonly family: string;
  readonly result: unknown;
}

/** The one number that matters, large; the others beside it, each with what it is. */
export function ResultCard({ family, result }: ResultCardProps) {
  const described = useFamilies(
    ({ families }) => families.find((one) => one.family === family)?.results,
  );
  const [first, ...others] = resultFields(result, described);
  if (first === undefined) return null;
  return (
    <div className="result-card" data-testid="result">
      <div className="col">
        <span className="result-number">{first.text}</span>
        <span className="mono">
          {first.name}
          {first.unit !== '' && ` (${first.unit})`}
        </span>
        {first.meaning !== '' && <span className="muted small">{first.meaning}</span>}
      </div>
      {others.length > 0 && (
        <dl className="result-rest">
          {others.map(({ name, text, unit, meaning }) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt className="mono">{name}</dt>
              <dd className="num">
                {text} <span className="muted">{unit}</span>
              </dd>
              <dd className="muted small">{meaning}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
