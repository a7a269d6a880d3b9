import { onParentEnd } from "../../cloud/processes/processes";

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"];
/**
 * npm also passes on a Ctrl-C that the terminal has sent to this process already: two signals within this time count as
 * one.
 */
const SAME_PRESS_MS = 1_000;

interface StopRequest {
  /**
   * Resolves at the first Ctrl-C, a request to end from the system, or the end of the npm that has started this
   * process.
   */
  readonly requested: Promise<void>;
  /** Aborted at a second Ctrl-C: all programs are then killed at once. */
  readonly hurry: AbortSignal;
  /** Stops listening. */
  stopListening(): void;
}

/** Listens for requests of the person, or the system, to end this program. */
export function stopRequest(): StopRequest {
  const hurry = new AbortController();
  let firstAt: number | undefined;
  let stop: () => void = () => undefined;
  const request = new Promise<void>((resolve) => (stop = resolve));
  const onSignal = () => {
    const now = performance.now();
    firstAt ??= now;
    if (now - firstAt > SAME_PRESS_MS) hurry.abort();
    stop();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);

  // An npm that is killed cannot pass on a signal, so its end is watched.
  const unwatch = process.env["npm_lifecycle_event"] === undefined ? () => undefined : onParentEnd(stop);

  return {
    requested: request,
    hurry: hurry.signal,
    stopListening() {
      unwatch();
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
