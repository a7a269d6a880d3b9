import { CreateDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import type { Evidence, Question, Stage } from "../../../grader/index";
import { splitJson } from "../../../src/delivery/split-json";
import { createNewStations } from "../../../src/generators/new-stations";
import { seededRandom } from "../../../src/generators/random";
import { getBucketName } from "../given/names";

const FIREHOSE = "recovered-readings";
const PREFIX = "recovered/";
/** The ends of two periods, so that the records that can be repaired are more than ten. */
const PERIOD_ENDS = [new Date("2026-09-10T12:00:00Z"), new Date("2026-09-11T19:30:00Z")];

/** A Firehose without partitions, into which the learner's function sends what it has repaired. */
export async function createRecoveryFirehose({ firehose, advance, account }: Stage): Promise<void> {
  await firehose.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: FIREHOSE,
      DeliveryStreamType: "DirectPut",
      ExtendedS3DestinationConfiguration: {
        BucketARN: `arn:aws:s3:::${getBucketName(account)}`,
        RoleARN: `arn:aws:iam::${account}:role/LabStack-FuelNetwork-KinesisFirehoseRole`,
        Prefix: PREFIX,
        BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
      },
    }),
  );
  await advance(10);
}

/** Asks to repair the readings of other stations than a learner has seen. What is right with them isn't asked about. */
export function askToRecover(seed: number): Question {
  const random = seededRandom((seed ^ 0xfa11) >>> 0);
  const records = PERIOD_ENDS.flatMap((until) => createNewStations(random, until).records);
  const failed = records.filter((record) => !/"event_timestamp":\d+}$/.test(record) || record.includes("null"));
  const args = failed.map((record) => ({ rawData: Buffer.from(record).toString("base64") }));
  return { id: "recover-readings", name: "recoverReadings", args: [args, FIREHOSE] };
}

/** The values that the learner's function has sent, as JSON; a text for what is not JSON. */
export function listRecovered({ cloud }: Evidence): readonly unknown[] {
  const objects = cloud.buckets.flatMap(({ objects: all }) => all.filter(({ key }) => key.startsWith(PREFIX)));
  return objects.flatMap(({ body }) => {
    try {
      return splitJson(body);
    } catch {
      return [body];
    }
  });
}
