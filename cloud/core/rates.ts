import { AwsFault } from "./faults";
import { TokenBucket } from "./token-bucket";

/** How often an operation may be called. */
export interface Rate {
  readonly perSecond: number;
  /** Operations that name the same group share the rate. Each has its own unless told. */
  readonly group?: string;
  /** Which calls share the rate, beside those of the same operation: calls that give the same text here. All of the account unless told. */
  readonly sharedBy?: (input: Readonly<Record<string, unknown>>) => string;
  /** What AWS answers to a call above it. */
  readonly throttled: (account: string, input: Readonly<Record<string, unknown>>) => AwsFault;
}

/** In the place of an operation's name: the rate of all that have none of their own. */
const ALL_OPERATIONS = "*";

/** The rates of a service, by operation: those of its control plane, that only a cloud that lags (`--lag`) holds its callers to. */
export type Rates = Readonly<Record<string, Rate>>;

/** The same rate for each of these operations. */
export const ratesOf = (operations: readonly string[], rate: Rate): Rates =>
  Object.fromEntries(operations.map((operation) => [operation, rate]));

/** One rate for all operations of a service together, which throttles as AWS's query services do. */
export const sharedRate = (perSecond: number): Rates => ({
  [ALL_OPERATIONS]: { perSecond, group: ALL_OPERATIONS, throttled: () => new AwsFault("Throttling", "Rate exceeded") },
});

/** One call, as far as rates look at it. */
interface RatedCall {
  readonly service: { readonly name: string; readonly rates?: Rates };
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Counts calls against the rates of services. */
export class RateLimiter {
  readonly #buckets = new Map<string, TokenBucket>();

  /** @throws AwsFault that AWS throttles with, if the call is one too many in this second of cloud time */
  count(
    { service, operation, input }: RatedCall,
    { account, now }: { readonly account: string; readonly now: number },
  ): void {
    const rates = service.rates ?? {};
    const rate = rates[Object.hasOwn(rates, operation) ? operation : ALL_OPERATIONS];
    if (rate === undefined) return;
    const key = JSON.stringify([service.name, rate.group ?? operation, rate.sharedBy?.(input)]);
    const bucket = this.#buckets.get(key) ?? new TokenBucket(rate.perSecond);
    this.#buckets.set(key, bucket);
    if (!bucket.allows(1, now)) throw rate.throttled(account, input);
    bucket.use(1);
  }

  /** Forgets all calls, as a reset does. */
  clear(): void {
    this.#buckets.clear();
  }
}
