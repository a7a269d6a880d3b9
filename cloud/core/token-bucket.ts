/**
 * So much a second, by the cloud's clock: a bucket that holds one second's worth and refills steadily.
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
  allows(amount: number, now: number): boolean {
    this.#refill(now);
    return this.#left >= amount || this.#left >= this.#perSecond;
  }

  /** Whether anything may be used at `now`: for reads, whose amount is known only afterwards. */
  isOpen(now: number): boolean {
    this.#refill(now);
    return this.#left > 0;
  }

  /** Uses `amount`. What exceeds one second's worth must be waited for in full: 10 MiB at 2 MiB/s close it for 5 s (KDS-022). */
  use(amount: number): void {
    this.#left = amount > this.#perSecond ? -amount : this.#left - amount;
  }

  #refill(now: number): void {
    if (now <= this.#at) return;
    this.#left = Math.min(this.#perSecond, this.#left + (this.#perSecond * (now - this.#at)) / 1000);
    this.#at = now;
  }
}
