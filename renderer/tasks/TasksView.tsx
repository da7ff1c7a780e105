import { useEffect } from 'react';
import type { FamilyDescription } from '../../core/api/tasks.ts';
import { PlainTabs } from '../components/PlainTabs.tsx';
import { ProblemCard } from '../components/ProblemCard.tsx';
import { useRoom } from '../frame/windowWidth.ts';
import { DetailDrawer } from './DetailDrawer.tsx';
import { useFamilies, type TaskTab } from './familyStore.ts';
import { resolve } from './formStore.ts';
import { HistoryTable } from './HistoryTable.tsx';
import { loadHistory, useHistory } from './historyStore.ts';
import { LastRun } from './LastRun.tsx';
import { ParameterEditor } from './ParameterEditor.tsx';
import { PlanTable } from './PlanTable.tsx';
import { QueueDrawer } from './QueueDrawer.tsx';

export function TasksView() {
  const { families, selected, problem } = useFamilies();
  const family = families.find((candidate) => candidate.family === selected);
  if (problem !== undefined) {
    return (
      <div style={{ padding: 24 }}>
        <ProblemCard problem={problem} />
      </div>
    );
  }
  if (family === undefined) return <div className="grow" aria-busy="true" />;
  return (
    <>
      <FamilyPage key={family.family} family={family} />
      <QueueDrawer />
      <DetailDrawer />
    </>
  );
}

function FamilyPage({ family }: { readonly family: FamilyDescription }) {
  const tab = useFamilies((state) => state.tab);
  const total = useHistory((state) => (state.family === family.family ? state.total : undefined));
  const wide = useRoom().sidebar;

  useEffect(() => {
    void resolve(family.family);
    void loadHistory(family.family);
  }, [family.family]);

  const tabs: { id: TaskTab; label: string; count?: number }[] = [
    { id: 'setup', label: 'Set up' },
    ...(wide ? [] : [{ id: 'plan' as const, label: 'Plan' }]),
    { id: 'history', label: 'Results', ...(total === undefined ? {} : { count: total }) },
  ];
  const shown = wide && tab === 'plan' ? 'setup' : tab;
  return (
    <>
      <div className="row family-head">
        <h1>{family.family}</h1>
        <span className="chip line">{family.version}</span>
        <span className="muted clip">{family.summary}</span>
      </div>
      <PlainTabs
        label={family.family}
        tabs={tabs}
        active={shown}
        onChoose={(id) => useFamilies.setState({ tab: id })}
      />
      {shown === 'history' ? (
        <HistoryTable family={family} />
      ) : (
        <div className="family-body">
          {shown === 'setup' && <ParameterEditor family={family} wide={wide} />}
          {(wide || shown === 'plan') && (
            <div className="col grow" style={{ overflow: 'auto' }}>
              <PlanTable family={family} />
              <LastRun family={family} />
            </div>
          )}
        </div>
      )}
    </>
  );
}
