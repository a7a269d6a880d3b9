import { expect } from "chai";
import { createRandom } from "../../../../../foundation/random";
import type { DestinationInput } from "../destination-input";
import { resolveDestination } from "../destination/settings";
import { describeDestination } from "../../api/update-destination";
import { StreamMetrics } from "../delivery/metrics";
import type { FunctionAnswer } from "../ports";
import { createCatalog } from "../../testing/fake-catalog";
import type { Item, StageContext, StageResult } from "./stage";
import { transform } from "./transform";

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:clean";
const createInput = (
  ...parameters: readonly (readonly [
    name: "NumberOfRetries" | "BufferSizeInMBs" | "BufferIntervalInSeconds",
    value: string,
  ])[]
): DestinationInput => ({
  RoleARN: "arn:aws:iam::000000000000:role/r",
  BucketARN: "arn:aws:s3:::b",
  ProcessingConfiguration: {
    Enabled: true,
    Processors: [
      {
        Type: "Lambda",
        Parameters: [
          { ParameterName: "LambdaArn", ParameterValue: ARN },
          ...parameters.map(([ParameterName, ParameterValue]) => ({ ParameterName, ParameterValue })),
        ],
      },
    ],
  },
});

interface EventRecord {
  readonly recordId: string;
  readonly data: string;
}
interface Event {
  readonly records: readonly EventRecord[];
}

const decodeText = (base64: string): string => Buffer.from(base64, "base64").toString();
const toBase64 = (data: string): string => Buffer.from(data).toString("base64");

/** Sends texts through a function, and returns the results. */
async function runThrough(
  answer: (event: Event, call: number) => unknown,
  texts: readonly string[],
  options: { readonly destination?: DestinationInput; readonly items?: readonly Partial<Item>[] } = {},
): Promise<{
  staged: StageResult;
  events: Event[];
  lines: { errorCode: string; errorMessage: string; attemptsMade: number; rawData: string }[];
}> {
  const events: Event[] = [];
  const context: StageContext = {
    identity: {
      id: "i",
      name: "s",
      arn: "arn:aws:firehose:us-east-1:000000000000:deliverystream/s",
      sourceArn: undefined,
    },
    sourceArn: undefined,
    core: { account: "000000000000", region: "us-east-1" },
    catalog: createCatalog(),
    random: createRandom("transform"),
    metrics: new StreamMetrics({ createSource: () => ({ count: () => undefined }) }, "s"),
    transforms: { sent: 0, returned: 0 },
    now: () => 2000,
    functions: {
      async invoke(arn, payload): Promise<FunctionAnswer> {
        expect(arn).to.equal(ARN);
        const event: Event = JSON.parse(payload);
        events.push(event);
        const answers = answer(event, events.length);
        return answers === FAILED
          ? { kind: "failed" }
          : { kind: "returned", payload: typeof answers === "string" ? answers : JSON.stringify(answers) };
      },
    },
  };
  const items = texts.map((data, position) => ({
    position,
    arrivedAt: 1000,
    data: Buffer.from(data),
    ...options.items?.[position],
  }));
  const staged = await transform(resolveDestination(options.destination ?? createInput()), context)?.run(items, 0);
  if (staged === undefined) throw new Error("no stage");
  return { staged, events, lines: staged.failures.map(({ line }) => JSON.parse(line)) };
}

const FAILED = Symbol("failed");
const createOk = ({ recordId, data }: EventRecord): object => ({
  recordId,
  result: "Ok",
  data: toBase64(decodeText(data).toUpperCase()),
});
const listTexts = ({ items }: StageResult): string[] => items.map(({ data }) => Buffer.from(data).toString());

describe("Firehose transformation by a function", () => {
  it("sends AWS's event, and continues with the response (FH-090, FH-091)", async () => {
    const { staged, events } = await runThrough(({ records }) => ({ records: records.map(createOk) }), ["a", "b"]);
    expect(listTexts(staged)).to.deep.equal(["A", "B"]);
    const [event] = events;
    expect(event).to.have.all.keys("invocationId", "deliveryStreamArn", "region", "records");
    expect(event?.records[0]).to.deep.equal({
      recordId: `49${"0".repeat(60)}`,
      approximateArrivalTimestamp: 1000,
      data: toBase64("a"),
    });
    expect(event?.records[1]?.recordId).to.match(/^\d{55}1000000$/);
  });
  it("includes the origin of a data stream's record, and numbers its parts (FH-090)", async () => {
    const origin = { shardId: "shardId-000000000000", sequenceNumber: "4".repeat(56), partitionKey: "k" };
    const { events } = await runThrough(({ records }) => ({ records: records.map(createOk) }), ["a", "b"], {
      items: [
        { position: 0, origin },
        { position: 0, origin },
      ],
    });
    expect(events[0]?.records.map(({ recordId }) => recordId)).to.deep.equal([
      `${"4".repeat(56)}000000`,
      `${"4".repeat(56)}000001`,
    ]);
    expect(events[0]?.records[0]).to.deep.include({
      kinesisRecordMetadata: {
        sequenceNumber: "4".repeat(56),
        subsequenceNumber: 0,
        partitionKey: "k",
        shardId: "shardId-000000000000",
        approximateArrivalTimestamp: 1000,
      },
    });
  });
  it("keeps Ok, drops Dropped and fails ProcessingFailed, in the records' order (FH-092 to FH-094)", async () => {
    const results = ["Dropped", "Ok", "ProcessingFailed", "Ok"];
    const { staged, lines } = await runThrough(
      ({ records }) => ({
        records: records.map((record, index) => ({ ...createOk(record), result: results[index] })).reverse(),
      }),
      ["a", "b", "c", "d"],
    );
    expect(listTexts(staged)).to.deep.equal(["B", "D"]);
    expect(lines).to.deep.equal([
      {
        rawData: toBase64("c"),
        errorCode: "Lambda.ProcessingFailedStatus",
        errorMessage: "ProcessingFailed status set for record",
        attemptsMade: 1,
        arrivalTimestamp: 1000,
        attemptEndingTimestamp: 2000,
        lambdaARN: ARN,
      },
    ]);
    expect(staged.failures[0]?.line).to.match(
      /^\{"rawData":.*"errorCode":.*"errorMessage":.*"attemptsMade":.*"arrivalTimestamp":.*"attemptEndingTimestamp":.*"lambdaARN":/,
    );
    expect(staged.failures[0]?.type).to.equal("processing-failed");
  });
  it("takes partition keys from the metadata (FH-091)", async () => {
    const { staged } = await runThrough(
      ({ records }) => ({
        records: records.map((record) => ({
          ...createOk(record),
          metadata: { partitionKeys: { hour: 7, day: "x", none: null } },
        })),
      }),
      ["a"],
    );
    expect(staged.items[0]?.keys).to.deep.equal({ "lambda:hour": "7", "lambda:day": "x" });
  });

  const malformed: readonly (readonly [what: string, answer: (event: Event) => unknown, codes: readonly string[]])[] = [
    ["a record left out", ({ records }) => ({ records: records.slice(1).map(createOk) }), ["MissingRecordId"]],
    [
      "a record twice",
      ({ records }) => ({ records: [...records, ...records.slice(0, 1)].map(createOk) }),
      ["DuplicatedRecordId"],
    ],
    [
      "an id of its own",
      ({ records }) => ({
        records: records.map((record, index) =>
          index === 0 ? { ...createOk(record), recordId: "x" } : createOk(record),
        ),
      }),
      ["MissingRecordId"],
    ],
    [
      "Ok without data",
      ({ records }) => ({
        records: records.map((record, index) => (index === 0 ? { ...createOk(record), data: null } : createOk(record))),
      }),
      ["InvalidReturnFormat"],
    ],
    [
      "another result",
      ({ records }) => ({
        records: records.map((record, index) =>
          index === 0 ? { ...createOk(record), result: "ok" } : createOk(record),
        ),
      }),
      ["InvalidReturnFormat"],
    ],
    ["no records array", () => ({ body: "done" }), ["MissingRecordId", "MissingRecordId"]],
    ["null", () => null, ["MissingRecordId", "MissingRecordId"]],
    ["a list", ({ records }) => records.map(createOk), ["MissingRecordId", "MissingRecordId"]],
    ["no JSON", () => "oops", ["MissingRecordId", "MissingRecordId"]],
    ["records that are no objects", () => ({ records: [1, "x", null] }), ["MissingRecordId", "MissingRecordId"]],
    [
      "more than 6 MiB",
      ({ records }) => ({ records: records.map(createOk), pad: "x".repeat(6 * 1024 * 1024) }),
      ["FunctionError", "FunctionError"],
    ],
  ];
  for (const [title, answer, codes] of malformed) {
    it(`fails records if the function returns ${title}, and doesn't retry (FH-094, FH-095, FH-100)`, async () => {
      const { lines, events, staged } = await runThrough(answer, ["a", "b"]);
      expect(lines.map(({ errorCode }) => errorCode)).to.deep.equal(codes.map((code) => `Lambda.${code}`));
      expect(listTexts(staged)).to.deep.equal(codes.length === 1 ? ["B"] : []);
      expect([events.length, ...lines.map(({ attemptsMade }) => attemptsMade)]).to.deep.equal([
        1,
        ...codes.map(() => 1),
      ]);
    });
  }

  it("retries a failing function 3 times by default (FH-095)", async () => {
    const { lines, events } = await runThrough(() => FAILED, ["a"]);
    expect(events).to.have.lengthOf(4);
    expect(lines).to.have.nested.property("[0].attemptsMade", 4);
    expect(lines[0]).to.include({
      errorCode: "Lambda.FunctionError",
      errorMessage: "The Lambda function was successfully invoked but it returned an error result.",
    });
    expect(
      (await runThrough(() => FAILED, ["a"], { destination: createInput(["NumberOfRetries", "0"]) })).events,
    ).to.have.lengthOf(1);
    const recovering = await runThrough(
      ({ records }, call) => (call < 3 ? FAILED : { records: records.map(createOk) }),
      ["a"],
    );
    expect([listTexts(recovering.staged), recovering.events.length]).to.deep.equal([["A"], 3]);
  });

  it("is described with its defaults, in AWS's order (FH-099)", () => {
    const getParameters = (destination: DestinationInput): unknown =>
      describeDestination(
        destination,
      ).ExtendedS3DestinationDescription?.ProcessingConfiguration?.Processors?.[0]?.Parameters?.map(
        ({ ParameterName, ParameterValue }) => `${ParameterName}=${ParameterValue}`,
      );
    expect(getParameters(createInput())).to.deep.equal([
      `LambdaArn=${ARN}`,
      "NumberOfRetries=3",
      "RoleArn=arn:aws:iam::000000000000:role/r",
      "BufferSizeInMBs=1",
      "BufferIntervalInSeconds=60",
    ]);
    expect(getParameters(createInput(["BufferSizeInMBs", "2"], ["BufferIntervalInSeconds", "0"]))).to.include.members([
      "BufferSizeInMBs=2",
      "BufferIntervalInSeconds=0",
    ]);
  });
});
