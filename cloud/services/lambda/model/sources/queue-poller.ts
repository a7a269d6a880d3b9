import { AwsFault } from "../../../../core/faults";
import type { QueueSource, SourceMessage } from "../../../sqs/model/state/source";
import { SERVICE } from "../runtimes";
import { MAX_BATCH_BYTES, getTarget, type Poller, type PollerParts, parseItemFailures } from "./shard-lane";
import { compileRecordFilter } from "./stored-mapping";

interface QueueParts extends PollerParts {
  /** Looked up in every round: the queue may be deleted and created again. */
  readonly createSource: () => QueueSource | undefined;
}

/** The number of pollers that Lambda starts with. */
const USUAL_CONCURRENCY = 5;
const LONG_POLL_MS = 20_000;
/** After this much cloud time a missing queue is looked for again. */
const AGAIN_MS = 5_000;

/** Receives messages of a queue in batches. Messages that the function processed are deleted; the others become visible again later. */
export function createQueuePoller(parts: QueueParts): Poller {
  const end = new AbortController();
  const { maxConcurrent = USUAL_CONCURRENCY } = parts.mapping;
  for (let lane = 0; lane < maxConcurrent; lane++)
    void poll(parts, end.signal).catch((error: unknown) =>
      parts.core.log(`bug of the lab cloud (lambda, ${parts.mapping.sourceArn}): ${String(error)}`),
    );
  return { stop: () => end.abort() };
}

/** An advance of the clock waits for work on messages to end, but not for messages to come. */
async function poll(parts: QueueParts, end: AbortSignal): Promise<void> {
  const { core } = parts;
  while (!end.aborted) {
    const source = parts.createSource();
    if (source === undefined) {
      await core.clock.wait(AGAIN_MS, end);
      continue;
    }
    const messages = await gatherBatch(source, parts, end);
    if (messages.length === 0) continue;
    const work = workOn(source, messages, parts);
    // The clock reports the error if the work fails.
    core.clock.track(work);
    await work.catch(() => undefined);
  }
}

/** Gathers a batch: the messages that are there at once, or that come within the batching window. */
async function gatherBatch(
  source: QueueSource,
  { core, mapping: { batchSize, windowSeconds } }: QueueParts,
  disconnected: AbortSignal,
): Promise<readonly SourceMessage[]> {
  try {
    const batch = await source.receive({ max: batchSize, waitMs: LONG_POLL_MS, disconnected });
    const until = core.now() + windowSeconds * 1000;
    while (
      batch.length > 0 &&
      batch.length < batchSize &&
      core.now() < until &&
      countBytes(batch) < MAX_BATCH_BYTES &&
      !disconnected.aborted
    ) {
      batch.push(
        ...(await source.receive({ max: batchSize - batch.length, waitMs: until - core.now(), disconnected })),
      );
    }
    return disconnected.aborted ? giveBack(source, batch) : batch;
  } catch (error) {
    // The queue was deleted, has too many messages in flight, or the disk is full.
    if (!(error instanceof AwsFault)) core.log(`lambda: ${source.arn} could not be received from: ${String(error)}`);
    await core.clock.wait(AGAIN_MS, disconnected);
    return [];
  }
}

function giveBack(source: QueueSource, messages: readonly SourceMessage[]): readonly SourceMessage[] {
  source.giveBack(messages.map(({ receiptHandle }) => receiptHandle));
  return [];
}

const countBytes = (messages: readonly SourceMessage[]): number =>
  messages.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);

async function workOn(source: QueueSource, messages: readonly SourceMessage[], parts: QueueParts): Promise<void> {
  const passes = compileRecordFilter(parts.mapping.filters, "body");
  const selected = messages.filter((message) =>
    passes(message.body, { messageId: message.messageId, attributes: message.attributes }),
  );
  source.delete(messages.filter((message) => !selected.includes(message)).map(({ receiptHandle }) => receiptHandle));
  for (const batch of splitBySize(selected)) await deliver(source, batch, parts);
}

/** Splits a batch that is too large for one call, as AWS does. */
function splitBySize(messages: readonly SourceMessage[]): readonly (readonly SourceMessage[])[] {
  const batches: SourceMessage[][] = [];
  let room = 0;
  for (const message of messages) {
    const bytes = JSON.stringify(message).length * 1.1;
    if (bytes > room) {
      batches.push([]);
      room = MAX_BATCH_BYTES;
    }
    batches.at(-1)?.push(message);
    room -= bytes;
  }
  return batches;
}

async function deliver(source: QueueSource, messages: readonly SourceMessage[], parts: QueueParts): Promise<void> {
  const { core, calls, mapping, onResult } = parts;
  const payload = Buffer.from(
    JSON.stringify({ Records: messages.map((message) => createRecord(message, source.arn, parts)) }),
  );
  const answer = await calls.call({ target: getTarget(core, mapping), payload, caller: SERVICE });
  if (answer.kind === "refused" || answer.isError) {
    onResult(answer.kind === "refused" ? `PROBLEM: ${answer.fault.code}` : "PROBLEM: Function call failed", 0);
    return;
  }
  onResult("OK", messages.length);
  const ids = new Set(messages.map(({ messageId }) => messageId));
  const failed = mapping.reportsItems ? parseItemFailures(answer.payload.toString("utf8"), ids) : new Set<string>();
  if (failed !== undefined)
    source.delete(messages.filter(({ messageId }) => !failed.has(messageId)).map(({ receiptHandle }) => receiptHandle));
}

/** A message in a function's event. */
function createRecord(
  { messageId, receiptHandle, body, attributes, messageAttributes, md5OfMessageAttributes, md5OfBody }: SourceMessage,
  arn: string,
  { core, mapping }: QueueParts,
): object {
  const user = Object.entries(messageAttributes).map(([name, { type, text, base64 }]): [string, object] => [
    name,
    {
      ...(base64 === undefined ? { stringValue: text ?? "" } : { binaryValue: base64 }),
      stringListValues: [],
      binaryListValues: [],
      dataType: type,
    },
  ]);
  // Without attributes it is null if the mapping has a window, and missing otherwise (recorded on AWS by LocalStack,
  // 2025-11-25, test_sqs_event_source_mapping, test_failing_lambda_retries_after_visibility_timeout).
  const hasMd5 = md5OfMessageAttributes !== undefined || mapping.windowSeconds > 0;
  return {
    messageId,
    receiptHandle,
    body,
    attributes,
    messageAttributes: Object.fromEntries(user),
    ...(hasMd5 ? { md5OfMessageAttributes: md5OfMessageAttributes ?? null } : {}),
    md5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: arn,
    awsRegion: core.region,
  };
}
