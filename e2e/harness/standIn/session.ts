type RequestHandler = (
  contents: unknown,
  permission: string,
  grant: (granted: boolean) => void,
) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string) => boolean;

/** Handlers are kept for tests to call; Chromium's own permissions are not governed by them. */
export const permissionHandlers: { request?: RequestHandler; check?: CheckHandler } = {};

export const session = {
  defaultSession: {
    setPermissionRequestHandler(handler: RequestHandler): void {
      permissionHandlers.request = handler;
    },
    setPermissionCheckHandler(handler: CheckHandler): void {
      permissionHandlers.check = handler;
    },
  },
};
