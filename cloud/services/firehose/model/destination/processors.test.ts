import { expect } from "chai";
import { AwsFault } from "../../../../core/faults";
import type { DestinationInput } from "../destination-input";
import { checkProcessors, findProcessors } from "./processors";

type Parameters = Readonly<Record<string, string>>;
const ARN = "arn:aws:lambda:us-east-1:000000000000:function:clean";

const createDestination = (...lambdas: readonly Parameters[]): DestinationInput => ({
  RoleARN: "r",
  BucketARN: "b",
  ProcessingConfiguration: {
    Enabled: true,
    // The border: parameter names as a test writes them.
    Processors: lambdas.map((parameters) => ({
      Type: "Lambda" as const,
      Parameters: Object.entries(parameters).map(([ParameterName, ParameterValue]) => ({
        ParameterName: ParameterName as "LambdaArn",
        ParameterValue,
      })),
    })),
  },
});
const TOO_MANY = "A maximum of 5 and a minimum of 1 processor needs to be supplied when processing is enabled.";
const findRefusal = (...lambdas: readonly Parameters[]): string | undefined =>
  getRefusal(createDestination(...lambdas));
function getRefusal(destination: DestinationInput): string | undefined {
  try {
    checkProcessors(destination);
    return undefined;
  } catch (error) {
    if (error instanceof AwsFault) return error.message;
    throw error;
  }
}

describe("Firehose Lambda processors", () => {
  const cases: readonly (readonly [fact: string, lambdas: readonly Parameters[], message: string | undefined])[] = [
    ["FH-098", [{ LambdaArn: ARN }], undefined],
    ["FH-098", [{ LambdaArn: `${ARN}:$LATEST` }], undefined],
    ["FH-096", [{ LambdaArn: ARN, NumberOfRetries: "300" }], undefined],
    ["FH-097", [{ LambdaArn: ARN, BufferSizeInMBs: "0.2", BufferIntervalInSeconds: "900" }], undefined],
    ["FH-098", [{}], "LambdaArn is required when Lambda processor is used."],
    ["FH-098", [{ LambdaArn: "clean" }], "Invalid lambda ARN."],
    ["FH-098", [{ LambdaArn: ARN }, { LambdaArn: ARN }], "Cannot have more than 1 Lambda processor."],
    ["FH-096", [{ LambdaArn: ARN, NumberOfRetries: "301" }], "Number of retries for lambda must be between 0 and 300."],
    [
      "FH-096",
      [{ LambdaArn: ARN, NumberOfRetries: "three" }],
      "Number of retries for lambda must be between 0 and 300.",
    ],
    [
      "FH-097",
      [{ LambdaArn: ARN, BufferSizeInMBs: "0.1", BufferIntervalInSeconds: "60" }],
      "BufferSizeInMBs for lambda processor must be between 0.2 and 3.",
    ],
    [
      "FH-097",
      [{ LambdaArn: ARN, BufferSizeInMBs: "1", BufferIntervalInSeconds: "901" }],
      "BufferIntervalInSeconds for lambda processor must be between 0 and 900.",
    ],
    [
      "FH-097",
      [{ LambdaArn: ARN, BufferSizeInMBs: "1" }],
      "Both BufferSizeInMBs and BufferIntervalInSeconds are required to configure buffering for lambda processor.",
    ],
  ];
  for (const [fact, lambdas, message] of cases) {
    it(`${JSON.stringify(lambdas)} is ${message === undefined ? "accepted" : "rejected"} (${fact})`, () =>
      expect(findRefusal(...lambdas)).to.equal(message));
  }
  it("require one to five processors while processing is enabled", () => {
    for (const [count, message] of [
      [0, TOO_MANY],
      [1, undefined],
      [5, undefined],
      [6, TOO_MANY],
    ] as const) {
      const destination = createDestination();
      const Processors = Array.from({ length: count }, () => ({ Type: "AppendDelimiterToRecord" as const }));
      const refusal = getRefusal({ ...destination, ProcessingConfiguration: { Enabled: true, Processors } });
      expect(refusal, `${count} processors`).to.equal(message);
      expect(getRefusal({ ...destination, ProcessingConfiguration: { Enabled: false, Processors } })).to.equal(
        undefined,
      );
    }
  });
  it("have defaults: 3 retries, 1 MiB, 60 s (FH-095, FH-097)", () => {
    expect(findProcessors(createDestination({ LambdaArn: ARN })).lambda).to.deep.equal({
      arn: ARN,
      retries: 3,
      bufferBytes: 1024 * 1024,
      bufferMs: 60_000,
    });
  });
});
