import type { PutRecordsRequestEntry, PutRecordsResultEntry } from "@aws-sdk/client-kinesis";
import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { counted } from "../aws/counted";
import { waitQuietly } from "../waiting/wait-quietly";

/** What came of one round: all that was left, sent at once. */
export interface OverloadRound {
  readonly round: number;
  readonly sent: number;
  readonly taken: number;
  readonly refused: number;
  /** What Kinesis says of the first record that it refused. */
  readonly reason: string;
}

/** PutRecords takes so many records in one call. */
const MOST_RECORDS = 500;
/** Nobody waits longer than this many rounds: then the answer's choice of what to send again is wrong. */
const MOST_ROUNDS = 30;

/**
 * Sends more to a stream than its shards take in a second, all calls at the same time, and sends again what was refused, a second later each time, until all is in.
 *
 * @param refusedOf which of the records that were sent have to be sent again, by what PutRecords has answered
 * @returns a row for each round
 * @throws Error if it does not end
 */
export async function overloadStream({
  streamName,
  records,
  refusedOf,
}: {
  streamName: string;
  records: readonly PutRecordsRequestEntry[];
  refusedOf: (sent: PutRecordsRequestEntry[], answers: PutRecordsResultEntry[]) => PutRecordsRequestEntry[];
}): Promise<OverloadRound[]> {
  const kinesis = new KinesisClient({});
  const rounds: OverloadRound[] = [];
  let left = [...records];
  while (left.length > 0) {
    if (rounds.length === MOST_ROUNDS)
      throw new Error(`${counted(left.length, "record")} still there after ${MOST_ROUNDS} rounds.`);
    if (rounds.length > 0) await aSecond();
    const sent = left;
    const calls = Array.from({ length: Math.ceil(sent.length / MOST_RECORDS) }, (_, n) => {
      const Records = sent.slice(n * MOST_RECORDS, (n + 1) * MOST_RECORDS);
      return kinesis.send(new PutRecordsCommand({ StreamName: streamName, Records }));
    });
    const answers = (await Promise.all(calls)).flatMap(({ Records = [] }) => Records);
    left = refusedOf(sent, answers);
    const refused = answers.filter(({ ErrorCode }) => ErrorCode !== undefined);
    rounds.push({
      round: rounds.length + 1,
      sent: sent.length,
      taken: sent.length - refused.length,
      refused: refused.length,
      reason: refused[0]?.ErrorMessage ?? "",
    });
  }
  return rounds;
}

/** A second on the clock of AWS, or of the lab cloud. */
async function aSecond(): Promise<void> {
  let looks = 0;
  await waitQuietly(async () => looks++ === 2);
}

/** Small records, each with a key of its own. */
export const smallRecords = (count: number): PutRecordsRequestEntry[] =>
  Array.from({ length: count }, (_, n) => ({ PartitionKey: `key-${n}`, Data: Buffer.from(`{"n":${n}}`) }));

/** Records of a size, in KiB, each with a key of its own. */
export const bigRecords = (count: number, sizeKiB: number): PutRecordsRequestEntry[] =>
  Array.from({ length: count }, (_, n) => ({ PartitionKey: `key-${n}`, Data: Buffer.alloc(sizeKiB * 1024, 120) }));
