import { whenParentEnds } from "../../cloud/processes/parent";

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"];
/** npm passes on a Ctrl-C that the terminal has sent us already: one press, two signals. */
const SAME_PRESS_MS = 1_000;

export interface StopRequest {
  /** Resolves at the first Ctrl-C, a request to end from the system, or the end of the npm that started us. */
  readonly asked: Promise<void>;
  /** Aborted at a second Ctrl-C: end everything the hard way, now. */
  readonly hurry: AbortSignal;
  /** Stops listening. */
  done(): void;
}

/** Listens for the person, or the system, wanting this program to end. */
export function stopRequest(): StopRequest {
  const hurry = new AbortController();
  let firstAt: number | undefined;
  let stop: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (stop = resolve));
  const onSignal = () => {
    const now = performance.now();
    firstAt ??= now;
    if (now - firstAt > SAME_PRESS_MS) hurry.abort();
    stop();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);

  // When npm is ended by force it cannot tell us.
  const unwatch = process.env["npm_lifecycle_event"] === undefined ? () => undefined : whenParentEnds(stop);

  return {
    asked,
    hurry: hurry.signal,
    done() {
      unwatch();
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
