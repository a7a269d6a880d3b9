/** Which cell declared each name last, by the ids that JupyterLab gives to cells. */
interface NameOwners {
  /** Notes cells that were deleted from the notebook. */
  addDeleted(cellIds: readonly string[]): void;
  /** Names that leave when a cell runs again, unless it declares them again. */
  listOwned(cellId: string | undefined): readonly string[];
  /** Names of deleted cells. */
  listOrphans(): readonly string[];
  /** Notes which names a cell has declared; the names that it declared before, and those of deleted cells, are gone. */
  follow(cellId: string | undefined, names: readonly string[]): void;
}

/**
 * Lets the names of a changed or deleted cell leave: a cell that still uses one would run now, and fail when the notebook is run from its
 * beginning. A client that gives cells no ids, such as a console, keeps all names.
 */
export function createNameOwners(): NameOwners {
  const owners = new Map<string, string>();
  const deleted = new Set<string>();
  const listNames = (isOwner: (cellId: string) => boolean): string[] =>
    [...owners].filter(([, cellId]) => isOwner(cellId)).map(([name]) => name);
  const listOrphans = (): string[] => listNames((cellId) => deleted.has(cellId));
  const listOwned = (cellId: string | undefined): string[] => listNames((owner) => owner === cellId);
  return {
    listOwned,
    listOrphans,
    addDeleted: (cellIds) => {
      for (const cellId of cellIds) deleted.add(cellId);
    },
    follow: (cellId, names) => {
      for (const name of [...listOwned(cellId), ...listOrphans(), ...names]) owners.delete(name);
      if (cellId === undefined) return;
      // A deleted cell can come back by Undo.
      deleted.delete(cellId);
      for (const name of names) owners.set(name, cellId);
    },
  };
}
