import { statSync } from "node:fs";

export interface EditedFiles {
  /**
   * Registers a file; files of installed packages are taken as fixed. TypeScript closes a file that the latest cell does not import, and
   * tslab would take it for what it was when a later cell imports it again: it is looked at further on, until `forgetClosed`.
   */
  watch(file: string, changed: () => void): { close(): void };
  /** Lets go of a project's files that were closed, and of who would have been told. */
  forgetClosed(root: string): void;
  /**
   * Calls `changed` for every registered file that was written, made or removed since the last time.
   *
   * @returns how many there were since the process began
   */
  announce(): number;
  /** How many there were, as last announced. */
  edits(): number;
}

interface Watched {
  stamp: string;
  changed: () => void;
  isClosed: boolean;
}

/**
 * Looks at files when asked. A watcher of the disk would tell of a learner's edit at some later time, perhaps after the
 * cell that needs it, and would hold some hundred handles open for type declarations that never change.
 */
export function createEditedFiles(): EditedFiles {
  const watched = new Map<string, Watched>();
  let edits = 0;
  return {
    watch: (file, changed) => {
      if (file.includes("/node_modules/")) return { close: () => undefined };
      // An edit that was not announced yet is not lost with the earlier entry.
      const entry = { stamp: watched.get(file)?.stamp ?? stampOf(file), changed, isClosed: false };
      watched.set(file, entry);
      return {
        close: () => {
          entry.isClosed = true;
        },
      };
    },
    forgetClosed: (root) => {
      for (const [file, { isClosed }] of [...watched]) if (isClosed && file.startsWith(root)) watched.delete(file);
    },
    edits: () => edits,
    announce: () => {
      for (const [file, entry] of [...watched]) {
        const stamp = stampOf(file);
        if (stamp === entry.stamp) continue;
        entry.stamp = stamp;
        entry.changed();
        edits++;
      }
      return edits;
    },
  };
}

function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? "absent" : `${found.mtimeNs}:${found.size}:${found.ino}`;
}
