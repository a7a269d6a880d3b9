import { performance } from "node:perf_hooks";
import type { DestinationSettings } from "../destination/settings";
import type { LambdaProcessor } from "../destination/processors";
import type { FunctionAnswer, FunctionCaller } from "../ports";
import { errorLine } from "./error-line";
import type { Failure, Item, Stage, StageContext, Staged } from "./stage";
import { transformEvent } from "./transform-event";
import { judged, type Verdict } from "./transform-verdict";

/** Gives records to a Lambda function and goes on with what it returns. */
export function transform({ processors: { lambda } }: DestinationSettings, context: StageContext): Stage | undefined {
  const { functions } = context;
  if (lambda === undefined || functions === undefined) return undefined;
  return { name: "transform", run: (items) => (items.length === 0 ? { items: [], failures: [] } : transformed(items, lambda, { ...context, functions })) };
}

type Context = StageContext & { readonly functions: FunctionCaller };

async function transformed(items: readonly Item[], lambda: LambdaProcessor, context: Context): Promise<Staged> {
  const startedMs = performance.now();
  const { payload, ids } = transformEvent(items, context);
  const { answer, attempts } = await called(context.functions, lambda, payload);
  const verdicts = judged(ids, answer);
  const endedAt = context.now();
  const passed: Item[] = [];
  const failures: Failure[] = [];
  for (const [index, item] of items.entries()) {
    const verdict = verdicts[index];
    if (verdict?.kind === "ok") passed.push({ ...item, data: verdict.data, keys: { ...item.keys, ...verdict.keys } });
    else if (verdict?.kind === "failed") failures.push(failure(item, verdict, { lambda, attempts, endedAt }));
  }
  context.metrics.transformed(endedAt, {
    durationMs: performance.now() - startedMs, isSuccess: answer.kind === "returned", records: passed.length, bytes: passed.reduce((sum, { data }) => sum + data.byteLength, 0),
  });
  return { items: passed, failures };
}

/** A call that fails is made again, at once: AWS does not say after how long it does. A malformed answer is no failed call. */
async function called(functions: FunctionCaller, { arn, retries }: LambdaProcessor, payload: string): Promise<{ answer: FunctionAnswer; attempts: number }> {
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

const failure = (item: Item, { code, message }: Verdict & { kind: "failed" }, { lambda, attempts, endedAt }: Attempt): Failure => ({
  item,
  type: "processing-failed",
  reason: { code, message },
  line: errorLine(item, { errorCode: code, errorMessage: message, attemptsMade: attempts, lambdaARN: lambda.arn, attemptEndingTimestamp: endedAt }),
});
