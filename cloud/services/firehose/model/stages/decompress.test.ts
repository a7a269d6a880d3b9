import {
  PutRecordBatchCommand,
  PutRecordCommand,
  type ExtendedS3DestinationConfiguration,
  type Processor,
} from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { gzipSync } from "node:zlib";
import { catchFault, START, useCloud } from "../../../../testing/use-cloud";
import type { DestinationSettings } from "../destination/settings";
import { decompress } from "./decompress";
import { extractMessages } from "./extract-messages";
import { createMetadataExtraction, createPartitioned } from "../../../../testing/create-partitioned";
import type { StageContext } from "./stage";
import { createDeliveryTools, ROLE, READING_TRIPS } from "../../testing/glue-tables";

const UNZIP: Processor = {
  Type: "Decompression",
  Parameters: [{ ParameterName: "CompressionFormat", ParameterValue: "GZIP" }],
};
const createExtraction = (ParameterValue: string): Processor => ({
  Type: "CloudWatchLogProcessing",
  Parameters: [{ ParameterName: "DataMessageExtraction", ParameterValue }],
});
const EXTRACT = createExtraction("true");
const DELIMIT: Processor = { Type: "AppendDelimiterToRecord" };
const createDestination = (...Processors: readonly Processor[]): Partial<ExtendedS3DestinationConfiguration> => ({
  Prefix: "data/",
  ErrorOutputPrefix: "errors/!{firehose:error-output-type}/",
  BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
  ProcessingConfiguration: { Enabled: true, Processors: [...Processors] },
});
const createEnvelope = (...messages: readonly string[]): string =>
  JSON.stringify({
    messageType: "DATA_MESSAGE",
    logGroup: "g",
    logEvents: messages.map((message) => ({ id: "1", message })),
  });

// Expected values: AWS's guide, Message_extraction.html and decomp-faq.html; refusals as measured on AWS, 2026-09-10, in cdk-preflight.
describe("Firehose decompression of CloudWatch Logs records", () => {
  const cloud = useCloud();
  const { makeBucket, create, readDelivered, readMetric } = createDeliveryTools(cloud);
  beforeEach(makeBucket);
  const readTextUnder = async (prefix: string): Promise<string> =>
    (await readDelivered())
      .filter(({ key }) => key.startsWith(prefix))
      .map(({ text }) => text)
      .join("");
  const readFailuresUnder = async (prefix: string): Promise<readonly Record<string, unknown>[]> =>
    (await readTextUnder(prefix))
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  describe("from a subscription filter", () => {
    const putLogged = async (...messages: readonly string[]): Promise<void> => {
      const target = { logGroupName: "app", logStreamName: "one" };
      await cloud.logs.createLogGroup({ logGroupName: "app" });
      await cloud.logs.createLogStream(target);
      await cloud.logs.putSubscriptionFilter({
        logGroupName: "app",
        filterName: "all",
        filterPattern: "",
        destinationArn: "arn:aws:firehose:us-east-1:000000000000:deliverystream/s",
        roleArn: ROLE,
      });
      const logEvents = messages.map((message) => ({ timestamp: Date.parse(START), message }));
      await cloud.logs.putLogEvents({ ...target, logEvents });
      await cloud.advance(61);
    };
    const readLines = async (): Promise<readonly unknown[]> =>
      (await readTextUnder("data/"))
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown);

    it("delivers only the messages, one per line (FH-108, FH-109)", async () => {
      await create("s", createDestination(UNZIP, EXTRACT));
      await putLogged('{"trip":1}', '{"trip":2}\n', "plain");
      expect(await readTextUnder("")).to.equal('{"trip":1}\n{"trip":2}\nplain\n');
    });
    it("delivers the decompressed records of Logs with the configured delimiter (FH-108)", async () => {
      await create("s", createDestination({ Type: "Decompression" }, DELIMIT));
      await putLogged("one", "two");
      const [control, data, ...more] = await readLines();
      expect(more).to.deep.equal([]);
      expect(control).to.include({ messageType: "CONTROL_MESSAGE" });
      expect(data).to.deep.include({ messageType: "DATA_MESSAGE", logGroup: "app", subscriptionFilters: ["all"] });
    });
    it("accepts False, and then keeps the rest of the message (FH-107)", async () => {
      await create("s", createDestination(UNZIP, createExtraction("False"), DELIMIT));
      await putLogged("one");
      expect((await readLines()).at(-1)).to.deep.include({ logStream: "one" });
    });
    it("partitions by each message, and delivers a failing record once, still compressed (FH-108)", async () => {
      await create(
        "s",
        createPartitioned("data/!{partitionKeyFromQuery:id}/", UNZIP, EXTRACT, createMetadataExtraction("{id:.id}")),
      );
      await putLogged('{"id":1}', "bad", '{"id":2}', "worse");
      expect([await readTextUnder("data/1/"), await readTextUnder("data/2/")]).to.deep.equal([
        '{"id":1}\n',
        '{"id":2}\n',
      ]);
      const failed = await readFailuresUnder("errors/metadata-extraction-failed/");
      expect(failed.map(({ rawData }) => Buffer.from(String(rawData), "base64").readUInt16BE())).to.deep.equal([
        0x1f8b,
      ]);
    });
  });

  it("fails only records that aren't gzip, unchanged, and logs this to CloudWatch (FH-108)", async () => {
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(1);
    await create("s", createDestination(UNZIP, EXTRACT), READING_TRIPS);
    const good = gzipSync(createEnvelope("good"));
    // A few thousand bytes that unzip to 9 MiB: refused, as every record that would fill the memory.
    const bomb = gzipSync(Buffer.alloc(9 * 1024 * 1024));
    const other = gzipSync('{"trip":1}');
    const sent = [Buffer.from("no gzip"), good.subarray(0, 20), bomb, good, other];
    await cloud.kinesis.putRecords({ StreamName: "trips", Records: sent.map((Data) => ({ Data, PartitionKey: "k" })) });
    await cloud.advance(62);
    expect(await readTextUnder("data/")).to.equal("good\n");
    const failed = await readFailuresUnder("errors/decompression-failed/");
    expect(failed.map(({ rawData }) => rawData)).to.deep.equal(sent.slice(0, 3).map((data) => data.toString("base64")));
    expect(failed.map(({ errorMessage }) => String(errorMessage))).to.satisfy((texts: readonly string[]) =>
      texts.every((text) => text.startsWith("The record could not be decompressed as GZIP: ")),
    );
    expect((await readFailuresUnder("errors/processing-failed/")).map(({ rawData }) => rawData)).to.deep.equal([
      other.toString("base64"),
    ]);
    expect((await readMetric("OutputDecompressedRecords.Failed"))?.Sum).to.equal(3);
  });

  it("limits the messages in one record to what Logs sends, and rejects endless nesting (FH-109)", async () => {
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(1);
    await create("s", createDestination(UNZIP, EXTRACT), READING_TRIPS);
    // Some kilobytes of gzip each. Several such records without a limit would become millions of values, which take
    // gigabytes and a minute.
    const many = gzipSync(createEnvelope(...Array.from({ length: 10_001 }, () => "")));
    const deep = gzipSync(createEnvelope("deep").replace("{", `{"x":${"[".repeat(9_000)}${"]".repeat(9_000)},`));
    const sent = [many, deep, gzipSync(createEnvelope(...Array.from({ length: 10_000 }, () => "")))];
    await cloud.kinesis.putRecords({ StreamName: "trips", Records: sent.map((Data) => ({ Data, PartitionKey: "k" })) });
    await cloud.advance(62);
    expect((await readFailuresUnder("errors/processing-failed/")).map(({ rawData }) => rawData)).to.deep.equal(
      [many, deep].map((data) => data.toString("base64")),
    );
    expect(await readTextUnder("data/")).to.equal("\n".repeat(10_000));
  });

  it("limits the messages in a batch to its decompressed size", async () => {
    const settings = { processors: { extractsMessages: true } } as DestinationSettings;
    const data = Buffer.from(createEnvelope(...Array.from({ length: 10_000 }, () => "")));
    const items = Array.from({ length: 62 }, (_, position) => ({ position, data, arrivedAt: 0 }));
    const staged = await extractMessages(settings)?.run(items, 0);
    expect(staged?.items).to.have.lengthOf(600_000);
    expect(staged?.failures.map(({ item }) => item.position)).to.deep.equal([60, 61]);
  });

  it("stops decompressing a batch that exceeds its limit", async () => {
    const settings = { processors: { decompresses: true } } as DestinationSettings;
    const metrics = { noteDecompressed: () => undefined };
    const bomb = gzipSync(Buffer.alloc(9 * 1024 * 1024));
    const items = [...Array.from({ length: 8 }, () => bomb), gzipSync("{}")].map((data, position) => ({
      position,
      data,
      arrivedAt: 0,
    }));
    const staged = await decompress(settings, { metrics, now: () => 0 } as never as StageContext)?.run(items, 0);
    expect(staged?.failures).to.have.lengthOf(9);
  });

  it("accepts puts only from CloudWatch Logs (FH-110)", async () => {
    await create("s", createDestination(UNZIP));
    const Record = { Data: gzipSync(createEnvelope("one")) };
    for (const command of [
      new PutRecordCommand({ DeliveryStreamName: "s", Record }),
      new PutRecordBatchCommand({ DeliveryStreamName: "s", Records: [Record] }),
    ])
      expect(await catchFault(cloud.firehose.send(command as PutRecordCommand))).to.include({
        name: "InvalidSourceException",
        message: "Only requests from CloudWatch Logs are supported when CloudWatch Logs decompression is enabled.",
      });
    await create("plain", createDestination(DELIMIT));
    await cloud.firehose.putRecord({ DeliveryStreamName: "plain", Record });
  });

  const refused: readonly (readonly [what: string, processors: readonly Processor[], message: string])[] = [
    [
      "another compression",
      [{ Type: "Decompression", Parameters: [{ ParameterName: "CompressionFormat", ParameterValue: "ZIP" }] }],
      "Invalid parameter value for CompressionFormat. Allowed value is GZIP.",
    ],
    ...[createExtraction("yes"), { Type: "CloudWatchLogProcessing" } satisfies Processor].map(
      (processor) =>
        [
          processor.Parameters === undefined ? "extraction without its parameter" : "another value of extraction",
          [UNZIP, processor],
          "Invalid parameter value for DataMessageExtraction. Allowed values are True and False.",
        ] as const,
    ),
  ];
  for (const [title, processors, message] of refused) {
    it(`rejects ${title} (FH-107)`, async () => {
      expect(await catchFault(create("s", createDestination(...processors)))).to.include({
        name: "InvalidArgumentException",
        message,
      });
    });
  }
});
