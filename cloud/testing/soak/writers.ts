import type { Random } from "../../core/random";
import type { Ledger } from "./ledger";
import { Bucket, StreamName, type Run } from "./run";

/** The input of a writer. */
interface WriterInput {
  readonly run: Run;
  readonly ledger: Ledger;
  readonly QueueUrl: string;
  readonly round: number;
  /**
   * The number of acknowledged writes after which the writer stops, if the cloud or the connection does not break
   * before.
   */
  readonly max: number;
  readonly random: Random;
  /** Fires when the cloud is killed or connections are cut: from then on failed writes are expected. */
  readonly broken: AbortSignal;
}

/**
 * Writes again and again until the cloud is killed or the connection is cut: a write under way then may or may not be
 * stored.
 */
async function repeatWrites({ max, broken }: WriterInput, write: (turn: number) => Promise<void>): Promise<void> {
  for (let turn = 0; turn < max && !broken.aborted; turn++) {
    await write(turn).catch((error: unknown) => {
      if (!broken.aborted) throw error;
    });
  }
}

const writeRecords = (writing: WriterInput): Promise<void> =>
  repeatWrites(writing, async (turn) => {
    const { run, ledger, round, random } = writing;
    const Records = Array.from({ length: 1 + random.drawBelow(20) }, (_, index) => ({
      PartitionKey: `k${random.drawBelow(5)}`,
      Data: Buffer.from(`${round}-${turn}-${index}`),
    }));
    const { Records: results = [] } = await run.kinesis.putRecords({ StreamName, Records });
    for (const [index, { PartitionKey, Data }] of Records.entries()) {
      if (results[index]?.SequenceNumber === undefined) continue;
      ledger.records.set(PartitionKey, [...(ledger.records.get(PartitionKey) ?? []), Data.toString()]);
    }
    ledger.acknowledged += 1;
  });

const writeMessages = (writing: WriterInput): Promise<void> =>
  repeatWrites(writing, async (turn) => {
    const { run, ledger, QueueUrl, round, random } = writing;
    if (random.drawBelow(3) > 0) {
      const MessageBody = `${random.drawBelow(4)}-${String(round).padStart(6, "0")}-${String(turn).padStart(9, "0")}`;
      await run.sqs.sendMessage({
        QueueUrl,
        MessageBody,
        MessageGroupId: MessageBody.slice(0, 1),
        MessageDeduplicationId: MessageBody,
      });
      ledger.messages.add(MessageBody);
    } else {
      const { Messages: [message] = [] } = await run.sqs.receiveMessage({ QueueUrl });
      if (message?.Body === undefined) return;
      ledger.undecided.add(message.Body);
      await run.sqs.deleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle });
      ledger.deleted.add(message.Body);
    }
    ledger.acknowledged += 1;
  });

const writeObjects = (writing: WriterInput): Promise<void> =>
  repeatWrites(writing, async (turn) => {
    const { run, ledger, round, random } = writing;
    const Key = `o/${random.drawBelow(30)}`;
    const Body = `${round}-${turn} ${"x".repeat(random.drawBelow(5_000))}`;
    const versions = ledger.objects.get(Key) ?? [];
    ledger.objects.set(Key, versions);
    // The version is sent, so it may be stored from here on; once it is acknowledged, versions before it may not be
    // stored any more.
    versions.push(Body);
    await run.s3.putObject({ Bucket, Key, Body });
    versions.splice(0, versions.length - 1);
    ledger.acknowledged += 1;
  });

/** A writer for each service. */
export const writers = { writeRecords, writeMessages, writeObjects };
