import '@mantine/core/styles.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/mantine.css';
import './frame/frame.css';
import './actions/actions.css';
import './welcome/welcome.css';
import './plot/plot.css';
import './viewer/viewer.css';
import './viewer/curves/curves.css';
import './tasks/tasks.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { registerActions } from './actions/registry.ts';
import { App } from './App.tsx';
import { createClient } from './client/createClient.ts';
import { setClient } from './client/current.ts';
import { followEvents } from './client/followEvents.ts';
import { appActions } from './frame/appActions.ts';
import { restorePanes } from './frame/paneStore.ts';
import { loadSettings, sendSettings } from './persist/settings.ts';
import { taskActions } from './tasks/taskActions.ts';
import { restoreTheme } from './theme/themeStore.ts';
import { restoreAnswers } from './viewer/curves/answerStore.ts';
import { curveActions } from './viewer/curves/curveActions.ts';
import { viewerActions } from './viewer/viewerActions.ts';
import { loadAppInfo } from './workspace/workspaceStore.ts';

const client = createClient();
setClient(client);
registerActions([...appActions, ...viewerActions, ...curveActions, ...taskActions]);
client.subscribe(followEvents);
void loadAppInfo();
window.addEventListener('pagehide', sendSettings);
void loadSettings(client).then(show);

function show(): void {
  restoreTheme();
  restorePanes();
  restoreAnswers();
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no root element');
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
