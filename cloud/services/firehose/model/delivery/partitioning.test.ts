import type { ExtendedS3DestinationConfiguration, Processor } from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../../testing/use-cloud";
import { createMetadataExtraction, createPartitioned } from "../../../../testing/create-partitioned";
import { BUCKET_ARN, createDeliveryTools, ROLE } from "../../testing/glue-tables";

const ERRORS = "errors/!{firehose:error-output-type}/";
const START_SECOND = Date.parse(START) + 1000;

const newline: Processor = {
  Type: "AppendDelimiterToRecord",
  Parameters: [{ ParameterName: "Delimiter", ParameterValue: "\\n" }],
};
const split: Processor = {
  Type: "RecordDeAggregation",
  Parameters: [{ ParameterName: "SubRecordType", ParameterValue: "JSON" }],
};
const byId = createPartitioned("id=!{partitionKeyFromQuery:id}/", createMetadataExtraction("{id:.id}"));

describe("Firehose dynamic partitioning", () => {
  const cloud = useCloud();
  const { makeBucket, create, put, putAll, readDelivered, readMetric } = createDeliveryTools(cloud);
  /** Every delivered object, by its key without the object's own name. */
  const readTree = async (): Promise<Record<string, string>> =>
    Object.fromEntries((await readDelivered()).map(({ key, text }) => [key.slice(0, key.lastIndexOf("/") + 1), text]));
  const readErrorLines = async (type: string): Promise<{ errorMessage: string; rawData: string }[]> =>
    ((await readTree())[`errors/${type}/`] ?? "")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));

  describe("with a bucket", () => {
    beforeEach(makeBucket);

    it("delivers each record under its key, with nothing appended to the prefix (FH-070, FH-075)", async () => {
      await create(
        "s",
        createPartitioned(
          "customer_id=!{partitionKeyFromQuery:customer_id}/",
          createMetadataExtraction("{customer_id:.customer_id}"),
        ),
      );
      await putAll(
        "s",
        ["1", "2", "1"].map((id) => `{"customer_id":"${id}"}`),
      );
      await cloud.advance(60);
      expect(await readTree()).to.deep.equal({
        "customer_id=1/": '{"customer_id":"1"}{"customer_id":"1"}',
        "customer_id=2/": '{"customer_id":"2"}',
      });
    });

    it("buffers each partition separately (FH-073)", async () => {
      await create("s", byId);
      await put("s", '{"id":"a"}');
      await cloud.advance(30);
      await put("s", '{"id":"b"}');
      await cloud.advance(30);
      expect(Object.keys(await readTree())).to.deep.equal(["id=a/"]);
      await cloud.advance(30);
      expect(Object.keys(await readTree())).to.deep.equal(["id=a/", "id=b/"]);
    });

    it("fails only records without a key, with AWS's error line for each (FH-057, FH-070, FH-072)", async () => {
      await create("s", byId);
      const bad = ["no json", '{"id":"a"}{"id":"b"}', "", '{"id":null}', '{"other":1}', '{"id":""}'];
      await putAll("s", ['{"id":"a"}', ...bad, '{"id":"a"}']);
      await cloud.advance(60);
      expect((await readTree())["id=a/"]).to.equal('{"id":"a"}{"id":"a"}');
      const lines = await readErrorLines("metadata-extraction-failed");
      expect(lines.map(({ rawData }) => Buffer.from(rawData, "base64").toString())).to.deep.equal(bad);
      expect(lines.map(({ errorMessage }) => errorMessage)).to.deep.equal([
        ...bad.slice(0, 3).map(() => "Non JSON record provided"),
        ...bad.slice(3).map(() => "partitionKeys values must not be null or empty"),
      ]);
      expect(lines[0]).to.deep.equal({
        rawData: Buffer.from("no json").toString("base64"),
        errorCode: "DynamicPartitioning.MetadataExtractionFailed",
        errorMessage: "Non JSON record provided",
        attemptsMade: 1,
        arrivalTimestamp: START_SECOND,
        attemptEndingTimestamp: START_SECOND,
      });
    });

    it("accepts numbers, booleans, Unicode and slashes as keys", async () => {
      await create("s", byId);
      await putAll("s", ['{"id":7}', '{"id":true}', '{"id":"Zürich/日本"}', '{"id":"a b"}', '{"id":{"x":1}}']);
      await cloud.advance(60);
      expect(Object.keys(await readTree())).to.have.members([
        "id=7/",
        "id=true/",
        "id=Zürich/日本/",
        "id=a b/",
        'id={"x":1}/',
      ]);
    });

    it("fails records whose prefix would make an object name too long or lead out of the bucket", async () => {
      await create("s", createPartitioned("!{partitionKeyFromQuery:id}/", createMetadataExtraction("{id:.id}")));
      await putAll("s", [`{"id":"${"x".repeat(511)}"}`, `{"id":"${"x".repeat(512)}"}`, '{"id":"../../up"}']);
      await cloud.advance(60);
      expect(Object.keys(await readTree())).to.have.members([`${"x".repeat(511)}/`, "errors/partitioning-failed/"]);
      expect(
        (await readErrorLines("partitioning-failed")).map(({ errorMessage }) => errorMessage.slice(0, 34)),
      ).to.deep.equal(["Length of evaluated prefix cannot ", "Amazon S3 refuses this prefix: Bad"]);
    });

    it("splits records of several JSON values into their own partitions, and adds newlines with the delimiter (FH-067 to FH-069)", async () => {
      await create(
        "s",
        createPartitioned("id=!{partitionKeyFromQuery:id}/", split, createMetadataExtraction("{id:.id}"), newline),
      );
      await put("s", '{"id":"a","n":1}\n{"id":"b","n":2}{"id":"a","n":3}');
      await cloud.advance(60);
      expect(await readTree()).to.deep.equal({
        "id=a/": '{"id":"a","n":1}\n{"id":"a","n":3}\n',
        "id=b/": '{"id":"b","n":2}\n',
      });
    });
    it("fails a record of more than 500 values as a whole (FH-067)", async () => {
      await create(
        "s",
        createPartitioned("id=!{partitionKeyFromQuery:id}/", split, createMetadataExtraction("{id:.id}")),
      );
      await putAll("s", ['{"id":"a"}'.repeat(501), '{"id":"a"}'.repeat(500)]);
      await cloud.advance(60);
      expect((await readTree())["id=a/"]).to.equal('{"id":"a"}'.repeat(500));
      expect(await readErrorLines("metadata-extraction-failed")).to.have.lengthOf(1);
    });

    it("rejects and reports a 501st partition while 500 are active (FH-057, FH-073, FH-106)", async () => {
      await create("s", byId);
      await putAll(
        "s",
        Array.from({ length: 500 }, (_, id) => `{"id":${id}}`),
      );
      await putAll("s", ['{"id":500}', '{"id":3}']);
      await cloud.advance(60);
      const objects = await readTree();
      expect(objects["id=3/"]).to.equal('{"id":3}{"id":3}');
      expect(objects).not.to.have.property("id=500/");
      expect(await readErrorLines("activePartitionExceeded")).to.have.lengthOf(1);
      const readMaximum = async (name: string) => (await readMetric(name))?.Maximum;
      expect([await readMaximum("PartitionCount"), await readMaximum("PartitionCountExceeded")]).to.deep.equal([
        500, 1,
      ]);
      await put("s", '{"id":500}');
      await cloud.advance(60);
      expect(await readTree()).to.have.property("id=500/");
    });

    it("continues when one record makes the query loop", async () => {
      await create(
        "s",
        createPartitioned(
          "id=!{partitionKeyFromQuery:id}/",
          createMetadataExtraction("{id:(if .loop then last(repeat(1)) else .id end)}"),
        ),
      );
      await putAll("s", ['{"id":"a"}', '{"loop":true}', '{"id":"b"}']);
      await cloud.advance(60);
      expect(Object.keys(await readTree())).to.have.members(["id=a/", "id=b/", "errors/metadata-extraction-failed/"]);
    });

    it("uses the arrival of an object's oldest record for the time in its prefix (FH-045)", async () => {
      await create(
        "s",
        createPartitioned(
          "!{timestamp:mm}/id=!{partitionKeyFromQuery:id}/!{firehose:random-string}/",
          createMetadataExtraction("{id:.id}"),
        ),
      );
      await cloud.advance(59);
      await put("s", '{"id":"a"}');
      await cloud.advance(59);
      await put("s", '{"id":"a"}');
      await cloud.advance(1);
      expect(Object.keys(await readTree())[0]).to.match(/^01\/id=a\/[A-Za-z0-9]{11}\/$/);
    });
  });

  it("has a default size of 128 MiB and retries for 300 s (FH-020, FH-059)", async () => {
    await create("s", { ...byId, BufferingHints: undefined });
    const { DeliveryStreamDescription } = await cloud.firehose.describeDeliveryStream({ DeliveryStreamName: "s" });
    expect(DeliveryStreamDescription?.Destinations?.[0]?.ExtendedS3DestinationDescription).to.deep.include({
      BufferingHints: { SizeInMBs: 128, IntervalInSeconds: 300 },
      DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: 300 } },
    });
  });

  const PREFIX = "id=!{partitionKeyFromQuery:id}/";
  const refused: readonly (readonly [
    fact: string,
    what: string,
    destination: Partial<ExtendedS3DestinationConfiguration>,
    message: string,
  ])[] = [
    [
      "FH-059",
      "a small size",
      { ...byId, BufferingHints: { SizeInMBs: 63, IntervalInSeconds: 60 } },
      "BufferingHints.SizeInMBs must be at least 64 when Dynamic Partitioning is enabled.",
    ],
    [
      "FH-059, FH-074",
      "a short wait",
      { ...byId, BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 0 } },
      "BufferingHints.IntervalInSeconds must be at least 60 seconds when Dynamic Partitioning is enabled.",
    ],
    [
      "FH-060",
      "a prefix without keys",
      createPartitioned("id=1/", createMetadataExtraction("{id:.id}")),
      "S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is enabled",
    ],
    [
      "FH-060",
      "no prefix",
      { ...byId, Prefix: undefined },
      "S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is enabled",
    ],
    [
      "FH-061",
      "no processing",
      { ...byId, ProcessingConfiguration: { Enabled: false } },
      "Processing Configuration is not enabled when DataPartitioning is enabled.",
    ],
    [
      "FH-062",
      "no function for a function's key",
      createPartitioned(`${PREFIX}!{partitionKeyFromLambda:x}/`, createMetadataExtraction("{id:.id}")),
      "Lambda should be present when S3 Prefix contains keys from partitionKeyFromLambda namespace",
    ],
    [
      "FH-062",
      "no jq for a key of jq",
      createPartitioned(PREFIX, {
        Type: "Lambda",
        Parameters: [
          { ParameterName: "LambdaArn", ParameterValue: "arn:aws:lambda:us-east-1:000000000000:function:f" },
        ],
      }),
      "MetadataExtraction processor should be present when S3 Prefix has partitionKeyFromQuery namespace",
    ],
    [
      "FH-063",
      "a key that the prefix lacks",
      createPartitioned(PREFIX, createMetadataExtraction("{id:.id,more:.more}")),
      "MetaDataExtraction JQ Query can't contain keys that are not present in the S3 Prefix expression",
    ],
    [
      "FH-064",
      "another engine",
      createPartitioned(PREFIX, {
        Type: "MetadataExtraction",
        Parameters: [
          { ParameterName: "MetadataExtractionQuery", ParameterValue: "{id:.id}" },
          { ParameterName: "JsonParsingEngine", ParameterValue: "JQ-1.7" },
        ],
      }),
      "MetaDataExtraction JSON Parsing Engine has to be one of JQ-1.6",
    ],
    [
      "FH-065",
      "a query without partitioning",
      { ProcessingConfiguration: { Enabled: true, Processors: [createMetadataExtraction("{id:.id}")] } },
      "class com.amazonaws.services.firehose.internal.model.MetadataExtractionProcessor can only be present when Dynamic Partitioning is enabled.",
    ],
    [
      "FH-065",
      "splitting without partitioning",
      { ProcessingConfiguration: { Enabled: true, Processors: [split] } },
      "class com.amazonaws.services.firehose.internal.model.RecordDeAggregationProcessor can only be present when Dynamic Partitioning is enabled.",
    ],
    [
      "FH-066",
      "another kind of parts",
      createPartitioned(
        PREFIX,
        { Type: "RecordDeAggregation", Parameters: [{ ParameterName: "SubRecordType", ParameterValue: "CSV" }] },
        createMetadataExtraction("{id:.id}"),
      ),
      "SubRecordType has to be one of JSON, DELIMITED",
    ],
    [
      "FH-066",
      "parts without a delimiter",
      createPartitioned(
        PREFIX,
        { Type: "RecordDeAggregation", Parameters: [{ ParameterName: "SubRecordType", ParameterValue: "DELIMITED" }] },
        createMetadataExtraction("{id:.id}"),
      ),
      "Delimiter should be present for DELIMITED",
    ],
    [
      "FH-098",
      "no processor",
      { ProcessingConfiguration: { Enabled: true, Processors: [] } },
      "A maximum of 5 and a minimum of 1 processor needs to be supplied when processing is enabled.",
    ],
    [
      "FH-098",
      "a parameter twice",
      {
        ProcessingConfiguration: {
          Enabled: true,
          Processors: [{ ...newline, Parameters: [...(newline.Parameters ?? []), ...(newline.Parameters ?? [])] }],
        },
      },
      "Duplicate ProcessorParameter passed to ProcessingConfiguration.",
    ],
    [
      "FH-100",
      "log processing without decompression",
      { ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "CloudWatchLogProcessing" }] } },
      "CloudWatchLogProcessingProcessor can only be enabled with DecompressionProcessor",
    ],
    [
      "FH-054",
      "a key in the error prefix",
      { ...byId, ErrorOutputPrefix: `${ERRORS}!{partitionKeyFromQuery:id}/` },
      "Dynamic Partitioning Namespaces can't be part of an error prefix expression",
    ],
  ];
  for (const [fact, label, destination, message] of refused) {
    it(`rejects ${label} (${fact})`, async () => {
      expect(await catchFault(create("s", { RoleARN: ROLE, BucketARN: BUCKET_ARN, ...destination }))).to.include({
        name: "InvalidArgumentException",
        message,
      });
    });
  }
  it("rejects a query that jq can't parse, in jq's words", async () => {
    expect(
      (await catchFault(create("s", createPartitioned(PREFIX, createMetadataExtraction("{id:.id | nothing}")))))
        .message,
    ).to.equal("MetadataExtractionQuery is not a valid jq program: nothing/0 is not defined");
  });
  it("appends a delimiter even without partitioning (FH-065, FH-068)", async () => {
    await makeBucket();
    await create("s", {
      BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
      ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "AppendDelimiterToRecord" }] },
    });
    await putAll("s", ["a", "b"]);
    await cloud.advance(60);
    expect((await readDelivered()).map(({ text }) => text)).to.deep.equal(["a\nb\n"]);
  });
});
