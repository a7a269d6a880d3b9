import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useFeed } from "./feed";

/** Data from the cloud, as of the last answer. */
interface LoadState<T> {
  /** Undefined until the first answer. */
  readonly value: T | undefined;
  /** The error of the last request, if it was refused. */
  readonly error: string | undefined;
  readonly reload: () => void;
}

/** The shortest time between two requests, in ms, however often the data changes. */
const NO_SOONER_MS = 1_000;

/**
 * Loads data from the cloud, and loads it again when one of these services has changed.
 *
 * @param load  makes the request; `key` must change with every value that it uses
 * @param about names of services as in the journal, `kinesis data` for a service's data; or a number: load again when
 * it changes
 */
export function useLoaded<T>(load: () => Promise<T>, key: string, about: readonly (string | number)[]): LoadState<T> {
  const { changes } = useFeed();
  const [answer, setAnswer] = useState<{ key: string; value?: T; error?: string }>({ key });
  const [requestCount, ask] = useState(0);
  const last = useRef({ key: "", at: -NO_SOONER_MS, question: 0 });
  const answered = useRef(0);
  const revision = about.map((item) => (typeof item === "number" ? item : (changes[item] ?? 0))).join();
  const latestKey = useRef(key);
  latestKey.current = key;
  useEffect(() => {
    // The answer to a request is used, unless `key` has changed since, or a later request was answered before.
    const isWanted = (question: number): boolean => {
      if (latestKey.current !== key || question < answered.current) return false;
      answered.current = question;
      return true;
    };
    const wait = last.current.key === key ? last.current.at + NO_SOONER_MS - performance.now() : 0;
    const timer = setTimeout(
      () => {
        const question = last.current.question + 1;
        last.current = { key, at: performance.now(), question };
        load().then(
          (value) => isWanted(question) && setAnswer({ key, value }),
          (error: unknown) =>
            isWanted(question) &&
            setAnswer((before) => ({ ...(before.key === key ? before : {}), key, error: String(error) })),
        );
      },
      Math.max(0, wait),
    );
    return () => clearTimeout(timer);
  }, [key, revision, requestCount]);
  const reload = useCallback(() => ask((n) => n + 1), []);
  const isOfKey = answer.key === key;
  return { value: isOfKey ? answer.value : undefined, error: isOfKey ? answer.error : undefined, reload };
}

/**
 * Loads again a second after each answer, for as long as `isRunning`: the feed reports calls, and no call marks the end
 * of such an operation.
 */
export function useReloadWhile<T>({ value, reload }: LoadState<T>, isRunning: (value: T) => boolean): void {
  useEffect(() => {
    if (value === undefined || !isRunning(value)) return undefined;
    const timer = setTimeout(reload, NO_SOONER_MS);
    return () => clearTimeout(timer);
  }, [value]);
}
