export interface MenuItem {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly click?: () => void;
  readonly submenu?: readonly MenuItem[];
}

let applicationMenu: readonly MenuItem[] = [];

/** A menu is only its template: nothing is shown, tests choose entries by id. */
export const Menu = {
  buildFromTemplate: (template: readonly MenuItem[]) => template,
  setApplicationMenu(menu: readonly MenuItem[]): void {
    applicationMenu = menu;
  },
};

/** The ids of all entries of the menu bar that have one. */
export function menuIds(items: readonly MenuItem[] = applicationMenu): string[] {
  return items.flatMap(({ id, submenu = [] }) => [
    ...(id === undefined ? [] : [id]),
    ...menuIds(submenu),
  ]);
}

/** As if the user chose the entry; false if there is none with this id. */
export function chooseMenuItem(id: string, items = applicationMenu): boolean {
  return items.some((item) => {
    if (item.id !== id) return chooseMenuItem(id, item.submenu ?? []);
    item.click?.();
    return true;
  });
}
