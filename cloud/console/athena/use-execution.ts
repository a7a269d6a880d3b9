import { useEffect, useRef, useState } from "preact/hooks";
import { readExecution, isRunning, type Execution } from "./queries";

/** The interval at which a running query is polled, in ms: the first one, and the longest; it grows each time. */
const [SOONEST_MS, LATEST_MS] = [200, 1_000];

/**
 * A query's execution, polled until it has ended.
 *
 * @param looks a new number polls again, after an action on the query
 * @param onEnd called when the query has ended
 */
export function useExecution(
  id: string,
  looks: number,
  onEnd: (execution: Execution) => void,
): { readonly execution: Execution | undefined; readonly error: string | undefined } {
  const [found, setFound] = useState<{ execution?: Execution; error?: string }>({});
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    let isShown = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (wait: number): Promise<void> => {
      try {
        const execution = await readExecution(id);
        if (!isShown) return;
        setFound({ execution });
        if (!isRunning(execution)) return end.current(execution);
      } catch (error) {
        if (!isShown) return;
        setFound((before) => ({ ...before, error: String(error) }));
      }
      timer = setTimeout(() => void look(Math.min(LATEST_MS, wait * 1.5)), wait);
    };
    void look(SOONEST_MS);
    return () => {
      isShown = false;
      clearTimeout(timer);
    };
  }, [id, looks]);
  return { execution: found.execution, error: found.error };
}
