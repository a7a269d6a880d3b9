import { useEffect, useRef, useState } from "preact/hooks";
import { executionOf, isRunning, type Execution } from "./queries";

/** A query that runs is looked at again after so long, in ms, and each time after a little more. */
const [SOONEST_MS, LATEST_MS] = [200, 1_000];

/**
 * A query, looked at until it has ended.
 *
 * @param looks another number: look again, since something was done to it
 * @param onEnd is told when it has ended
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
        const execution = await executionOf(id);
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
