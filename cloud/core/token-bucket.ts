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
