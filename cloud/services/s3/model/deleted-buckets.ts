import type { Core } from "../../../core/core";
import type { Bucket } from "./bucket";

/** For how many ms ListBuckets still lists a deleted bucket. AWS says "temporarily" (LAG-007): the time is an estimate. */
const LISTED_MS = 5_000;
/** For how many ms a deleted bucket's name cannot be taken again. On AWS this may take hours (LAG-007); the time here is an estimate of observations in one region. */
const NAME_RESTS_MS = 30_000;

/** Recently deleted buckets, in a cloud with `--lag`. They are only in memory: a restart forgets them. */
export class DeletedBuckets {
  readonly #core: Pick<Core, "lags" | "now">;
  readonly #deleted = new Map<string, { readonly bucket: Bucket; readonly at: number }>();

  constructor(core: Pick<Core, "lags" | "now">) {
    this.#core = core;
  }

  add(bucket: Bucket): void {
    if (this.#core.lags) this.#deleted.set(bucket.name, { bucket, at: this.#core.now() });
  }

  /** Whether a name is still reserved. */
  isReserved(name: string): boolean {
    return this.#isWithin(name, NAME_RESTS_MS);
  }

  /** The deleted buckets that ListBuckets still lists. */
  listDeleted(): readonly Bucket[] {
    return [...this.#deleted.values()]
      .map(({ bucket }) => bucket)
      .filter(({ name }) => this.#isWithin(name, LISTED_MS));
  }

  #isWithin(name: string, ms: number): boolean {
    const deleted = this.#deleted.get(name);
    return deleted !== undefined && this.#core.now() < deleted.at + ms;
  }
}
