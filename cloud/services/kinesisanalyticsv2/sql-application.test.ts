import {
  AddApplicationInputCommand,
  AddApplicationOutputCommand,
  type DiscoverInputSchemaCommandOutput,
  KinesisAnalyticsV2,
  StartApplicationCommand,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { readDetail, ROLE, createStudio, createSqlApplication, createStreamArn, TRADES } from "./testing/studio";

const CODE = `CREATE OR REPLACE STREAM "DESTINATION" (ticker VARCHAR(8));
CREATE OR REPLACE PUMP "P" AS INSERT INTO "DESTINATION" SELECT STREAM "ticker" FROM "SOURCE_SQL_STREAM_001";`;
const OUTPUT = {
  Name: "DESTINATION",
  KinesisStreamsOutput: { ResourceARN: createStreamArn("out") },
  DestinationSchema: { RecordFormatType: "JSON" },
} as const;

describe("SQL applications of the older kind", () => {
  const cloud = useCloud();
  const createClient = (): KinesisAnalyticsV2 => cloud.createClient(KinesisAnalyticsV2);
  const change = (version: number) => ({ ApplicationName: "trades", CurrentApplicationVersionId: version });

  it("get an input and outputs through separate calls, each with a new version (KDA-002, KDA-005, KDA-011)", async () => {
    await createSqlApplication(createClient(), CODE, { Inputs: [] });
    const added = await createClient().addApplicationInput({ ...change(1), Input: TRADES });
    expect(added).to.deep.include({ ApplicationVersionId: 2 });
    expect(added.InputDescriptions?.[0]).to.deep.include({
      InputId: "1.1",
      InAppStreamNames: ["SOURCE_SQL_STREAM_001"],
      KinesisStreamsInputDescription: { ResourceARN: createStreamArn("trades") },
    });
    expect((await catchFault(createClient().addApplicationInput({ ...change(2), Input: TRADES }))).name).to.equal(
      "InvalidArgumentException",
    );
    for (const version of [2, 3, 4]) await createClient().addApplicationOutput({ ...change(version), Output: OUTPUT });
    const fourth = createClient().addApplicationOutput({ ...change(5), Output: OUTPUT });
    expect((await catchFault(fourth)).name).to.equal("LimitExceededException");
    await createClient().deleteApplicationOutput({ ...change(5), OutputId: "3.1" });
    const { ApplicationConfigurationDescription: now } = await readDetail(createClient(), "trades");
    expect(
      now?.SqlApplicationConfigurationDescription?.OutputDescriptions?.map(({ OutputId }) => OutputId),
    ).to.deep.equal(["2.1", "4.1"]);
    const none = new AddApplicationOutputCommand({
      ...change(6),
      Output: { Name: "DESTINATION", DestinationSchema: { RecordFormatType: "JSON" } },
    });
    expect((await catchFault(createClient().send(none))).name).to.equal("InvalidArgumentException");
  });

  it("are described with each output's destination, and accept one input, read row by row", async () => {
    const firehose = { ResourceARN: "arn:aws:firehose:us-east-1:000000000000:deliverystream/out" };
    const lambda = { ResourceARN: "arn:aws:lambda:us-east-1:000000000000:function:f" };
    const { Name, KinesisStreamsOutput, DestinationSchema } = OUTPUT;
    const Outputs = [
      { Name, DestinationSchema, KinesisStreamsOutput },
      { Name, DestinationSchema: { RecordFormatType: "CSV" as const }, KinesisFirehoseOutput: firehose },
      { Name, DestinationSchema, LambdaOutput: lambda },
    ];
    await createSqlApplication(createClient(), CODE, { Outputs });
    const { ApplicationConfigurationDescription: description } = await readDetail(createClient(), "trades");
    expect(description?.SqlApplicationConfigurationDescription?.OutputDescriptions).to.deep.equal([
      { OutputId: "2.1", Name, KinesisStreamsOutputDescription: KinesisStreamsOutput, DestinationSchema },
      {
        ...{ OutputId: "3.1", Name, KinesisFirehoseOutputDescription: firehose },
        DestinationSchema: { RecordFormatType: "CSV" },
      },
      { OutputId: "4.1", Name, LambdaOutputDescription: lambda, DestinationSchema },
    ]);
    expect(description?.SqlApplicationConfigurationDescription?.InputDescriptions).to.deep.equal([
      {
        ...{ InputId: "1.1", NamePrefix: "SOURCE_SQL_STREAM", InAppStreamNames: ["SOURCE_SQL_STREAM_001"] },
        KinesisStreamsInputDescription: { ResourceARN: createStreamArn("trades") },
        InputSchema: TRADES.InputSchema,
        InputParallelism: { Count: 1 },
        InputStartingPositionConfiguration: {},
      },
    ]);
    const both = { Name, DestinationSchema, KinesisStreamsOutput, LambdaOutput: lambda };
    const readRows = (RecordRowPath: string) => ({
      ...TRADES.InputSchema,
      RecordColumns: TRADES.InputSchema?.RecordColumns,
      RecordFormat: {
        RecordFormatType: "JSON" as const,
        MappingParameters: { JSONMappingParameters: { RecordRowPath } },
      },
    });
    for (const [parts, name] of [
      [{ Inputs: [TRADES, TRADES] }, "InvalidArgumentException"],
      [{ Inputs: [{ ...TRADES, KinesisStreamsInput: undefined }] }, "InvalidArgumentException"],
      [{ Inputs: [{ ...TRADES, InputParallelism: { Count: 2 } }] }, "UnsupportedOperationException"],
      [{ Inputs: [{ ...TRADES, InputSchema: readRows("$.all") }] }, "UnsupportedOperationException"],
      [{ Outputs: [both] }, "InvalidArgumentException"],
      [{ Outputs: [OUTPUT, OUTPUT, OUTPUT, OUTPUT] }, "LimitExceededException"],
    ] as const)
      expect(
        (
          await catchFault(
            createSqlApplication(createClient(), CODE, {
              Inputs: [...(parts.Inputs ?? [])],
              Outputs: [...(parts.Outputs ?? [])],
            }),
          )
        ).name,
      ).to.equal(name);
  });

  it("assign a unique id to each added part", async () => {
    await createSqlApplication(createClient(), CODE, { Outputs: [OUTPUT, OUTPUT] });
    const { OutputDescriptions = [] } = await createClient().addApplicationOutput({ ...change(1), Output: OUTPUT });
    expect(OutputDescriptions.map(({ OutputId }) => OutputId)).to.deep.equal(["2.1", "3.1", "4.1"]);
  });

  it("are rejected with line and column if their code is wrong", async () => {
    const fault = await catchFault(
      createSqlApplication(createClient(), "CREATE OR REPLACE STREAM a (x INTEGER);\nDROP STREAM a;"),
    );
    expect(fault).to.include({
      name: "CodeValidationException",
      message: "CREATE is expected, not DROP (line 2, column 1)",
    });
  });

  it("are shown next to their Flink SQL, marked as history (KDA-001)", async () => {
    await createSqlApplication(createClient(), CODE, { Outputs: [OUTPUT] });
    const reply = await fetch(`${cloud.running.endpoint}/_lab/kinesisanalyticsv2/translation?application=trades`);
    const { note, pairs } = (await reply.json()) as { note: string; pairs: { sql: string; flink: string }[] };
    expect(note).to.include("History").and.to.include("2026-01-27");
    expect(pairs).to.have.length(3);
    expect(pairs[1]?.sql).to.equal(CODE);
    expect(pairs[1]?.flink).to.include("CREATE TEMPORARY VIEW `DESTINATION`");
  });

  it("can't be forced to stop, and reject inputs of other kinds of applications", async () => {
    await createSqlApplication(createClient(), CODE);
    const force = createClient().stopApplication({ ApplicationName: "trades", Force: true });
    expect((await catchFault(force)).name).to.equal("UnsupportedOperationException");
    await createStudio(createClient(), ["notes", "SELECT 1"]);
    const input = new AddApplicationInputCommand({ ...change(1), ApplicationName: "notes", Input: TRADES });
    expect((await catchFault(createClient().send(input))).name).to.equal("UnsupportedOperationException");
    const start = new StartApplicationCommand({
      ApplicationName: "trades",
      RunConfiguration: { SqlRunConfigurations: [{ InputId: "9.1", InputStartingPositionConfiguration: {} }] },
    });
    expect((await catchFault(createClient().send(start))).name).to.equal("InvalidArgumentException");
  });

  it("discover the schema of a stream only if records arrive (KDA-003, KDA-004)", async () => {
    await cloud.kinesis.createStream({ StreamName: "trades", ShardCount: 2 });
    await cloud.advance(1);
    const discover = () =>
      createClient().discoverInputSchema({ ResourceARN: createStreamArn("trades"), ServiceExecutionRole: ROLE });
    const fault = catchFault(discover());
    // The call waits for records that never come, so the test advances the clock until it gives up.
    while ((await Promise.race([fault, cloud.advance(1).then(() => undefined)])) === undefined);
    expect((await fault).name).to.equal("UnableToDetectSchemaException");
    const texts = ['{"ticker":"AAA","USER":"x"}', '{"ticker":"BB","USER":"y"}'];
    await cloud.kinesis.putRecords({
      StreamName: "trades",
      Records: texts.map((text) => ({ PartitionKey: text, Data: Buffer.from(text) })),
    });
    const { InputSchema, RawInputRecords, ParsedInputRecords } = await discover();
    expect(InputSchema?.RecordColumns).to.deep.equal([
      { Name: "ticker", Mapping: "$.ticker", SqlType: "VARCHAR(4)" },
      { Name: "COL_USER", Mapping: "$.USER", SqlType: "VARCHAR(4)" },
    ]);
    expect(RawInputRecords).to.have.members(texts);
    expect(ParsedInputRecords).to.have.deep.members([
      ["AAA", "x"],
      ["BB", "y"],
    ]);
  });

  it("discover the schema of records that arrive during the call", async () => {
    await cloud.kinesis.createStream({ StreamName: "trades", ShardCount: 1 });
    await cloud.advance(1);
    const found = createClient().discoverInputSchema({
      ResourceARN: createStreamArn("trades"),
      ServiceExecutionRole: ROLE,
    });
    for (let second = 0; second < 5; second++) await cloud.advance(1);
    const Data = Buffer.from('{"ticker":"AAA"}');
    await cloud.kinesis.putRecords({ StreamName: "trades", Records: [{ PartitionKey: "k", Data }] });
    let discovered: DiscoverInputSchemaCommandOutput | undefined;
    while (discovered === undefined) discovered = await Promise.race([found, cloud.advance(1).then(() => undefined)]);
    expect(discovered.RawInputRecords).to.deep.equal(['{"ticker":"AAA"}']);
  });

  it("discover the schema of records that arrived after a split", async () => {
    const StreamName = "trades";
    await cloud.kinesis.createStream({ StreamName, ShardCount: 1 });
    await cloud.advance(1);
    const ShardToSplit = "shardId-000000000000";
    await cloud.kinesis.splitShard({ StreamName, ShardToSplit, NewStartingHashKey: String(1n << 127n) });
    await cloud.advance(30);
    const Data = Buffer.from('{"ticker":"AAA"}');
    await cloud.kinesis.putRecords({ StreamName, Records: ["a", "b"].map((PartitionKey) => ({ PartitionKey, Data })) });
    const discovered = await createClient().discoverInputSchema({
      ResourceARN: createStreamArn(StreamName),
      ServiceExecutionRole: ROLE,
      InputStartingPositionConfiguration: { InputStartingPosition: "TRIM_HORIZON" },
    });
    expect(discovered.RawInputRecords).to.deep.equal(['{"ticker":"AAA"}', '{"ticker":"AAA"}']);
  });

  for (const [title, record] of [
    ["nest without end", `${'{"a":'.repeat(150_000)}1${"}".repeat(150_000)}`],
    // Names that become equal when cleaned get consecutive numbers.
    [
      "have names without end",
      `{${Array.from({ length: 50_000 }, (_, index) => `"${[...String(index)].map((digit) => "!$%&()*+./".charAt(Number(digit))).join("")}a":1`).join(",")}}`,
    ],
    ["have values without end", "1,".repeat(400_000)],
  ] as const)
    it(`discover no schema in records that ${title}, and soon give up`, async () => {
      await cloud.kinesis.createStream({ StreamName: "trades", ShardCount: 1 });
      await cloud.advance(1);
      await cloud.kinesis.putRecords({
        StreamName: "trades",
        Records: [{ PartitionKey: "a", Data: Buffer.from(record) }],
      });
      const found = createClient().discoverInputSchema({
        ResourceARN: createStreamArn("trades"),
        ServiceExecutionRole: ROLE,
      });
      expect((await catchFault(found)).name).to.equal("UnableToDetectSchemaException");
    });
});
