import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { expect } from "chai";
import { START, useCloud } from "../testing/use-cloud";
import { createCatalog, createKeys } from "./glue/testing/catalog";
import { formatShardName, createStreams } from "./kinesis/testing/streams";
import { createQueues } from "./sqs/testing/queues";
import { BUCKET, createDeliveryTools, ROLE } from "./firehose/testing/glue-tables";

describe("the live figures of each service for the console", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  const delivery = createDeliveryTools(cloud);
  const queues = createQueues(cloud);
  const catalog = createCatalog(cloud);
  /** The first message of the console's feed. */
  const readFigures = async (): Promise<Record<string, Record<string, Record<string, unknown>>>> => {
    const { body } = await fetch(`${cloud.running.endpoint}/console/feed`);
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (reader && !text.includes("\n\n")) text += (await reader.read()).value ?? "";
    await reader?.cancel();
    return JSON.parse(text.slice("data: ".length)).live;
  };
  /** The rows of the console's tables that begin with these names. */
  const readRows = async (...names: readonly string[]) => {
    const page = await (await fetch(`${cloud.running.endpoint}/console/tables`)).text();
    const all = [...page.matchAll(/<tr>(<td>.*?)<\/tr>/g)].map(
      ([, cells = ""]) => cells.match(/(?<=<td>).*?(?=<\/td>)/g) ?? [],
    );
    return all.filter(([first = ""]) => names.includes(first));
  };

  it("streams: open shards, incoming and read records, and unread records", async () => {
    await streams.make("trips", 2);
    await streams.make("unread", 1);
    for (const name of ["trips", "trips", "trips", "unread"])
      await streams.put({ StreamName: name, ExplicitHashKey: "0" });
    await streams.get(await streams.readIterator({ ShardId: formatShardName(0) }), 2);
    expect((await readFigures())["kinesis"]).to.deep.equal({
      trips: { status: "ACTIVE", open: 2, records: 3, read: 2, unread: 1 },
      unread: { status: "ACTIVE", open: 1, records: 1, read: 0, unread: 0 },
    });
    expect(await readRows("trips")).to.deep.equal([
      ["trips", "ACTIVE", "PROVISIONED", "2", "3", "24 h", "2030-01-01 00:00:00 UTC"],
    ]);
  });

  it("delivery streams: received and unread records, and buffered records with their deadline", async () => {
    await delivery.makeBucket();
    await streams.make("trips", 1);
    const arn = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";
    await delivery.create("direct", { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } });
    await delivery.create(
      "reads",
      {},
      {
        DeliveryStreamType: "KinesisStreamAsSource",
        KinesisStreamSourceConfiguration: { KinesisStreamARN: arn, RoleARN: ROLE },
      },
    );
    await delivery.putAll("direct", ["abc", "de"]);
    await streams.put();
    const { direct, reads } = (await readFigures())["firehose"] ?? {};
    const dueAt = Date.parse(START) + 63_000;
    expect(direct).to.include({ status: "ACTIVE", accepted: 2, behind: 0, buffers: 1, records: 2, bytes: 5, dueAt });
    expect(reads).to.include({ status: "ACTIVE", accepted: 0, behind: 1, buffers: 0, records: 0, bytes: 0 });
    expect(reads).not.to.have.property("dueAt");
    const lake = `arn:aws:s3:::${BUCKET}`;
    expect(await readRows("direct", "reads")).to.deep.equal([
      ["direct", "ACTIVE", "Direct PUT", lake, "2", "5", "0", "2030-01-01 00:01:03 UTC"],
      ["reads", "ACTIVE", arn, lake, "0", "0", "0", ""],
    ]);
  });

  it("queues, buckets, log groups, tables and stacks: their size", async () => {
    await queues.make();
    for (const seconds of [0, 0, 9]) await queues.send("x", { DelaySeconds: seconds });
    await queues.receive({ MaxNumberOfMessages: 1 });
    await delivery.makeBucket();
    for (const Key of ["a/1", "a/2", "b/3", "elsewhere/4"])
      await cloud.s3.putObject({ Bucket: BUCKET, Key, Body: "x" });
    await cloud.logs.createLogGroup({ logGroupName: "g" });
    await cloud.logs.createLogStream({ logGroupName: "g", logStreamName: "s" });
    const logEvents = [{ timestamp: Date.parse(START), message: "hello" }];
    await cloud.logs.putLogEvents({ logGroupName: "g", logStreamName: "s", logEvents });
    const StorageDescriptor = { Columns: createKeys("price double"), Location: `s3://${BUCKET}/a/` };
    await catalog.makeTable({ PartitionKeys: createKeys("year int", "month int"), StorageDescriptor });
    // Partitions inside of the table's folder and of one another, elsewhere in its bucket, in another bucket, and nowhere.
    await catalog.makeTable({ Name: "parts", PartitionKeys: createKeys("day string"), StorageDescriptor });
    const locations = ["a/", "b", "b/", "b/deeper/", "elsewhere/"].map((folder) => `s3://${BUCKET}/${folder}`);
    for (const [index, Location] of [...locations, "s3://other/b/", undefined].entries()) {
      const PartitionInput = {
        Values: [String(index)],
        StorageDescriptor: Location === undefined ? undefined : { Location },
      };
      await catalog.client.createPartition({ DatabaseName: "fuel", TableName: "parts", PartitionInput });
    }
    await catalog.makeTable({ Name: "nowhere", StorageDescriptor: { Location: "s3://none/a/" } });
    await cloud
      .createClient(CloudFormation)
      .createStack({ StackName: "st", TemplateBody: '{"Resources":{"Q":{"Type":"AWS::SQS::Queue"}}}' });
    const live = await readFigures();
    expect(live["sqs"]?.["jobs"]).to.deep.equal({ ready: 1, inFlight: 1, delayed: 1 });
    expect(live["s3"]).to.deep.equal({ [BUCKET]: { objects: 4 } });
    expect(live["logs"]).to.deep.equal({ g: { bytes: 31, streams: 1 } });
    expect(live["glue"]).to.deep.equal({
      "fuel.nowhere": { objects: 0 },
      "fuel.parts": { objects: 4 },
      "fuel.prices": { objects: 2 },
    });
    expect(Object.values(live["cloudformation"] ?? {})).to.deep.equal([{ status: "CREATE_IN_PROGRESS", events: 1 }]);
  });
});
