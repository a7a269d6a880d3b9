import { statSync } from "node:fs";

export interface EditedFiles {
  /** Registers a file; files of installed packages are taken as fixed. */
  watch(file: string, changed: () => void): { close(): void };
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
      const entry = { stamp: stampOf(file), changed };
      watched.set(file, entry);
      return {
        close: () => {
          if (watched.get(file) === entry) watched.delete(file);
        },
      };
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
