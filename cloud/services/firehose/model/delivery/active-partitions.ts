import { AwsFault } from "../../../../core/faults";
import type { Random } from "../../../../../foundation/random";
import { parseKey } from "../../../s3/model/keys";
import { evaluatePrefix } from "../prefix/evaluate";
import { type Failure, type Item, formatErrorLine } from "../stages/stage";
import type { Route } from "./delivery-config";
import type { ErrorType } from "../../store/arrived";

const MAX_PREFIX_LENGTH = 512;
/** The longest name that an object can have behind its prefix. */
const NAME = "n".repeat(64 + 64);

/**
 * The partitions of one delivery stream that hold data: from a buffer's first record until its object is delivered.
 * Beyond the quota no further partition is begun.
 */
export class ActivePartitions {
  readonly #random: Random;
  readonly #max: number;
  /** The number of buffers by partition: the open one, and the closed ones that wait for S3. */
  readonly #buffers = new Map<string, number>();

  /** @param max partitions at the same time: a quota that AWS raises on request */
  constructor(random: Random, max: number) {
    this.#random = random;
    this.#max = max;
  }

  get count(): number {
    return this.#buffers.size;
  }

  noteOpened({ name }: Route): void {
    this.#buffers.set(name, (this.#buffers.get(name) ?? 0) + 1);
  }

  noteEnded({ name }: Route): void {
    const left = (this.#buffers.get(name) ?? 1) - 1;
    if (left === 0) this.#buffers.delete(name);
    else this.#buffers.set(name, left);
  }

  /**
   * Checks whether a record may go into its partition.
   *
   * @returns why the record fails; undefined if it may
   * @remarks AWS's words for a prefix that cannot be an object's name, and for too many partitions, are not known.
   */
  findRefusal(item: Item, route: Route, at: number): Failure | undefined {
    if (this.#buffers.has(route.name)) return undefined;
    if (this.#buffers.size >= this.#max) {
      return createFailure(item, at, [
        "activePartitionExceeded",
        "DynamicPartitioning.ActivePartitionExceeded",
        `The active partition count has reached the limit of ${this.#max}.`,
      ]);
    }
    const wrong = this.#findWrongPrefix(item, route);
    return wrong === undefined
      ? undefined
      : createFailure(item, at, ["partitioning-failed", "DynamicPartitioning.PartitioningFailed", wrong]);
  }

  #findWrongPrefix({ arrivedAt }: Item, { settings, keys }: Route): string | undefined {
    const prefix = evaluatePrefix(settings.prefix, {
      oldestAt: arrivedAt,
      timeZone: settings.timeZone,
      random: this.#random,
      ...(keys && { keys }),
    });
    if (prefix.length > MAX_PREFIX_LENGTH)
      return `Length of evaluated prefix cannot be greater than ${MAX_PREFIX_LENGTH}`;
    try {
      parseKey(prefix + NAME);
      return undefined;
    } catch (error) {
      if (error instanceof AwsFault) return `Amazon S3 refuses this prefix: ${error.message}`;
      throw error;
    }
  }
}

/** The failure of a record that lacks a key of the prefix. A query's keys were checked when it ran; a function may leave some out. */
export const failForKey = (item: Item, at: number): Failure =>
  createFailure(item, at, [
    "partitioning-failed",
    "DynamicPartitioning.PartitioningFailed",
    "partitionKeys values must not be null or empty",
  ]);

const createFailure = (
  item: Item,
  at: number,
  [type, errorCode, errorMessage]: readonly [ErrorType, string, string],
): Failure => ({
  item,
  type,
  reason: { code: errorCode, message: errorMessage },
  line: formatErrorLine(item, { errorCode, errorMessage, attemptEndingTimestamp: at }),
});
