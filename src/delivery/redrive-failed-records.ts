import { FirehoseClient, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { DeleteObjectsCommand, S3Client } from "@aws-sdk/client-s3";
import { waitSeconds } from "../waiting/wait-seconds";
import { readFailedRecords, type FailedRecord } from "./read-failed-records";

/** The maximum number of records that Firehose accepts in one PutRecordBatch call. */
const MAX_RECORDS = 500;

/**
 * Sends the failed records under an error prefix to a Firehose again, and deletes their objects once it has accepted
 * them: a record that it accepts is safe, and another call must not send it twice.
 *
 * @param prefix such as `errors/processing-failed/`
 * @returns how many records were sent
 * @throws any error of PutRecordBatch; the objects whose records it doesn't have stay
 */
export async function redriveFailedRecords({
  bucketName,
  prefix,
  firehoseName,
}: {
  bucketName: string;
  prefix: string;
  firehoseName: string;
}): Promise<number> {
  const failed = await readFailedRecords({ bucketName, prefix });
  const firehose = new FirehoseClient({});
  const s3 = new S3Client({});
  for (const [key, records] of groupByObject(failed)) {
    for (let from = 0; from < records.length; from += MAX_RECORDS)
      await sendAgain(firehose, firehoseName, records.slice(from, from + MAX_RECORDS));
    await s3.send(new DeleteObjectsCommand({ Bucket: bucketName, Delete: { Objects: [{ Key: key }] } }));
  }
  return failed.length;
}

function groupByObject(records: readonly FailedRecord[]): Map<string, FailedRecord[]> {
  const groups = new Map<string, FailedRecord[]>();
  for (const record of records) groups.set(record.key, [...(groups.get(record.key) ?? []), record]);
  return groups;
}

/** Sends records until each is accepted: those that Firehose refuses, because it is too busy, a second later. */
async function sendAgain(
  firehose: FirehoseClient,
  DeliveryStreamName: string,
  records: readonly FailedRecord[],
): Promise<void> {
  let left = records.map(({ rawData }) => ({ Data: Buffer.from(rawData, "base64") }));
  for (;;) {
    const { RequestResponses = [] } = await firehose.send(
      new PutRecordBatchCommand({ DeliveryStreamName, Records: left }),
    );
    left = left.filter((_record, at) => RequestResponses[at]?.ErrorCode !== undefined);
    if (left.length === 0) return;
    await waitSeconds(1);
  }
}
