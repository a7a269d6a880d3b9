import { expect } from "chai";
import { join } from "node:path";
import { createTemporaryFolder } from "../../../../testing/temporary-folder";
import type { DestinationInput } from "../destination-input";
import type { FunctionCaller } from "../ports";
import { DeliveryRun } from "../../testing/delivery-run";
import { createMetadataExtraction, createPartitioned } from "../../../../testing/create-partitioned";
import { createConversion } from "../../testing/glue-tables";

const LAMBDA = [
  ["LambdaArn", "arn:aws:lambda:us-east-1:000000000000:function:f"],
  ["BufferSizeInMBs", "1"],
  ["BufferIntervalInSeconds", "60"],
] as const;
const DESTINATION: DestinationInput = {
  RoleARN: "r",
  BucketARN: "arn:aws:s3:::data",
  ...createPartitioned(
    "hour=!{partitionKeyFromLambda:hour}/id=!{partitionKeyFromQuery:id}/",
    {
      Type: "Lambda",
      Parameters: LAMBDA.map(([ParameterName, ParameterValue]) => ({ ParameterName, ParameterValue })),
    },
    createMetadataExtraction("{id:.id}"),
  ),
};

interface FunctionInput {
  readonly recordId: string;
  readonly data: string;
}

/**
 * A function that gives records an id and an hour; drops or fails records that ask for it, and forgets one record's
 * hour.
 */
const functions: FunctionCaller = {
  async invoke(_arn, payload) {
    const { records }: { records: readonly FunctionInput[] } = JSON.parse(payload);
    return {
      kind: "returned",
      payload: JSON.stringify({
        records: records.map(({ recordId, data }) => {
          const text = Buffer.from(data, "base64").toString();
          const result = text === "drop" ? "Dropped" : text === "fail" ? "ProcessingFailed" : "Ok";
          return {
            recordId,
            result,
            data: Buffer.from(`{"id":"${text}"}`).toString("base64"),
            metadata: text === "no hour" ? {} : { partitionKeys: { hour: "07" } },
          };
        }),
      }),
    };
  },
};

describe("Firehose delivery through a function", () => {
  const folder = createTemporaryFolder();
  const runs: DeliveryRun[] = [];
  afterEach(() => Promise.all(runs.splice(0).map((run) => run.stop())));
  const start = async (name: string, now = 0): Promise<DeliveryRun> => {
    const run = new DeliveryRun(DESTINATION, { folder: join(folder, name), now, delivered: {} }, { functions });
    runs.push(run);
    await run.delivery.waitForCapacity();
    return run;
  };

  it("waits for the function's batch, then for the object's, and takes keys from function and query (FH-069, FH-091)", async () => {
    const run = await start("one");
    run.accept(["a", "b"]);
    await run.clock.advance(119);
    expect(run.tree).to.deep.equal({});
    await run.clock.advance(1);
    expect(run.tree).to.deep.equal({ "data/hour=07/id=a/": '{"id":"a"}', "data/hour=07/id=b/": '{"id":"b"}' });
  });
  it("routes each record by its result, and records without the function's key to partitioning-failed (FH-057, FH-071, FH-092)", async () => {
    const run = await start("two");
    run.accept(["a", "drop", "fail", "no hour"]);
    await run.clock.advance(120);
    expect(Object.keys(run.tree)).to.have.members([
      "data/hour=07/id=a/",
      "data/errors/processing-failed/",
      "data/errors/partitioning-failed/",
    ]);
    expect(JSON.parse(run.tree["data/errors/partitioning-failed/"] ?? "")).to.include({
      rawData: Buffer.from('{"id":"no hour"}').toString("base64"),
    });
    expect(run.delivery.getRecordStatus(1)).to.deep.equal([
      { state: "ended", outcome: { kind: "dropped", at: 60_000 } },
    ]);
    expect(run.delivery.getRecordStatus(2)).to.have.nested.property("[0].outcome.errorType", "processing-failed");
  });
  it("converts the function's output (FH-101)", async () => {
    const conversion = { ...DESTINATION, DataFormatConversionConfiguration: createConversion({ ParquetSerDe: {} }) };
    const run = new DeliveryRun(
      conversion,
      { folder: join(folder, "rows"), now: 0, delivered: {} },
      { functions, columns: { id: "string" } },
    );
    runs.push(run);
    run.accept(["a", "b"]);
    await run.clock.advance(120);
    expect(run.tree).to.deep.equal({ "data/hour=07/id=a/": '{"id":"a"}\n', "data/hour=07/id=b/": '{"id":"b"}\n' });
  });
  it("doesn't call the function again for records dropped before a stop", async () => {
    const run = await start("three");
    run.accept(["drop", "a"]);
    await run.clock.advance(60);
    await Promise.all(runs.splice(0).map((run) => run.stop()));
    const again = await start("three", 60_000);
    await again.clock.advance(200);
    expect(again.tree).to.deep.equal({ "data/hour=07/id=a/": '{"id":"a"}' });
    expect(again.delivery.getRecordStatus(0)).to.have.nested.property("[0].outcome.kind", "dropped");
  });
});
