import { useRoom } from '../frame/windowWidth.ts';
import { usePanes } from '../frame/paneStore.ts';
import { BottomPanel } from './BottomPanel.tsx';
import { useCurves } from './curves/curveStore.ts';
import { Unexplained } from './curves/Unexplained.tsx';
import { DataTable } from './DataTable.tsx';
import { FlagBanner } from './FlagBanner.tsx';
import { Legend } from './Legend.tsx';
import { PlotPanel } from './PlotPanel.tsx';
import { PlotToolbar } from './PlotToolbar.tsx';
import { usePlotOptions } from './plotOptionsStore.ts';
import { ReadoutStrip } from './ReadoutStrip.tsx';
import { SpectrumProblem } from './SpectrumProblem.tsx';
import { TabBar } from './TabBar.tsx';
import { useActiveSpectrum, usePrepared, type ActiveSpectrum } from './useActiveSpectrum.ts';
import { ViewerEmpty } from './ViewerEmpty.tsx';

export function ViewerView() {
  const active = useActiveSpectrum();
  if (active === undefined) return <ViewerEmpty />;
  return (
    <>
      <TabBar />
      <OpenSpectrum active={active} />
    </>
  );
}

function OpenSpectrum({ active }: { readonly active: ActiveSpectrum }) {
  const { tab, state, payload } = active;
  const spectrum = usePrepared(payload);
  const table = usePlotOptions((options) => options.table);
  const room = useRoom();
  const hidden = usePanes((panes) => panes.hidden.inspector);
  const changing = useCurves((curves) => curves.changing === tab.path);
  if (state.kind === 'failed') return <SpectrumProblem tab={tab} problem={state.problem} />;
  if (state.kind === 'unexplained') {
    return <Unexplained key={tab.path} tab={tab} said={state.said} problem={state.problem} />;
  }
  if (changing && state.kind === 'ready' && state.payload.product === 'generic') {
    return <Unexplained key={tab.path} tab={tab} said={state.said} changing />;
  }
  if (spectrum === undefined || payload === undefined) {
    return (
      <div className="grow small muted" style={{ padding: 16 }} aria-busy="true">
        Reading {tab.path.slice(tab.path.lastIndexOf('/') + 1)}…
      </div>
    );
  }
  return (
    <>
      <PlotToolbar tab={tab} />
      <FlagBanner key={`${payload.path}#${payload.row}`} warnings={payload.warnings} />
      {(!room.inspector || hidden) && <ReadoutStrip payload={payload} />}
      {table ? (
        <DataTable key={payload.path} tab={tab.id} payload={payload} />
      ) : (
        <>
          <Legend payload={payload} />
          <PlotPanel tab={tab.id} spectrum={spectrum} />
          <BottomPanel tab={tab.id} spectrum={spectrum} />
        </>
      )}
    </>
  );
}
