import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useFeed } from "./feed";

/** What was asked of the cloud, as it last answered. */
export interface Loaded<T> {
  /** Undefined until the first answer. */
  readonly value: T | undefined;
  /** Why the last question was refused. */
  readonly error: string | undefined;
  readonly reload: () => void;
}

/** However much happens, the cloud is asked again so often and no more, in ms. */
const NO_SOONER_MS = 1_000;

/**
 * Asks the cloud, and asks again when something of these services has changed.
 *
 * @param load  asks; what it uses stands in `key`
 * @param about names of services as in the journal, `kinesis data` for what moves through one; a number: ask again when it is another
 */
export function useLoaded<T>(load: () => Promise<T>, key: string, about: readonly (string | number)[]): Loaded<T> {
  const { changes } = useFeed();
  const [answer, setAnswer] = useState<{ key: string; value?: T; error?: string }>({ key });
  const [asked, ask] = useState(0);
  const last = useRef({ key: "", at: -NO_SOONER_MS, question: 0 });
  const answered = useRef(0);
  const revision = about.map((one) => (typeof one === "number" ? one : (changes[one] ?? 0))).join();
  const wanted = useRef(key);
  wanted.current = key;
  useEffect(() => {
    // An answer that is under way is still good, unless something else is wanted by now, or a later question was answered before.
    const isWanted = (question: number): boolean => {
      if (wanted.current !== key || question < answered.current) return false;
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
  }, [key, revision, asked]);
  const reload = useCallback(() => ask((n) => n + 1), []);
  const isOfKey = answer.key === key;
  return { value: isOfKey ? answer.value : undefined, error: isOfKey ? answer.error : undefined, reload };
}

/** Asks again a second after each answer, for as long as something runs: that it comes to its end by itself is no call of which the feed tells. */
export function useReloadWhile<T>({ value, reload }: Loaded<T>, isRunning: (value: T) => boolean): void {
  useEffect(() => {
    if (value === undefined || !isRunning(value)) return undefined;
    const timer = setTimeout(reload, NO_SOONER_MS);
    return () => clearTimeout(timer);
  }, [value]);
}
