import type { Random } from "../../../../core/random";
import type { Sample } from "./ready-queue";

/** The number of machines that store a standard queue's messages; AWS does not document its number. */
const MACHINES = 8;
/** Knuth's multiplicative hash, so that consecutive messages are on different machines. */
const SPREAD = 2_654_435_761;

const getMachine = ({ number }: { readonly number: number }): number => Math.imul(number, SPREAD) >>> 29;

/**
 * The shares of a standard queue that one long poll tries, one after the other, until one has a message: it asks all
 * machines, and takes the answer of the first one with messages. So a queue with few messages returns one or two at a
 * time, but never none.
 *
 * @remarks Seen on AWS in a public lab's report: of seven messages, ReceiveMessage with MaxNumberOfMessages 10 and
 * WaitTimeSeconds 5 repeatedly returned one. AWS documents only that a long poll asks all machines, and that fewer
 * messages than wanted may come.
 */
export function createTurns(random: Random): readonly Sample[] {
  const first = random.drawBelow(MACHINES);
  return Array.from({ length: MACHINES }, (_, n) => (message) => getMachine(message) === (first + n) % MACHINES);
}

/**
 * The share of a standard queue that one short poll sees: all machines but one, chosen at random each time. So a queue
 * with few messages often returns fewer than requested, and a queue with a single message sometimes none.
 *
 * @remarks AWS documents that a short poll asks a weighted random subset; the size of the share is this project's
 * choice.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
 */
export function drawSample(random: Random): Sample {
  const left = random.drawBelow(MACHINES);
  return (message) => getMachine(message) !== left;
}
