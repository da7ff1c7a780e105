import { create } from 'zustand';

export type Connection = 'connected' | 'connecting' | 'lost';

/** Whether the host answers; said calmly in the status bar. */
export const useConnection = create<{ readonly connection: Connection }>(() => ({
  connection: 'connecting',
}));

export function setConnection(connection: Connection): void {
  if (useConnection.getState().connection !== connection) useConnection.setState({ connection });
}
