import type { Core } from "../../../../core/core";
import type { Random } from "../../../../../foundation/random";
import type { Table } from "../../../../storage/table";
import { createTooManyRequestsFault } from "../faults";
import { formatFunctionArn } from "../function-name";
import type { Functions } from "../functions/functions";
import type { EventInvokeConfig, StoredFunction } from "../stored-function";
import { SERVICE } from "../runtimes";
import { traceHeader } from "../execution/trace-header";
import type { Destinations } from "./destinations";
import type { ServiceAnswer, ServiceCalls } from "./service-calls";
import type { SendRequest } from "../../../sqs/model/sending/prepare-message";

/** An asynchronous call that has not ended yet, as it is stored. */
interface StoredEvent {
  /** The call's request id, the same for every attempt. */
  readonly id: string;
  readonly name: string;
  readonly qualifier?: string;
  /** JSON. */
  readonly payload: string;
  /** The caller's trace header. */
  readonly trace?: string | undefined;
  /** ms since the epoch. */
  readonly receivedAt: number;
  /** How many attempts ended with an error of the function. */
  readonly failures: number;
  /** How often the call was throttled because too many calls were running. */
  readonly delays: number;
  /** ms since the epoch. */
  readonly dueAt: number;
}

/** An asynchronous call that has ended for good. */
interface FinishedInvocation {
  readonly event: StoredEvent;
  readonly answer: ServiceAnswer;
  readonly condition: "Success" | "RetriesExhausted" | "EventAgeExceeded" | "ZeroReservedConcurrency";
}

/**
 * The invocation record that a destination gets.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
function createInvocationRecord(core: Core, { event, answer, condition }: FinishedInvocation): string {
  const arn = formatFunctionArn(core, event.name, event.qualifier ?? "$LATEST");
  const response =
    answer.kind === "refused"
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: answer.version,
            ...(answer.isError ? { functionError: "Unhandled" } : {}),
          },
          responsePayload: JSON.parse(answer.payload.toString("utf8")) as unknown,
        };
  return JSON.stringify({
    version: "1.0",
    timestamp: new Date(core.now()).toISOString(),
    requestContext: {
      requestId: event.id,
      functionArn: arn,
      condition,
      approximateInvokeCount: event.failures + (condition === "Success" ? 1 : 0),
    },
    requestPayload: JSON.parse(event.payload) as unknown,
    ...response,
  });
}

/** The message for a function's dead-letter queue: the event unchanged, and the error as attributes. */
function createDeadLetter({
  event,
  answer,
}: FinishedInvocation): Pick<SendRequest, "MessageBody" | "MessageAttributes"> {
  const why = answer.kind === "refused" ? answer.fault.message : parseMessage(answer.payload);
  return {
    MessageBody: event.payload,
    MessageAttributes: {
      RequestID: { DataType: "String", StringValue: event.id },
      ErrorCode: { DataType: "Number", StringValue: answer.kind === "refused" ? String(answer.fault.status) : "200" },
      ErrorMessage: { DataType: "String", StringValue: why.slice(0, 1_024) || "unknown" },
    },
  };
}

function parseMessage(payload: Buffer): string {
  const details: unknown = JSON.parse(payload.toString("utf8"));
  return typeof details === "object" && details !== null && "errorMessage" in details
    ? String(details.errorMessage)
    : "";
}

const USUAL_RETRIES = 2;
const USUAL_AGE_SECONDS = 21_600;
/** AWS waits a minute before the second attempt, and two before the third. */
const WAITS_MS = [60_000, 120_000];
/** How long a throttled call waits: longer each time, from a second to five minutes. */
const computeDelayMs = (delays: number): number => Math.min(300_000, 1_000 * 2 ** delays);

/** The configuration for a call's version or alias. */
const findConfig = (
  { eventInvoke }: StoredFunction,
  { qualifier = "$LATEST" }: StoredEvent,
): EventInvokeConfig | undefined => eventInvoke[qualifier];

/**
 * Whether a call goes to its destination at once, without an attempt: a function with a reserved concurrency of 0 runs
 * nothing (recorded on AWS by LocalStack, 2025-11-25, test_reserved_concurrency).
 *
 * @remarks Without a destination, the lab cloud keeps the call until the function may run again.
 */
const isStopped = (found: StoredFunction, event: StoredEvent): boolean =>
  found.reservedConcurrency === 0 && (findConfig(found, event)?.onFailure ?? found.latest.deadLetterArn) !== undefined;

/**
 * Asynchronous calls: accepted at once, and retried until they succeed or have failed for good. They survive a restart.
 */
export class EventQueue {
  readonly #core: Core;
  readonly #random: Random;
  readonly #table: Table<StoredEvent>;
  readonly #parts: { readonly functions: Functions; readonly calls: ServiceCalls; readonly destinations: Destinations };

  constructor(
    core: Core,
    parts: { readonly functions: Functions; readonly calls: ServiceCalls; readonly destinations: Destinations },
  ) {
    this.#core = core;
    this.#random = core.random.fork("lambda/events");
    this.#parts = parts;
    this.#table = core.storage.openTable<StoredEvent>("lambda/events");
    for (const event of this.#table.listValues()) this.#schedule(event);
  }

  /** Accepts a call. The call is on disk when `add` returns. */
  add(event: Pick<StoredEvent, "id" | "name" | "qualifier" | "payload" | "trace">): void {
    const at = this.#core.now();
    this.#put({ ...event, receivedAt: at, failures: 0, delays: 0, dueAt: at });
    // A stopped clock does not run due timers by itself.
    setImmediate(() => this.#core.clock.catchUp());
  }

  #put(event: StoredEvent): void {
    this.#table.set(event.id, event);
    this.#schedule(event);
  }

  #schedule(event: StoredEvent): void {
    this.#core.clock.schedule(event.dueAt, (at) => this.#attempt(event, at));
  }

  async #attempt(event: StoredEvent, at: number): Promise<void> {
    const { functions, calls } = this.#parts;
    const found = functions.find(event.name);
    // The events of a deleted function are dropped.
    if (found === undefined) {
      this.#table.remove(event.id);
      return;
    }
    if (functions.isPending(found)) {
      this.#put({ ...event, dueAt: at + computeDelayMs(0) });
      return;
    }
    if (isStopped(found, event)) {
      const fault = createTooManyRequestsFault("ReservedFunctionConcurrentInvocationLimitExceeded");
      this.#finish(event, found, { answer: { kind: "refused", fault }, condition: "ZeroReservedConcurrency" });
      return;
    }
    const target = formatFunctionArn(this.#core, event.name, event.qualifier);
    const answer = await calls.call({
      target,
      payload: Buffer.from(event.payload),
      caller: SERVICE,
      requestId: event.id,
      trace: event.trace,
    });
    // The cloud was stopped meanwhile: the call is tried again at the next start.
    if (this.#core.processes.isClosed) return;
    this.#settle(event, found, answer);
  }

  #settle(event: StoredEvent, found: StoredFunction, answer: ServiceAnswer): void {
    if (answer.kind === "answered" && !answer.isError) {
      this.#finish(event, found, { answer, condition: "Success" });
      return;
    }
    const now = this.#core.now();
    const next =
      answer.kind === "refused"
        ? { ...event, delays: event.delays + 1, dueAt: now + this.#drawDelayMs(event) }
        : { ...event, failures: event.failures + 1, dueAt: now + (WAITS_MS[event.failures] ?? 0) };
    const condition = findGiveUpReason(next, findConfig(found, event));
    if (condition === undefined) this.#put(next);
    else this.#finish(next, found, { answer, condition });
  }

  /** The message to a queue has a trace even if the caller gave none (recorded on AWS by LocalStack, 2025-11-25, test_retries). */
  #createTrace({ trace: parent }: StoredEvent): string {
    return traceHeader(this.#random, { mode: "PassThrough", parent, at: this.#core.now() });
  }

  /** Calls that were throttled together do not come again together: all but one would be throttled again. */
  #drawDelayMs({ delays }: StoredEvent): number {
    return Math.round(computeDelayMs(delays) * (1 - this.#random.drawFraction() / 2));
  }

  #finish(event: StoredEvent, found: StoredFunction, finished: Omit<FinishedInvocation, "event">): void {
    const { destinations } = this.#parts;
    const done = { event, ...finished };
    const config = findConfig(found, event);
    const target = finished.condition === "Success" ? config?.onSuccess : config?.onFailure;
    if (target !== undefined)
      destinations.send(target, { MessageBody: createInvocationRecord(this.#core, done) }, this.#createTrace(event));
    if (finished.condition !== "Success" && found.latest.deadLetterArn !== undefined)
      destinations.send(found.latest.deadLetterArn, createDeadLetter(done));
    this.#table.remove(event.id);
  }
}

function findGiveUpReason(
  { failures, dueAt, receivedAt }: StoredEvent,
  config: EventInvokeConfig | undefined,
): "RetriesExhausted" | "EventAgeExceeded" | undefined {
  if (failures > (config?.retries ?? USUAL_RETRIES)) return "RetriesExhausted";
  return dueAt - receivedAt > (config?.ageSeconds ?? USUAL_AGE_SECONDS) * 1000 ? "EventAgeExceeded" : undefined;
}
