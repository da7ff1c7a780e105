import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Problem } from '../../core/problem/problem.ts';

/**
 * Binds the server to 127.0.0.1 and returns its port.
 * Rejects with a `Problem`: `port-in-use`, `port-refused`.
 */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Problem('port-in-use', `port ${port} is taken by another program`, {
              advice: 'Choose another one with --port, or leave it out',
            })
          : new Problem('port-refused', `port ${port} cannot be used: ${error.message}`),
      );
    });
    server.listen({ host: '127.0.0.1', port }, () => {
      const address = server.address();
      resolve(isAddressInfo(address) ? address.port : port);
    });
  });
}

function isAddressInfo(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
