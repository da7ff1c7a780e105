import { resultFields } from './resultFields.ts';

/** The one number that matters, large; the others beside it, each with what it is. */
export function ResultCard({ result }: { readonly result: unknown }) {
  const [first, ...others] = resultFields(result);
  if (first === undefined) return null;
  return (
    <div className="result-card" data-testid="result">
      <div className="col">
        <span className="result-number">{first.text}</span>
        <span className="mono">{first.name}</span>
        {first.meaning !== '' && <span className="muted small">{first.meaning}</span>}
      </div>
      {others.length > 0 && (
        <dl className="result-rest">
          {others.map(({ name, text, meaning }) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt className="mono">{name}</dt>
              <dd className="num">{text}</dd>
              <dd className="muted small">{meaning}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
