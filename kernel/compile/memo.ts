/** Results by key, as long as they are wanted; the oldest ones go first. */
export interface Memo<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  clear(): void;
}

/** A class hands in hundreds of notebooks that are the same but for a few cells. */
const MOST_KEPT = 2000;

export function createMemo<T>(): Memo<T> {
  const kept = new Map<string, T>();
  return {
    get: (key) => {
      const value = kept.get(key);
      if (value === undefined) return undefined;
      kept.delete(key);
      kept.set(key, value);
      return value;
    },
    set: (key, value) => {
      kept.set(key, value);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    },
    clear: () => {
      kept.clear();
    },
  };
}
