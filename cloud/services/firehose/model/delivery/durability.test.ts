import { Firehose } from "@aws-sdk/client-firehose";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { Glue } from "@aws-sdk/client-glue";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { createTemporaryFolder } from "../../../../testing/temporary-folder";
import { drawSeed, createRandom } from "../../../../../foundation/random";
import { startCloudProcess, type CloudProcess } from "../../../../testing/cloud-process";
import {
  createConversion,
  createConverting,
  createTableInput,
  BUCKET,
  BUCKET_ARN,
  ROLE,
  READING_TRIPS,
} from "../../testing/glue-tables";
import { readParquetRows } from "../../testing/delivery-run";

const KILLS = 3;
const DESTINATION = { RoleARN: ROLE, BucketARN: BUCKET_ARN, BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } };

interface Clients {
  readonly firehose: Firehose;
  readonly kinesis: Kinesis;
  readonly glue: Glue;
  readonly s3: S3;
}

/** Puts records of about 2 kB until the cloud is killed, and remembers the acknowledged ones. */
async function putUntilKilled(
  put: (texts: readonly string[]) => Promise<readonly string[]>,
  acknowledged: Set<string>,
  name: string,
): Promise<void> {
  for (let batch = 0; ; batch++) {
    const texts = Array.from({ length: 20 }, (_, index) => `<${name}-${batch}-${index}>${".".repeat(2000)}`);
    for (const text of await put(texts)) acknowledged.add(text.slice(0, text.indexOf(">") + 1));
  }
}

describe("Firehose and kill -9", () => {
  const data = createTemporaryFolder();
  const started: CloudProcess[] = [];
  after(() => Promise.all(started.map((cloud) => cloud.end("SIGKILL"))));
  const seed = process.env["SEED"] ?? String(drawSeed());

  const start = async (): Promise<CloudProcess> => {
    const cloud = await startCloudProcess(["--port", "0", "--data", data, "--speed", "0"]);
    started.push(cloud);
    return cloud;
  };
  const createClients = ({ clientConfig: config }: CloudProcess): Clients => {
    return {
      firehose: new Firehose(config),
      kinesis: new Kinesis(config),
      glue: new Glue(config),
      s3: new S3({ ...config, forcePathStyle: true }),
    };
  };
  const close = (clients: Clients): void =>
    Object.values(clients).forEach((client: { destroy(): void }) => client.destroy());
  const createDirect =
    ({ firehose }: Clients, DeliveryStreamName = "direct", recordOf = (text: string) => text) =>
    async (texts: readonly string[]): Promise<readonly string[]> => {
      const { RequestResponses = [] } = await firehose.putRecordBatch({
        DeliveryStreamName,
        Records: texts.map((text) => ({ Data: Buffer.from(recordOf(text)) })),
      });
      return texts.filter((_, index) => RequestResponses[index]?.RecordId !== undefined);
    };
  const createThroughKinesis =
    ({ kinesis }: Clients) =>
    async (texts: readonly string[]): Promise<readonly string[]> => {
      const { Records = [] } = await kinesis.putRecords({
        StreamName: "trips",
        Records: texts.map((text) => ({ Data: Buffer.from(text), PartitionKey: text })),
      });
      return texts.filter((_, index) => Records[index]?.SequenceNumber !== undefined);
    };
  const setUp = async (cloud: CloudProcess): Promise<void> => {
    const clients = createClients(cloud);
    await clients.s3.createBucket({ Bucket: BUCKET });
    await clients.kinesis.createStream({ StreamName: "trips", ShardCount: 2 });
    await cloud.advance(1);
    await clients.firehose.createDeliveryStream({
      DeliveryStreamName: "direct",
      S3DestinationConfiguration: DESTINATION,
    });
    await clients.glue.createDatabase({ DatabaseInput: { Name: "d" } });
    await clients.glue.createTable({ DatabaseName: "d", TableInput: createTableInput({ n: "string" }) });
    await clients.firehose.createDeliveryStream({
      DeliveryStreamName: "rows",
      ExtendedS3DestinationConfiguration: {
        RoleARN: ROLE,
        BucketARN: BUCKET_ARN,
        ...createConverting(createConversion({ ParquetSerDe: {} })),
      },
    });
    await clients.firehose.createDeliveryStream({
      DeliveryStreamName: "reading",
      S3DestinationConfiguration: DESTINATION,
      ...READING_TRIPS,
    });
    await cloud.advance(1);
    close(clients);
  };
  const readDelivered = async ({ s3 }: Clients): Promise<string> => {
    const { Contents = [], IsTruncated } = await s3.listObjectsV2({ Bucket: BUCKET });
    expect(IsTruncated).to.equal(false);
    const texts = await Promise.all(
      Contents.map(async ({ Key = "" }) => {
        const content = Buffer.from(
          (await (await s3.getObject({ Bucket: BUCKET, Key })).Body?.transformToByteArray()) ?? [],
        );
        return Key.endsWith(".parquet") ? JSON.stringify(await readParquetRows(content)) : content.toString();
      }),
    );
    return texts.join("");
  };

  it(`delivers every acknowledged record at least once, killed at ${KILLS} random moments (SEED=${seed})`, async () => {
    const random = createRandom(seed);
    const acknowledged = new Set<string>();
    await start().then(async (cloud) => {
      await setUp(cloud);
      await cloud.end("SIGKILL");
    });
    for (let round = 0; round < KILLS; round++) {
      const cloud = await start();
      const clients = createClients(cloud);
      const rounds = 1 + random.drawBelow(6);
      // The kill comes while time continues, objects are delivered and both streams are written to.
      const doNothing = (): undefined => undefined;
      void putUntilKilled(createDirect(clients), acknowledged, `direct-${round}`).catch(doNothing);
      void putUntilKilled(
        createDirect(clients, "rows", (n) => JSON.stringify({ n })),
        acknowledged,
        `rows-${round}`,
      ).catch(doNothing);
      void putUntilKilled(createThroughKinesis(clients), acknowledged, `kinesis-${round}`).catch(doNothing);
      for (let n = 0; n < rounds; n++) await cloud.advance(random.drawBelow(40));
      void cloud.advance(60).catch(doNothing);
      // Calls in flight may never get an answer, so the test does not wait for them.
      await cloud.end("SIGKILL");
      close(clients);
    }
    const cloud = await start();
    const clients = createClients(cloud);
    await cloud.advance(200);
    const delivered = new Set((await readDelivered(clients)).match(/<[^<>]+>/g));
    const missing = [...acknowledged].filter((record) => !delivered.has(record));
    close(clients);
    await cloud.end("SIGTERM");
    expect(acknowledged.size).to.be.above(KILLS * 20);
    expect(missing).to.deep.equal([]);
    expect(cloud.getErrors()).not.to.contain("bug ");
  });
});
