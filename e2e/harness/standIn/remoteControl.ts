import { app } from './app.ts';
import { BrowserWindow } from './browserWindow.ts';
import { chromium } from './chromium.ts';
import { diary } from './diary.ts';
import { answerNextDialog } from './dialogs.ts';
import { chooseMenuItem, menuIds } from './menu.ts';
import { permissionHandlers } from './session.ts';

/** What a test can ask of the stand-in's main process, and what it gets. */
export type Order =
  | { readonly do: 'port' }
  | { readonly do: 'diary' }
  | { readonly do: 'menu-ids' }
  | { readonly do: 'choose-menu-item'; readonly id: string }
  | { readonly do: 'answer-next-dialog'; readonly paths: string[] }
  | { readonly do: 'ask-permission'; readonly permission: string; readonly url: string }
  | { readonly do: 'window-is-visible' }
  | { readonly do: 'quit' };

export async function obey(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'port':
      return (await chromium()).port;
    case 'diary':
      return diary;
    case 'menu-ids':
      return menuIds();
    case 'choose-menu-item':
      return chooseMenuItem(order.id);
    case 'answer-next-dialog':
      return answerNextDialog(order.paths);
    case 'ask-permission':
      return askPermission(order.permission, order.url);
    case 'window-is-visible':
      return BrowserWindow.getAllWindows()[0]?.isVisible() ?? false;
    case 'quit':
      return app.quit();
  }
}

/** Both handlers' answers; a permission counts as granted if either grants it. */
function askPermission(permission: string, url: string): boolean {
  let granted = permissionHandlers.check?.(null, permission, url) ?? true;
  const contents = { getURL: () => url };
  if (permissionHandlers.request === undefined) return true;
  permissionHandlers.request(contents, permission, (answer) => {
    granted ||= answer;
  });
  return granted;
}
