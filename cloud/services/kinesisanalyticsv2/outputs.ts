import { AwsFault } from "../../core/faults";
import { firehose } from "../firehose/index";
import { putRecordBatch } from "../firehose/operations/put-record-batch";
import { lambda } from "../lambda/index";
import { invoke } from "../lambda/operations/invoke";
import type { Lab } from "../lab";
import { serviceCall } from "../service-call";
import type { Outputs } from "./output-port";
import { nameOf } from "./sql-configuration";
import type { StoredOutput } from "./stored-application";

const CALLER = "kinesisanalytics";

/** Through the services' own operations, so that their limits hold, and the journal shows it. */
export const outputsOf = (lab: () => Lab): Outputs => ({
  deliver: (output, rows, app) =>
    output.kind === "lambda" ? toFunction(lab(), { arn: output.arn, app }, rows) : toFirehose(lab(), output, rows),
});

async function toFirehose(lab: Lab, { arn }: StoredOutput, rows: readonly string[]): Promise<readonly string[]> {
  // A row is a record, without a newline at its end: so it was on AWS.
  const input = {
    DeliveryStreamName: nameOf("firehose", arn),
    Records: rows.map((row) => ({ Data: Buffer.from(row) })),
  };
  // The border: what the operation answers.
  const { RequestResponses = [] } = (await serviceCall(lab, {
    service: firehose,
    operation: putRecordBatch,
    input,
    caller: CALLER,
  })) as { readonly RequestResponses?: readonly { readonly ErrorCode?: string }[] };
  return rows.filter((_, at) => RequestResponses[at]?.ErrorCode !== undefined);
}

/** @see https://docs.aws.amazon.com/kinesisanalytics/latest/dev/how-it-works-output-lambda.html */
async function toFunction(
  lab: Lab,
  { arn, app }: { readonly arn: string; readonly app: string },
  rows: readonly string[],
): Promise<readonly string[]> {
  const records = rows.map((row) => ({
    recordId: lab.random.uuid(),
    lambdaDeliveryRecordMetadata: { retryHint: 0 },
    data: Buffer.from(row).toString("base64"),
  }));
  const applicationArn = lab.arn("kinesisanalytics", `application/${app}`);
  const event = { invocationId: lab.random.uuid(), applicationArn, records };
  // The border: what the operation answers.
  const { FunctionError, Payload = Buffer.from("{}") } = (await serviceCall(lab, {
    service: lambda,
    operation: invoke,
    input: { FunctionName: arn, Payload: Buffer.from(JSON.stringify(event)) },
    caller: CALLER,
  })) as { readonly FunctionError?: string; readonly Payload?: Uint8Array };
  const said = Buffer.from(Payload).toString();
  if (FunctionError !== undefined) throw new AwsFault(FunctionError, said);
  const taken = takenBy(said);
  return rows.filter((_, at) => !taken.has(records[at]?.recordId ?? ""));
}

/** The ids that a function says `Ok` of. */
function takenBy(payload: string): ReadonlySet<string> {
  let answer: unknown;
  try {
    answer = JSON.parse(payload);
  } catch {
    answer = undefined;
  }
  const records: unknown = typeof answer === "object" && answer !== null && "records" in answer ? answer.records : [];
  // The border: whatever a function of the learner's gives back.
  const list = (Array.isArray(records) ? records : []) as readonly { recordId?: unknown; result?: unknown }[];
  return new Set(list.filter((one) => one?.result === "Ok").map(({ recordId }) => String(recordId)));
}
