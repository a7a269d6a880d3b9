/** One cell that was run, with the text of its result. */
interface HistoryEntry {
  readonly count: number;
  readonly code: string;
  result: string | undefined;
}

/** The cells that were run since the kernel started, for `history_request`. */
export interface History {
  /** Adds a cell. @returns a function that notes the text of its result */
  add(count: number, code: string): (result: string) => void;
  list(): readonly HistoryEntry[];
}

export function createHistory(): History {
  const entries: HistoryEntry[] = [];
  return {
    add: (count, code) => {
      const entry: HistoryEntry = { count, code, result: undefined };
      entries.push(entry);
      return (result) => {
        entry.result = result;
      };
    },
    list: () => entries,
  };
}
