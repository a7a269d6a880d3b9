import type { Core } from "../../../core/core";
import type { Bucket } from "./bucket";

/** For how many ms ListBuckets still tells of a deleted bucket. AWS says "temporarily" (LAG-007): the time is an estimate. */
const LISTED_MS = 5_000;
/** For how many ms a deleted bucket's name cannot be taken again. On AWS it may take hours (LAG-007): the time is an estimate of what is seen in one region. */
const NAME_RESTS_MS = 30_000;

/** Buckets that were deleted a moment ago, in a cloud that lags. They are kept in memory alone: a restart forgets them. */
export class DeletedBuckets {
  readonly #core: Pick<Core, "lags" | "now">;
  readonly #deleted = new Map<string, { readonly bucket: Bucket; readonly at: number }>();

  constructor(core: Pick<Core, "lags" | "now">) {
    this.#core = core;
  }

  add(bucket: Bucket): void {
    if (this.#core.lags) this.#deleted.set(bucket.name, { bucket, at: this.#core.now() });
  }

  /** Whether nobody can take this name yet. */
  keeps(name: string): boolean {
    return this.#isWithin(name, NAME_RESTS_MS);
  }

  /** Those that a list still tells of. */
  listed(): readonly Bucket[] {
    return [...this.#deleted.values()]
      .map(({ bucket }) => bucket)
      .filter(({ name }) => this.#isWithin(name, LISTED_MS));
  }

  #isWithin(name: string, ms: number): boolean {
    const deleted = this.#deleted.get(name);
    return deleted !== undefined && this.#core.now() < deleted.at + ms;
  }
}
