import { AwsFault } from "../../core/faults";
import { firehose } from "../firehose/service";
import { putRecordBatch } from "../firehose/api/records";
import { lambda } from "../lambda/service";
import { invoke } from "../lambda/api/invoke";
import type { Services } from "../framework/services";
import { callService } from "../framework/service-call";
import { getName } from "../kinesisanalyticsv2/model/sql-configuration";
import type { StoredOutput } from "../kinesisanalyticsv2/model/stored-application";
import { getItemAt } from "../../../foundation/item-at";
import type { Outputs } from "../kinesisanalyticsv2/model/ports";

const CALLER = "kinesisanalytics";

/** Delivers through the services' own operations, so that their limits apply and the journal shows the calls. */
export const createOutputs = (services: () => Services): Outputs => ({
  deliver: (output, rows, app) =>
    output.kind === "lambda"
      ? toFunction(services(), { arn: output.arn, app }, rows)
      : toFirehose(services(), output, rows),
});

async function toFirehose(
  services: Services,
  { arn }: StoredOutput,
  rows: readonly string[],
): Promise<readonly string[]> {
  // A row is a record, without a newline at its end, as on AWS.
  const input = {
    DeliveryStreamName: getName("firehose", arn),
    Records: rows.map((row) => ({ Data: Buffer.from(row) })),
  };
  // The border: the operation's own output.
  const { RequestResponses = [] } = (await callService(services, {
    service: firehose,
    operation: putRecordBatch,
    input,
    caller: CALLER,
  })) as { readonly RequestResponses?: readonly { readonly ErrorCode?: string }[] };
  return rows.filter((_, at) => RequestResponses[at]?.ErrorCode !== undefined);
}

/** @see https://docs.aws.amazon.com/kinesisanalytics/latest/dev/how-it-works-output-lambda.html */
async function toFunction(
  services: Services,
  { arn, app }: { readonly arn: string; readonly app: string },
  rows: readonly string[],
): Promise<readonly string[]> {
  const records = rows.map((row) => ({
    recordId: services.random.drawUuid(),
    lambdaDeliveryRecordMetadata: { retryHint: 0 },
    data: Buffer.from(row).toString("base64"),
  }));
  const applicationArn = services.createArn("kinesisanalytics", `application/${app}`);
  const event = { invocationId: services.random.drawUuid(), applicationArn, records };
  // The border: the operation's own output.
  const { FunctionError, Payload = Buffer.from("{}") } = (await callService(services, {
    service: lambda,
    operation: invoke,
    input: { FunctionName: arn, Payload: Buffer.from(JSON.stringify(event)) },
    caller: CALLER,
  })) as { readonly FunctionError?: string; readonly Payload?: Uint8Array };
  const output = Buffer.from(Payload).toString();
  if (FunctionError !== undefined) throw new AwsFault(FunctionError, output);
  const taken = parseAcceptedIds(output);
  return rows.filter((_, at) => !taken.has(getItemAt(records, at).recordId));
}

/** The ids of the records that a function answers `Ok`. */
function parseAcceptedIds(payload: string): ReadonlySet<string> {
  let answer: unknown;
  try {
    answer = JSON.parse(payload);
  } catch {
    answer = undefined;
  }
  const records: unknown = typeof answer === "object" && answer !== null && "records" in answer ? answer.records : [];
  // The border: any JSON that a user's function returns.
  const list = (Array.isArray(records) ? records : []) as readonly { recordId?: unknown; result?: unknown }[];
  return new Set(list.filter((item) => item?.result === "Ok").map(({ recordId }) => String(recordId)));
}
