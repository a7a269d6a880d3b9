import { useEffect, useRef, useState } from "preact/hooks";
import type { JournalEntry } from "../../core/journal-entry";
import { callLab } from "../aws";
import { useFeed } from "../feed";

/** How many of the latest calls are fetched at first, and at most at once. */
const FETCHED = 2_000;
/** How many calls are kept in the page; the cloud keeps more. */
const MAX_ENTRIES = 20_000;

/** The latest calls, oldest first, as they come. */
export function useJournal(): { readonly entries: readonly JournalEntry[]; readonly error: string | undefined } {
  const { message } = useFeed();
  const [entries, setEntries] = useState<readonly JournalEntry[]>([]);
  const [error, setError] = useState<string>();
  const isAsking = useRef(false);
  const last = entries.at(-1)?.n ?? 0;
  const newest = message?.journal ?? 0;
  useEffect(() => {
    if (isAsking.current || newest === last) return;
    isAsking.current = true;
    const after = Math.max(last, newest - FETCHED);
    callLab<{ entries: readonly JournalEntry[] }>(`journal?after=${after}`)
      .then(
        (answer) => {
          setError(undefined);
          setEntries((before) => [...before, ...answer.entries].slice(-MAX_ENTRIES));
        },
        (failure: unknown) => setError(String(failure)),
      )
      .finally(() => (isAsking.current = false));
  }, [newest, last]);
  return { entries, error };
}
