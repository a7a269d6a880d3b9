import { FirehoseClient, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import type { Person } from "../collection/person";
import { listStreamRecords } from "../streaming/list-stream-records";

/** The maximum number of records that Firehose accepts in one PutRecordBatch call. */
const MAX_RECORDS = 500;

/**
 * Does once what the analytics application of lab 03 does continuously: reads the records that a stream of people holds
 * now, takes five values of each person who is old enough, and sends them to a Firehose. A replacement where no application can run.
 *
 * @returns how many people were sent
 */
export async function subsetByHand({
  streamName,
  firehoseName,
  minimumAge,
}: {
  streamName: string;
  firehoseName: string;
  minimumAge: number;
}): Promise<number> {
  const people = (await listStreamRecords({ streamName })).map(({ data }) => data as Person);
  const subset = people
    .filter(({ dob }) => dob.age >= minimumAge)
    .map(({ name: { first, last }, gender, dob: { age }, location: { country } }) => ({
      first,
      last,
      gender,
      age,
      country,
    }));
  const firehose = new FirehoseClient({});
  for (let from = 0; from < subset.length; from += MAX_RECORDS)
    await firehose.send(
      new PutRecordBatchCommand({
        DeliveryStreamName: firehoseName,
        Records: subset.slice(from, from + MAX_RECORDS).map((item) => ({ Data: Buffer.from(JSON.stringify(item)) })),
      }),
    );
  return subset.length;
}
