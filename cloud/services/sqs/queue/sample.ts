import type { Random } from "../../../core/random";
import type { Sample } from "./line";

/** AWS keeps a standard queue's messages on many machines; how many, it does not say. */
const MACHINES = 8;
/** Knuth's multiplicative hash, so that messages that are sent one after another lie on different machines. */
const SPREAD = 2_654_435_761;

/**
 * The share of a standard queue that one short poll looks at: all machines but one, drawn anew each time. So a queue of
 * few messages often gives fewer than asked for, and one of a single message sometimes none. A long poll asks all.
 *
 * @remarks AWS says that a short poll asks a weighted random subset; the share is ours.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
 */
export function sampleOf(random: Random): Sample {
  const left = random.below(MACHINES);
  return ({ number }) => (Math.imul(number, SPREAD) >>> 29) !== left;
}
