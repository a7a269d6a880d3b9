import { expect } from "chai";
import { useCloud } from "../../../../testing/use-cloud";
import { testFunctions, readPrinted } from "../../testing/functions";
import { createDeliveryTools } from "../../../firehose/testing/glue-tables";

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:f";
const createProcessing = (...parameters: readonly (readonly [string, string])[]): object => ({
  ErrorOutputPrefix: "errors/!{firehose:error-output-type}/",
  BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
  ProcessingConfiguration: {
    Enabled: true,
    Processors: [
      {
        Type: "Lambda",
        Parameters: [["LambdaArn", ARN], ["BufferIntervalInSeconds", "1"], ["BufferSizeInMBs", "1"], ...parameters].map(
          ([ParameterName, ParameterValue]) => ({ ParameterName, ParameterValue }),
        ),
      },
    ],
  },
});
/** Ends each record with a newline; drops, fails or changes records as their text says. */
const HANDLER = `
export const handler = async (event) => {
  console.log("event", JSON.stringify(event));
  const texts = event.records.map(({ data }) => Buffer.from(data, "base64").toString());
  if (texts.includes("throw")) throw new Error("thrown");
  if (texts.includes("hang")) await new Promise((resolve) => setTimeout(resolve, 60_000));
  if (texts.includes("nonsense")) return "nonsense";
  if (texts.includes("huge")) return { records: [], padding: "x".repeat(7_000_000) };
  return { records: event.records.map(({ recordId }, i) => ({
    recordId, result: texts[i] === "drop" ? "Dropped" : texts[i] === "fail" ? "ProcessingFailed" : "Ok", data: Buffer.from(texts[i] + "\\n").toString("base64"),
  })) };
};`;

describe("Lambda functions as Firehose transformations", function () {
  const cloud = useCloud();
  const functions = testFunctions(cloud);
  const firehose = createDeliveryTools(cloud);
  const set = async (...parameters: readonly (readonly [string, string])[]): Promise<void> => {
    await firehose.makeBucket();
    await functions.create(HANDLER, { Timeout: 1 });
    await firehose.create("d", createProcessing(...parameters));
  };
  const readFailures = async (): Promise<Record<string, unknown>[]> =>
    (await firehose.readDelivered())
      .filter(({ key }) => key.startsWith("errors/processing-failed/"))
      .flatMap(({ text }) =>
        text
          .trim()
          .split("\n")
          .map((line): Record<string, unknown> => JSON.parse(line)),
      );
  const readFailedAttempts = async () =>
    (await readFailures()).map(({ errorCode, attemptsMade, rawData }) => [
      errorCode,
      attemptsMade,
      Buffer.from(String(rawData), "base64").toString(),
    ]);

  it("receive AWS's event, and their results are delivered (FH-090, FH-092)", async () => {
    await set();
    await firehose.putAll("d", ["a", "drop", "fail", "b"]);
    await cloud.advance(62);
    const delivered = await firehose.readDelivered();
    expect(delivered.filter(({ key }) => !key.startsWith("errors/")).map(({ text }) => text)).to.deep.equal(["a\nb\n"]);
    expect((await readFailures()).map(({ errorCode, rawData }) => [errorCode, rawData])).to.deep.equal([
      ["Lambda.ProcessingFailedStatus", Buffer.from("fail").toString("base64")],
    ]);
    const [printed = ""] = (await readPrinted(cloud, "f")).filter((text) => text.includes("\tevent "));
    const event = JSON.parse(printed.split("\tevent ")[1] ?? "") as { records: Record<string, unknown>[] };
    expect(Object.keys(event)).to.deep.equal(["invocationId", "deliveryStreamArn", "region", "records"]);
    expect(Object.keys(event.records[0] ?? {})).to.deep.equal(["recordId", "approximateArrivalTimestamp", "data"]);
  });
  it("are retried if they throw or time out, then given up (FH-095)", async () => {
    await set(["NumberOfRetries", "1"]);
    for (const text of ["throw", "hang"]) {
      await firehose.put("d", text);
      await cloud.advance(5);
    }
    await cloud.advance(62);
    expect(await readFailedAttempts()).to.have.deep.members([
      ["Lambda.FunctionError", 2, "throw"],
      ["Lambda.FunctionError", 2, "hang"],
    ]);
    const calls = cloud.running.journal
      .listAfter(0)
      .filter(({ service, operation }) => service === "lambda" && operation === "Invoke");
    expect(calls.map(({ caller, origin }) => [caller, origin])).to.deep.equal(
      Array.from({ length: 4 }, () => ["firehose.amazonaws.com", "service"]),
    );
  });
  it("can't return invalid results, or more than 6 MB (FH-095, FH-100)", async () => {
    await set(["NumberOfRetries", "0"]);
    for (const text of ["nonsense", "huge"]) {
      await firehose.put("d", text);
      await cloud.advance(5);
    }
    await cloud.advance(62);
    expect(await readFailedAttempts()).to.have.deep.members([
      ["Lambda.MissingRecordId", 1, "nonsense"],
      ["Lambda.FunctionError", 1, "huge"],
    ]);
  });
  it("fail their records if the function doesn't exist", async () => {
    await firehose.makeBucket();
    await firehose.create("d", createProcessing(["NumberOfRetries", "1"]));
    await firehose.put("d", "a");
    await cloud.advance(62);
    expect(
      (await readFailures()).map(({ errorCode, attemptsMade, lambdaARN }) => [errorCode, attemptsMade, lambdaARN]),
    ).to.deep.equal([["Lambda.FunctionError", 2, ARN]]);
  });
});
