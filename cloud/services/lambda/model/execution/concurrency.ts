import { createTooManyRequestsFault } from "../faults";

/**
 * How many calls may run at once in the account. AWS gives an established account 1,000 and a new one less; here each
 * call is a process of this machine.
 */
export const ACCOUNT_CONCURRENCY = 100;
/** The concurrency that must stay unreserved; AWS's figure for accounts with a small quota. */
export const MIN_UNRESERVED = 10;

/** Counts the running calls, and refuses calls over the limit. */
export class Concurrency {
  readonly #running = new Map<string, number>();
  #listReserved: () => ReadonlyMap<string, number> = () => new Map();

  /** @param reserved the functions with a reservation, by name */
  limitBy(reserved: () => ReadonlyMap<string, number>): void {
    this.#listReserved = reserved;
  }

  /** The concurrency left for functions without a reservation. */
  get unreserved(): number {
    return ACCOUNT_CONCURRENCY - [...this.#listReserved().values()].reduce((sum, item) => sum + item, 0);
  }

  /**
   * @returns a function to call when the call has ended
   * @throws AwsFault TooManyRequestsException
   */
  enter(name: string, reserved: number | undefined): () => void {
    const running = this.#running.get(name) ?? 0;
    if (reserved !== undefined && running >= reserved)
      throw createTooManyRequestsFault("ReservedFunctionConcurrentInvocationLimitExceeded");
    if (reserved === undefined && this.#countUnreservedRunning() >= this.unreserved)
      throw createTooManyRequestsFault("ConcurrentInvocationLimitExceeded");
    this.#running.set(name, running + 1);
    return () => {
      const left = (this.#running.get(name) ?? 1) - 1;
      if (left === 0) this.#running.delete(name);
      else this.#running.set(name, left);
    };
  }

  #countUnreservedRunning(): number {
    const reserved = this.#listReserved();
    let sum = 0;
    for (const [name, running] of this.#running) if (!reserved.has(name)) sum += running;
    return sum;
  }
}
