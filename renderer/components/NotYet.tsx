import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { CommandText } from './CommandText.tsx';

interface NotYetProps {
  readonly icon: Icon;
  readonly title: string;
  readonly text: string;
  /** What can be typed today instead. */
  readonly commands?: readonly { readonly command: string; readonly what: string }[];
  readonly children?: ReactNode;
}

/** A view that is empty for now: what is missing, why, and what one can do today. */
export function NotYet({ icon: Picture, title, text, commands = [], children }: NotYetProps) {
  return (
    <div className="not-yet empty">
      <Picture size={32} stroke={1.2} className="muted" aria-hidden />
      <h2>{title}</h2>
      <p>{text}</p>
      {commands.length > 0 && (
        <dl className="not-yet-commands">
          {commands.map(({ command, what }) => (
            <div key={command} className="col" style={{ gap: 4 }}>
              <dt className="small second">{what}</dt>
              <dd className="code">
                <CommandText command={command} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {children !== undefined && (
        <div className="row" style={{ marginTop: 8 }}>
          {children}
        </div>
      )}
    </div>
  );
}
