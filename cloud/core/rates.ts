import { AwsFault } from "./faults";

/**
 * A limit of an amount a second, by the cloud's clock: a bucket that holds one second's amount and refills steadily.
 */
export class TokenBucket {
  readonly #perSecond: number;
  #left: number;
  #at = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
    this.#left = perSecond;
  }

  /** Whether `amount` may be used at `now` (ms). A full bucket lets one amount through that is larger than itself. */
  canUse(amount: number, now: number): boolean {
    this.#refill(now);
    return this.#left >= amount || this.#left >= this.#perSecond;
  }

  /** Whether any amount may be used at `now`: for reads, whose amount is known only afterward. */
  isOpen(now: number): boolean {
    this.#refill(now);
    return this.#left > 0;
  }

  /**
   * Uses `amount`, which may exceed one second's amount; the bucket is then closed until all of it has been refilled:
   * 10 MiB at 2 MiB/s close it for 5 s (KDS-022).
   */
  use(amount: number): void {
    this.#left = amount > this.#perSecond ? -amount : this.#left - amount;
  }

  #refill(now: number): void {
    if (now <= this.#at) return;
    this.#left = Math.min(this.#perSecond, this.#left + (this.#perSecond * (now - this.#at)) / 1000);
    this.#at = now;
  }
}

/** How often an operation may be called. */
export interface Rate {
  readonly perSecond: number;
  /** Operations with the same group share the rate; by default each has its own. */
  readonly group?: string;
  /** The key of a call: calls with the same key share the rate. By default, all calls of the account share one rate. */
  readonly getSharedKey?: (input: Readonly<Record<string, unknown>>) => string;
  /** The fault of AWS for a call above the rate. */
  readonly createThrottlingFault: (account: string, input: Readonly<Record<string, unknown>>) => AwsFault;
}

/** In place of an operation's name: the rate of all operations without their own. */
const ALL_OPERATIONS = "*";

/** The rates of a service, by operation: rates of its control plane, which only a cloud with `--lag` enforces. */
export type Rates = Readonly<Record<string, Rate>>;

/** The same rate for each of these operations. */
export const createRates = (operations: readonly string[], rate: Rate): Rates =>
  Object.fromEntries(operations.map((operation) => [operation, rate]));

/** One rate for all operations of a service together, which throttles as AWS's query services do. */
export const createSharedRate = (perSecond: number): Rates => ({
  [ALL_OPERATIONS]: {
    perSecond,
    group: ALL_OPERATIONS,
    createThrottlingFault: () => new AwsFault("Throttling", "Rate exceeded"),
  },
});

/** The data of a call that rates need. */
interface RatedCall {
  readonly service: { readonly name: string; readonly rates?: Rates };
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Counts calls against the rates of services. */
export class RateLimiter {
  readonly #buckets = new Map<string, TokenBucket>();

  /** @throws AwsFault as AWS throttles, if the call exceeds the rate in this second of cloud time */
  count(
    { service, operation, input }: RatedCall,
    { account, now }: { readonly account: string; readonly now: number },
  ): void {
    const rates = service.rates ?? {};
    const rate = rates[Object.hasOwn(rates, operation) ? operation : ALL_OPERATIONS];
    if (rate === undefined) return;
    const key = JSON.stringify([service.name, rate.group ?? operation, rate.getSharedKey?.(input)]);
    const bucket = this.#buckets.get(key) ?? new TokenBucket(rate.perSecond);
    this.#buckets.set(key, bucket);
    if (!bucket.canUse(1, now)) throw rate.createThrottlingFault(account, input);
    bucket.use(1);
  }

  /** Forgets all calls, as a reset does. */
  clear(): void {
    this.#buckets.clear();
  }
}
