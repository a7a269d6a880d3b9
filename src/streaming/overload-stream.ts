import {
  type PutRecordsRequestEntry,
  type PutRecordsResultEntry,
  KinesisClient,
  PutRecordsCommand,
} from "@aws-sdk/client-kinesis";
import { formatCount } from "../aws/format-count";
import { waitSeconds } from "../waiting/wait-seconds";

/** The result of one round, in which all remaining records are sent at once. */
export interface OverloadRound {
  readonly round: number;
  readonly sent: number;
  readonly taken: number;
  readonly refused: number;
  /** Kinesis's error message for the first record that it refused. */
  readonly reason: string;
}

/** The maximum number of records that PutRecords accepts in one call. */
const MAX_RECORDS = 500;
/** After this many rounds the function throws: then `refusedOf` chooses the wrong records. */
const MAX_ROUNDS = 30;

/**
 * Sends more records to a stream than its shards accept in a second, with all calls at the same time, and sends refused
 * records again, a second later each time, until all are accepted.
 *
 * @param refusedOf chooses, by the answer of PutRecords, which of the sent records have to be sent again
 * @returns a row for each round
 * @throws Error if records are still refused after 30 rounds
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
    if (rounds.length === MAX_ROUNDS)
      throw new Error(`${formatCount(left.length, "record")} still there after ${MAX_ROUNDS} rounds.`);
    if (rounds.length > 0) await waitSeconds(1);
    const sent = left;
    const calls = Array.from({ length: Math.ceil(sent.length / MAX_RECORDS) }, (_, n) => {
      const Records = sent.slice(n * MAX_RECORDS, (n + 1) * MAX_RECORDS);
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

/** `count` small records, each with its own key. */
export const smallRecords = (count: number): PutRecordsRequestEntry[] =>
  Array.from({ length: count }, (_, n) => ({ PartitionKey: `key-${n}`, Data: Buffer.from(`{"n":${n}}`) }));

/** `count` records of `sizeKiB` KiB, each with its own key. */
export const bigRecords = (count: number, sizeKiB: number): PutRecordsRequestEntry[] =>
  Array.from({ length: count }, (_, n) => ({ PartitionKey: `key-${n}`, Data: Buffer.alloc(sizeKiB * 1024, 120) }));
