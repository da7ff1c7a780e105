import { Button, TextInput } from '@mantine/core';
import {
  IconAlertTriangle,
  IconFolder,
  IconFolderOpen,
  IconFolderPlus,
  IconSearch,
} from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemCard } from '../components/ProblemCard.tsx';
import { formatWhen } from '../format/time.ts';
import { openDialog } from '../frame/viewStore.ts';
import { askForWorkspace } from '../workspace/askStore.ts';
import { openWorkspace, useWorkspace } from '../workspace/workspaceStore.ts';
import { SampleCard } from './SampleCard.tsx';
import { Steps } from './Steps.tsx';

/** No workspace is open: what the app is, and the ways in. */
export function Welcome() {
  const problem = useWorkspace((state) => state.problem);
  return (
    <div className="scroll">
      <div className="welcome">
        <h1>Astra Desktop</h1>
        <p className="second">
          Process, inspect and tidy SDSS spectra on your own machine. No account and no network
          needed to start.
        </p>
        {problem !== null && (
          <div style={{ marginTop: 16 }}>
            <ProblemCard problem={problem} />
          </div>
        )}
        <div className="welcome-columns">
          <div className="col" style={{ gap: 32 }}>
            <section aria-label="Start">
              <h2>Start</h2>
              <button
                type="button"
                className="start-item"
                onClick={() => askForWorkspace('create')}
              >
                <IconFolderPlus size={16} stroke={1.6} aria-hidden />
                New workspace
              </button>
              <button type="button" className="start-item" onClick={() => askForWorkspace('open')}>
                <IconFolderOpen size={16} stroke={1.6} aria-hidden />
                Open workspace
              </button>
            </section>
            <SampleCard />
            <section aria-label="Help">
              <h2>Help</h2>
              <button type="button" className="link" onClick={() => openDialog('keys')}>
                Keyboard map
              </button>{' '}
              <kbd>?</kbd>
            </section>
          </div>
          <div className="col" style={{ gap: 32 }}>
            <Recent />
            <Steps />
          </div>
        </div>
      </div>
    </div>
  );
}

function Recent() {
  const recent = useWorkspace((state) => state.info?.recent) ?? [];
  const [filter, setFilter] = useState('');
  const words = filter.toLowerCase();
  const shown = recent.filter(({ name, path }) => `${name} ${path}`.toLowerCase().includes(words));
  if (recent.length === 0) return null;
  return (
    <section aria-label="Recent workspaces">
      <div className="row" style={{ marginBottom: 8 }}>
        <h2 className="grow" style={{ margin: 0 }}>
          Recent workspaces
        </h2>
        {recent.length > 5 && (
          <TextInput
            className="small-input"
            placeholder="Filter"
            aria-label="Filter workspaces"
            leftSection={<IconSearch size={14} stroke={1.6} aria-hidden />}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
        )}
      </div>
      <div className="card recent">
        {shown.map(({ path, name, openedAt, missing }) => (
          <button
            key={path}
            type="button"
            className="recent-item"
            aria-disabled={missing}
            onClick={() => {
              if (!missing) void openWorkspace({ kind: 'open', path });
            }}
          >
            {missing ? (
              <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
            ) : (
              <IconFolder size={16} stroke={1.6} aria-hidden />
            )}
            <span className="col grow">
              <span className={missing ? 'second clip' : 'clip'}>{name}</span>
              <span className="mono muted small clip">{path}</span>
            </span>
            <span className="second small">
              {missing ? 'Folder not found. The drive may be unplugged.' : ''}
            </span>
            <span className="muted small">{formatWhen(openedAt, new Date())}</span>
          </button>
        ))}
        {shown.length === 0 && (
          <p className="muted small" style={{ padding: 12 }}>
            No workspace is called that.
          </p>
        )}
      </div>
    </section>
  );
}

export function OpenSampleButton({ filled = false }: { readonly filled?: boolean }) {
  const opening = useWorkspace((state) => state.opening);
  return (
    <Button
      size="sm"
      variant={filled ? 'filled' : 'default'}
      disabled={opening}
      onClick={() => void openWorkspace({ kind: 'sample' })}
    >
      {filled ? 'Open' : 'Open sample'}
    </Button>
  );
}
