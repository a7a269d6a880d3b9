import type { Random } from "../../../core/random";
import type { Sample } from "./ready-queue";

/** AWS keeps a standard queue's messages on many machines; how many, it does not say. */
const MACHINES = 8;
/** Knuth's multiplicative hash, so that messages that are sent one after another lie on different machines. */
const SPREAD = 2_654_435_761;

const machineOf = ({ number }: { readonly number: number }): number => Math.imul(number, SPREAD) >>> 29;

/**
 * The shares of a standard queue that one long poll looks at, one after the other, until one gives something: it asks all machines,
 * and takes the answer of the first that has any. So a queue of few messages gives one or two at a time, and never none.
 *
 * @remarks Seen on AWS in a public lab's report: of seven messages, ReceiveMessage with MaxNumberOfMessages 10 and WaitTimeSeconds 5 gave
 *          one, again and again. AWS says only that a long poll asks all machines, and that fewer messages than wanted may come.
 */
export function machinesInTurn(random: Random): readonly Sample[] {
  const first = random.below(MACHINES);
  return Array.from({ length: MACHINES }, (_, n) => (message) => machineOf(message) === (first + n) % MACHINES);
}

/**
 * The share of a standard queue that one short poll looks at: all machines but one, drawn anew each time. So a queue of
 * few messages often gives fewer than asked for, and one of a single message sometimes none.
 *
 * @remarks AWS says that a short poll asks a weighted random subset; the share is ours.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
 */
export function sampleOf(random: Random): Sample {
  const left = random.below(MACHINES);
  return (message) => machineOf(message) !== left;
}
