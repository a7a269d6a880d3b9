/** What a Direct PUT stream accepts in a second. */
interface Quota {
  readonly bytes: number;
  readonly requests: number;
  readonly records: number;
}

const LARGE_REGIONS = ["us-east-1", "us-west-2", "eu-west-1"];
const MEBIBYTE = 1024 * 1024;

/**
 * A delivery stream's quota, by region. The three figures scale together when one is raised.
 *
 * @param mebibytesPerSecond a raised quota; AWS's own unless given
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/limits.html
 */
export function getQuota(region: string, mebibytesPerSecond?: number): Quota {
  const own = LARGE_REGIONS.includes(region)
    ? { bytes: 5 * MEBIBYTE, requests: 2_000, records: 500_000 }
    : { bytes: MEBIBYTE, requests: 1_000, records: 100_000 };
  const times = mebibytesPerSecond === undefined ? 1 : (mebibytesPerSecond * MEBIBYTE) / own.bytes;
  return { bytes: own.bytes * times, requests: own.requests * times, records: own.records * times };
}

/** Counts requests, records and bytes during the current second of cloud time. */
export class QuotaMeter {
  readonly #quota: Quota;
  #second = -1;
  #used = { bytes: 0, requests: 0, records: 0 };

  constructor(quota: Quota) {
    this.#quota = quota;
  }

  get quota(): Quota {
    return this.#quota;
  }

  /** Counts a request. @returns whether it is within the quota */
  takeRequest(now: number): boolean {
    this.#turn(now);
    if (this.#used.requests >= this.#quota.requests) return false;
    this.#used.requests += 1;
    return true;
  }

  /** Counts a record. @returns whether it is within the quota */
  takeRecord(now: number, bytes: number): boolean {
    this.#turn(now);
    if (this.#used.records >= this.#quota.records || this.#used.bytes + bytes > this.#quota.bytes) return false;
    this.#used.records += 1;
    this.#used.bytes += bytes;
    return true;
  }

  #turn(now: number): void {
    const second = Math.floor(now / 1000);
    if (second === this.#second) return;
    this.#second = second;
    this.#used = { bytes: 0, requests: 0, records: 0 };
  }
}
