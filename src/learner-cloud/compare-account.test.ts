import { Firehose } from "@aws-sdk/client-firehose";
import { Glue } from "@aws-sdk/client-glue";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { connectDestination, createAnalyticsApplication } from "../aws/analytics-application";
import { createKinesisDataStream } from "../aws/create-kinesis-data-stream";
import { createKinesisFirehose } from "../aws/create-kinesis-firehose";
import { createS3Bucket } from "../aws/create-s3-bucket";
import { captureOutput } from "../testing/capture-output";
import { useLabCloud } from "../testing/use-lab-cloud";
import { compareWithAccount, type CodeResources, type CreatedResource } from "./compare-account";

describe("comparing the learner's own cloud with what their code creates", () => {
  const lab = useLabCloud();
  captureOutput();

  const stream: CreatedResource = {
    exercise: "streams",
    kind: "data stream",
    name: "own-usa",
    settings: { shards: ["2"] },
    cell: "creates",
  };
  const bucket: CreatedResource = {
    exercise: "buckets",
    kind: "S3 bucket",
    name: "own-111122223333-usa",
    settings: { region: ["us-east-1"] },
    cell: "creates",
  };
  const fire: CreatedResource = {
    exercise: "fires",
    kind: "Firehose",
    name: "own-fire",
    settings: { "source stream": ["own-usa"], bucket: ["own-111122223333-usa"] },
    cell: "creates",
  };
  const createResources = (
    resources: readonly CreatedResource[],
    names: CodeResources["names"] = [],
  ): CodeResources => ({
    account: "111122223333",
    resources,
    names,
    places: { streams: "2.1.4", buckets: "2.1.2", fires: "2.1.5" },
  });
  const bucketNames = {
    exercise: "buckets",
    kind: "S3 bucket" as const,
    prefix: "own-",
    known: ["own-111122223333-usa"],
  };

  /** Has a Firehose write Parquet, as part 10 of lab 04 does. */
  const convertFirehose = async (DeliveryStreamName: string): Promise<void> => {
    const columns = [{ Name: "age", Type: "int" }];
    await new Glue({}).createDatabase({ DatabaseInput: { Name: "own" } });
    await new Glue({}).createTable({
      DatabaseName: "own",
      TableInput: { Name: "rows", StorageDescriptor: { Columns: columns, Location: "s3://own-000000000000-us/" } },
    });
    const schema = { DatabaseName: "own", TableName: "rows", RoleARN: "arn:aws:iam::000000000000:role/role" };
    await new Firehose({}).updateDestination({
      ...{ DeliveryStreamName, CurrentDeliveryStreamVersionId: "1", DestinationId: "destinationId-000000000001" },
      ExtendedS3DestinationUpdate: {
        BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
        DataFormatConversionConfiguration: {
          Enabled: true,
          InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
          OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
          SchemaConfiguration: schema,
        },
      },
    });
    await lab.cloud.clock.advance(10);
  };

  it("reports once that nothing exists after a clean-up", async () => {
    expect(await compareWithAccount(createResources([stream, bucket, fire]))).to.deep.equal([
      "Your own cloud contains nothing that this code creates. Run its cells if you want to continue there.",
    ]);
  });
  it("reports nothing for code that creates nothing", async () => {
    expect(await compareWithAccount(createResources([]))).to.deep.equal([]);
  });
  it("names shards, unknown and missing resources, each with its fix", async () => {
    await createKinesisDataStream({ streamName: "own-usa", shardCount: 1 });
    await createS3Bucket({ bucketName: "own-000000000000-us", region: "us-east-1" });
    await lab.cloud.clock.advance(10);
    expect(await compareWithAccount(createResources([stream, bucket], [bucketNames]))).to.deep.equal([
      "⚠ Your own cloud differs from what your saved code creates:",
      "    data stream own-usa, shards: it has 1, your saved code asks for 2.",
      "        In a new cell:",
      "        await sh`aws kinesis update-shard-count --stream-name own-usa --target-shard-count 2 --scaling-type UNIFORM_SCALING`;",
      "        The records stay. It takes a few seconds.",
      "    There is no S3 bucket own-000000000000-usa. Your saved code creates it.",
      "        Run the cell of 2.1.2 again.",
      "    There is also the S3 bucket own-000000000000-us. Your saved code doesn't create it.",
      "        In a new cell:",
      '        await deleteS3Bucket({ bucketName: "own-000000000000-us" });',
      "        This deletes it with everything in it. Run it if you created it by mistake.",
    ]);
  });
  it("names each setting of a Firehose that is swapped", async () => {
    await createKinesisFirehose({
      firehoseName: "own-fire",
      streamName: "own-usa",
      bucketName: "own-000000000000-us",
      roleName: "role",
      logGroup: "g",
      logStream: "s",
      accountId: "000000000000",
      region: "us-east-1",
    });
    await lab.cloud.clock.advance(60);
    expect(await compareWithAccount(createResources([fire]))).to.deep.equal([
      "⚠ Your own cloud differs from what your saved code creates:",
      "    Firehose own-fire, bucket: it has own-000000000000-us, your saved code asks for own-000000000000-usa.",
      "        In a new cell:",
      '        await deleteKinesisFirehose({ firehoseName: "own-fire" });',
      "        It is gone a second later, on AWS about a minute later. Then: run the cell of 2.1.5 again.",
    ]);
  });
  it("names all differences of a resource, and fixes it once: by the cells that decide, and the one that creates it", async () => {
    const createResource = (exercise: string, settings: CreatedResource["settings"]): CreatedResource => ({
      ...fire,
      exercise,
      settings,
      byAnother: true,
      madeIn: "fires",
    });
    const differs = [
      { ...fire, settings: { prefix: ["a/"], "buffer size in MB": ["64"] } },
      createResource("folders", { prefix: ["a/"] }),
      createResource("buffers", { "buffer size in MB": ["64"] }),
    ];
    const code = {
      ...createResources(differs),
      places: { folders: "1.2", buffers: "1.3", fires: "1.5", later: "6.1" },
    };
    expect(await compareWithAccount(code)).to.deep.equal([
      "⚠ Your own cloud differs from what your saved code creates:",
      "    Firehose own-fire, prefix: it has firehose/, your saved code asks for a/.",
      "    Firehose own-fire, buffer size in MB: it has 1, your saved code asks for 64.",
      "        In a new cell:",
      '        await deleteKinesisFirehose({ firehoseName: "own-fire" });',
      "        It is gone a second later, on AWS about a minute later. Then: run the cells of 1.2, 1.3 and 1.5 again.",
    ]);
    const changed: CreatedResource = { ...fire, exercise: "later", settings: { prefix: ["a/"] }, cell: "changes" };
    expect(
      await compareWithAccount({ ...code, resources: [createResource("folders", { prefix: ["a/"] }), changed] }),
    ).to.deep.equal([
      "⚠ Your own cloud differs from what your saved code creates:",
      "    Firehose own-fire, prefix: it has firehose/, your saved code asks for a/.",
      "        Run the cell of 6.1 again.",
    ]);
  });
  it("reports that everything matches, and accepts each of several right values", async () => {
    const agrees = { ...fire, settings: { "source stream": ["own-usa-later", "own-usa"] } };
    expect(
      await compareWithAccount(createResources([{ ...stream, settings: { shards: ["1"] } }, agrees])),
    ).to.deep.equal(["Your own cloud matches your saved code. Compared: data stream own-usa, Firehose own-fire."]);
  });
  it("has a stream created again whose shards one call can't change", async () => {
    const compareShards = (shards: string) =>
      compareWithAccount(createResources([{ ...stream, name: "own-large", settings: { shards: [shards] } }]));
    await createKinesisDataStream({ streamName: "own-large", shardCount: 4 });
    await lab.cloud.clock.advance(10);
    for (const shards of ["1", "9"])
      expect((await compareShards(shards)).slice(2)).to.deep.equal([
        "        In a new cell:",
        '        await deleteKinesisDataStream({ streamName: "own-large" });',
        "        It is gone a few seconds later. Then: run the cell of 2.1.4 again.",
      ]);
    for (const shards of [2, 8]) {
      expect((await compareShards(String(shards))).join()).to.contain(`--target-shard-count ${shards} `);
      await new Kinesis({}).updateShardCount({
        ...{ StreamName: "own-large", TargetShardCount: shards, ScalingType: "UNIFORM_SCALING" },
      });
      await lab.cloud.clock.advance(60);
      expect(await compareShards(String(shards))).to.have.lengthOf(1);
      await new Kinesis({}).updateShardCount({
        ...{ StreamName: "own-large", TargetShardCount: 4, ScalingType: "UNIFORM_SCALING" },
      });
      await lab.cloud.clock.advance(60);
    }
  });
  it("compares a converting Firehose only with the exercise that converts it", async () => {
    const json = { ...fire, settings: { prefix: ["a/"] }, converts: false };
    expect((await compareWithAccount(createResources([json])))[1]).to.match(/prefix: it has firehose\/,/);
    const parquet = { ...json, exercise: "buckets", converts: true, cell: "changes" as const };
    expect(await compareWithAccount(createResources([parquet]))).to.deep.equal([]);
    await convertFirehose(fire.name);
    expect(await compareWithAccount(createResources([json]))).to.deep.equal([]);
    expect((await compareWithAccount(createResources([json, parquet]))).slice(1)).to.deep.equal([
      "    Firehose own-fire, prefix: it has firehose/, your saved code asks for a/.",
      "        Run the cell of 2.1.2 again. Then run the cell that converts your own Firehose.",
    ]);
  });
  it("names the cell that splits a stream, and the way back after a split at another point", async () => {
    const kinesis = new Kinesis({});
    const StreamName = "own-shop";
    const shop: CreatedResource = {
      ...{ exercise: "streams", kind: "data stream", name: StreamName, cell: "changes", byLab: true },
      settings: { "split at": ["75 % of all hash keys"] },
    };
    await createKinesisDataStream({ streamName: StreamName, shardCount: 2 });
    await lab.cloud.clock.advance(10);
    expect((await compareWithAccount(createResources([shop]))).slice(1)).to.deep.equal([
      "    data stream own-shop, split at: it has none, your saved code asks for 75 % of all hash keys.",
      "        Run the cell of 2.1.4 again.",
    ]);
    const cut = (shard: number, NewStartingHashKey: bigint) =>
      kinesis.splitShard({
        StreamName,
        ShardToSplit: `shardId-00000000000${shard}`,
        NewStartingHashKey: String(NewStartingHashKey),
      });
    await cut(0, 1n << 126n);
    await lab.cloud.clock.advance(60);
    expect((await compareWithAccount(createResources([shop]))).slice(1)).to.deep.equal([
      "    data stream own-shop, split at: it has 25 % of all hash keys, your saved code asks for 75 % of all hash keys.",
      "        In a new cell:",
      '        await deleteKinesisDataStream({ streamName: "own-shop" });',
      '        await waitUntilDeleted(() => listResources({ prefix: "own-shop" }));',
      "        You can't undo a split or a merge. Then run the cells again, from the one that creates the stream.",
    ]);
    // The closed shard is no longer listed after its records have expired: nothing says any more where it was split.
    await cut(1, 3n << 126n);
    await lab.cloud.clock.advance(26 * 3600);
    const merged = { ...shop, settings: { "merged range": ["50 to 100 % of all hash keys"] } };
    expect(await compareWithAccount(createResources([merged]))).to.deep.equal([]);
  });
  it("names the cells of a template's resource: the one that describes it, and the one that deploys it", async () => {
    const settings = { shards: ["2"] };
    await createKinesisDataStream({ streamName: "own-small", shardCount: 1 });
    await lab.cloud.clock.advance(10);
    const deployed: CreatedResource = { ...stream, name: "own-small", settings, cell: "changes", madeIn: "fires" };
    expect((await compareWithAccount(createResources([deployed]))).at(-1)).to.equal(
      "        Run the cells of 2.1.4 and 2.1.5 again.",
    );
  });
  it("names an application's column and destination, and how to create it again", async () => {
    const applicationName = "own-application";
    const application: CreatedResource = {
      ...{ exercise: "columns", kind: "analytics application", name: applicationName, cell: "creates" },
      settings: { "column age": ["INTEGER from $.dob.age"] },
      byAnother: true,
      madeIn: "applications",
    };
    const destination: CreatedResource = {
      ...application,
      exercise: "destinations",
      settings: { "destination of OUT": ["own-fire as JSON"] },
      cell: "adds",
    };
    const code = {
      ...createResources([application, destination]),
      places: { columns: "4.2", applications: "4.3", destinations: "5.4" },
    };
    expect(await compareWithAccount(code), "before it exists").to.deep.equal([]);
    await createKinesisDataStream({ streamName: "own-people", shardCount: 1 });
    await lab.cloud.clock.advance(10);
    const column = { Name: "age", Mapping: "$.registered.age", SqlType: "INTEGER" };
    await createAnalyticsApplication({
      ...{ applicationName, description: "ages", runtime: "SQL-1_0", roleArn: "arn:aws:iam::000000000000:role/r" },
      input: {
        NamePrefix: "SOURCE_SQL_STREAM",
        KinesisStreamsInput: { ResourceARN: "arn:aws:kinesis:us-east-1:000000000000:stream/own-people" },
        InputSchema: { RecordFormat: { RecordFormatType: "JSON" }, RecordColumns: [column] },
      },
    });
    const wrongColumn =
      "    analytics application own-application, column age: it has INTEGER from $.registered.age, your saved code asks for INTEGER from $.dob.age.";
    const again = [
      "        In a new cell:",
      '        await deleteApplication({ applicationName: "own-application" });',
      "        Its SQL and destination go with it. Then run the cells again, from the one of 4.2.",
    ];
    expect((await compareWithAccount({ ...code, resources: [application] })).slice(1)).to.deep.equal([
      wrongColumn,
      ...again,
    ]);
    expect((await compareWithAccount({ ...code, resources: [destination] })).slice(1)).to.deep.equal([
      "    analytics application own-application, destination of OUT: it has none, your saved code asks for own-fire as JSON.",
      "        Run the cell of 5.4 again.",
    ]);
    await connectDestination({
      applicationName,
      output: {
        Name: "OUT",
        KinesisFirehoseOutput: { ResourceARN: "arn:aws:firehose:us-east-1:000000000000:deliverystream/own-other" },
        DestinationSchema: { RecordFormatType: "JSON" },
      },
    });
    expect((await compareWithAccount({ ...code, resources: [destination] })).slice(2)).to.deep.equal([
      ...again.slice(0, 2),
      "        Its SQL and destination go with it. Then run the cells again, from the one of 4.3.",
    ]);
  });
  it("says that a stream is gone which a cell without an exercise creates, and where to begin again", async () => {
    const StreamName = "own-deleted";
    const deleted: CreatedResource = {
      ...{ exercise: "streams", kind: "data stream", name: StreamName, cell: "changes", byLab: true },
      settings: { "split at": ["75 % of all hash keys"] },
    };
    const compare = () => compareWithAccount(createResources([deleted]));
    await createKinesisDataStream({ streamName: StreamName, shardCount: 2 });
    await lab.cloud.clock.advance(10);
    expect((await compare())[1]).to.include("data stream own-deleted, split at: it has none");
    await new Kinesis({}).deleteStream({ StreamName });
    await lab.cloud.clock.advance(60);
    expect(await compare()).to.deep.equal([
      "Your own cloud has no data stream own-deleted. To continue there, run the lab's cells again, from the one that creates it.",
    ]);
  });
  it("skips what another exercise hasn't created yet", async () => {
    expect(await compareWithAccount(createResources([{ ...fire, name: "own-later", byAnother: true }]))).to.deep.equal(
      [],
    );
  });
});
