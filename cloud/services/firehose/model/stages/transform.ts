import { performance } from "node:perf_hooks";
import type { DestinationSettings } from "../destination/settings";
import type { LambdaProcessor } from "../destination/processors";
import type { FunctionAnswer, FunctionCaller } from "../ports";
import { type Failure, type Item, type Stage, type StageContext, type StageResult, formatErrorLine } from "./stage";
import { transformEvent } from "./transform-event";
import { judgeAnswer, type Verdict } from "./transform-verdict";

/** Bytes of a call for each record in addition to its data: its id, its times, and its Kinesis metadata. */
const ENTRY_BYTES = 512;
/** Lambda's limit is 6 MiB; the difference is left for the event around the records. */
const MAX_PAYLOAD_BYTES = 6_000_000;

/** Gives records to a Lambda function and goes on with what it returns. */
export function transform({ processors: { lambda } }: DestinationSettings, context: StageContext): Stage | undefined {
  if (lambda === undefined) return undefined;
  return {
    name: "transform",
    async run(items) {
      const staged: StageResult[] = [];
      for (const call of splitIntoCalls(items, lambda)) staged.push(await transformItems(call, lambda, context));
      return { items: staged.flatMap((item) => item.items), failures: staged.flatMap((item) => item.failures) };
    },
  };
}

/** The records of each call: as many as the function's buffer size and Lambda's own limit allow, and at least one. */
function* splitIntoCalls(items: readonly Item[], { bufferBytes }: LambdaProcessor): Generator<readonly Item[]> {
  let from = 0;
  let [bytes, payload] = [0, 0];
  for (const [index, { data }] of items.entries()) {
    const entry = ENTRY_BYTES + Math.ceil((data.byteLength * 4) / 3);
    if (index > from && (bytes + data.byteLength > bufferBytes || payload + entry > MAX_PAYLOAD_BYTES)) {
      yield items.slice(from, index);
      [from, bytes, payload] = [index, 0, 0];
    }
    bytes += data.byteLength;
    payload += entry;
  }
  if (from < items.length) yield items.slice(from);
}

async function transformItems(
  items: readonly Item[],
  lambda: LambdaProcessor,
  context: StageContext,
): Promise<StageResult> {
  const startedMs = performance.now();
  const { payload, ids } = transformEvent(items, context);
  context.transforms.sent += items.length;
  const { answer, attempts } = await callFunction(context.functions, lambda, payload);
  const verdicts = judgeAnswer(ids, answer);
  const endedAt = context.now();
  const passed: Item[] = [];
  const failures: Failure[] = [];
  for (const [index, item] of items.entries()) {
    const verdict = verdicts[index];
    if (verdict?.kind === "ok") passed.push({ ...item, data: verdict.data, keys: { ...item.keys, ...verdict.keys } });
    else if (verdict?.kind === "failed") failures.push(createFailure(item, verdict, { lambda, attempts, endedAt }));
  }
  context.transforms.returned += passed.length;
  context.metrics.noteTransformed(endedAt, {
    durationMs: performance.now() - startedMs,
    isSuccess: answer.kind === "returned",
    records: passed.length,
    bytes: passed.reduce((sum, { data }) => sum + data.byteLength, 0),
  });
  return { items: passed, failures };
}

/** Retries a failed call at once, since AWS does not document its waiting time. A malformed answer does not count as a failed call. */
async function callFunction(
  functions: FunctionCaller,
  { arn, retries }: LambdaProcessor,
  payload: string,
): Promise<{ answer: FunctionAnswer; attempts: number }> {
  let attempts = 0;
  for (;;) {
    attempts += 1;
    const answer = await functions.invoke(arn, payload);
    if (answer.kind === "returned" || attempts > retries) return { answer, attempts };
  }
}

interface Attempt {
  readonly lambda: LambdaProcessor;
  readonly attempts: number;
  readonly endedAt: number;
}

const createFailure = (
  item: Item,
  { code, message }: Verdict & { kind: "failed" },
  { lambda, attempts, endedAt }: Attempt,
): Failure => ({
  item,
  type: "processing-failed",
  reason: { code, message, processor: lambda.arn },
  line: formatErrorLine(item, {
    errorCode: code,
    errorMessage: message,
    attemptsMade: attempts,
    lambdaARN: lambda.arn,
    attemptEndingTimestamp: endedAt,
  }),
});
