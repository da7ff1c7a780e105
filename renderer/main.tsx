import '@mantine/core/styles.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/mantine.css';
import './frame/frame.css';
import './actions/actions.css';
import './welcome/welcome.css';
import './plot/plot.css';
import './viewer/viewer.css';
import './tasks/tasks.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { registerActions } from './actions/registry.ts';
import { App } from './App.tsx';
import { createClient } from './client/createClient.ts';
import { astra, setClient } from './client/current.ts';
import { followEvents } from './client/followEvents.ts';
import { appActions } from './frame/appActions.ts';
import { taskActions } from './tasks/taskActions.ts';
import { viewerActions } from './viewer/viewerActions.ts';
import { loadAppInfo } from './workspace/workspaceStore.ts';

setClient(createClient());
registerActions([...appActions, ...viewerActions, ...taskActions]);
astra().subscribe(followEvents);
void loadAppInfo();

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
