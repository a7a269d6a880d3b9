import { statSync } from "node:fs";

export interface EditedFiles {
  /**
   * Registers a file; files of installed packages are taken as fixed. TypeScript closes a file that the latest cell
   * does not import; when a later cell imports it again, tslab would use the old text. So a closed file is still looked
   * at, until `forgetClosed`.
   */
  watch(file: string, changed: () => void): { close(): void };
  /** Forgets a project's closed files and their callbacks. */
  forgetClosed(root: string): void;
  /**
   * Calls `changed` for every registered file that was written, made or removed since the last time.
   *
   * @returns how many such changes there were since the process began
   */
  announce(): number;
  /** The number that `announce` returned last. */
  countEdits(): number;
}

interface WatchedFile {
  stamp: string;
  onChange: () => void;
  isClosed: boolean;
}

/**
 * Looks at files when asked. A watcher of the disk would tell of a learner's edit at some later time, perhaps after the
 * cell that needs it, and would hold some hundred handles open for type declarations that never change.
 */
export function createEditedFiles(): EditedFiles {
  const watched = new Map<string, WatchedFile>();
  let edits = 0;
  return {
    watch: (file, onChange) => {
      if (file.includes("/node_modules/")) return { close: () => undefined };
      // Takes over the earlier entry's stamp, so that an edit that was not announced yet is not lost.
      const entry = { stamp: watched.get(file)?.stamp ?? getStamp(file), onChange, isClosed: false };
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
    countEdits: () => edits,
    announce: () => {
      for (const [file, entry] of [...watched]) {
        const stamp = getStamp(file);
        if (stamp === entry.stamp) continue;
        entry.stamp = stamp;
        entry.onChange();
        edits++;
      }
      return edits;
    },
  };
}

function getStamp(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? "absent" : `${found.mtimeNs}:${found.size}:${found.ino}`;
}
