import type { Target } from "@aws-sdk/client-scheduler";
import type { Core } from "../../../core/core";
import type { Random } from "../../../../foundation/random";
import { createLazyTable } from "../../../storage/lazy-table";
import type { Table } from "../../../storage/table";
import type { Metrics } from "../../cloudwatch/model/metrics";
import { findNext, type Timing } from "./expression";
import { createGroupNotFoundFault, createScheduleNotFoundFault } from "./faults";

/** A schedule as it is stored. */
export interface StoredSchedule extends Timing {
  readonly name: string;
  readonly description?: string | undefined;
  /** As the client wrote them: `startsAt` and `timeZone` have defaults. */
  readonly startDate?: number | undefined;
  readonly state: "ENABLED" | "DISABLED";
  readonly target: Target;
  /** In minutes; undefined for a schedule that invokes its target on time. */
  readonly windowMinutes?: number | undefined;
  readonly afterCompletion: "NONE" | "DELETE";
  /** The token of the call that created the schedule. */
  readonly token?: string | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** An invocation that is due, or that failed and is tried again. */
interface Invocation {
  readonly id: string;
  readonly schedule: string;
  readonly target: Target;
  /** The time that the schedule's expression gave, ms since the epoch. */
  readonly scheduledAt: number;
  /** Counts from 1. */
  readonly attempt: number;
  /** ms since the epoch. */
  readonly at: number;
}

/** Why a target was not invoked. */
export interface InvocationFailure {
  readonly code: string;
  readonly message: string;
}

/** What a dead-letter queue gets: the payload, and what is known of the failure. */
interface DeadLetter {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The targets of schedules. */
export interface ScheduleTargets {
  /** Invokes a target. @returns the failure, or undefined */
  invoke(target: Target, call: { readonly id: string; readonly payload: string }): InvocationFailure | undefined;
  /** Sends what was not delivered to a target's dead-letter queue, by the same role. @returns the failure, or undefined */
  sendToDeadLetterQueue(target: Target, message: DeadLetter): InvocationFailure | undefined;
}

/** The only group of schedules that the lab cloud has. */
export const GROUP = "default";
const MINUTE_MS = 60_000;
const MAX_RETRY_WAIT_MS = 60 * MINUTE_MS;
/** AWS's own values for a schedule without a retry policy. */
const DEFAULT_RETRIES = 185;
const DEFAULT_AGE_SECONDS = 86_400;

/** What the schedules of a cloud use of its other services. */
interface SchedulePorts {
  readonly metrics: Metrics;
  readonly targets: ScheduleTargets;
}

/** The account's schedules, which invoke their targets by the cloud's clock. */
export class Schedules {
  readonly #core: Core;
  readonly #ports: SchedulePorts;
  readonly #getSchedules: () => Table<StoredSchedule>;
  readonly #getInvocations: () => Table<Invocation>;
  #random: Random | undefined;

  constructor(core: Core, ports: SchedulePorts) {
    this.#core = core;
    this.#ports = ports;
    this.#getSchedules = createLazyTable(core.storage, "scheduler/schedules");
    this.#getInvocations = createLazyTable(core.storage, "scheduler/invocations");
    // A cloud that has never had a schedule does not open the tables.
    if (!core.storage.hasTable("scheduler/schedules")) return;
    for (const invocation of this.#getInvocations().listValues()) this.#runAt(invocation);
    for (const schedule of this.listAll()) this.#prepareNext(schedule, core.now());
  }

  /** All schedules, by name. */
  listAll(): readonly StoredSchedule[] {
    return [...this.#getSchedules().listValues()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): StoredSchedule | undefined {
    return this.#getSchedules().get(name);
  }

  /** @throws AwsFault ResourceNotFoundException */
  require(name: string, group: string = GROUP): StoredSchedule {
    assertGroup(group);
    const found = this.find(name);
    if (found === undefined) throw createScheduleNotFoundFault(name);
    return found;
  }

  /** Creates or replaces a schedule, which invokes its target from now on. */
  save(schedule: StoredSchedule): void {
    this.#drop(schedule.name);
    this.#getSchedules().set(schedule.name, schedule);
    this.#prepareNext(schedule, this.#core.now());
  }

  /** Removes a schedule with the invocations that are due or tried again. */
  remove(name: string): void {
    this.#drop(name);
    this.#getSchedules().remove(name);
  }

  createArn(name: string): string {
    return this.#core.createArn("scheduler", `schedule/${GROUP}/${name}`);
  }

  #drop(name: string): void {
    for (const { id, schedule } of this.#getInvocations().listValues())
      if (schedule === name) this.#getInvocations().remove(id);
  }

  /** Schedules the next invocation, unless one of this schedule is already due. @param from ms since the epoch */
  #prepareNext(schedule: StoredSchedule, from: number): void {
    const { name, state, target, windowMinutes = 0, afterCompletion } = schedule;
    const isPrepared = this.#getInvocations()
      .listValues()
      .some((invocation) => invocation.schedule === name && invocation.attempt === 1);
    if (state === "DISABLED" || isPrepared) return;
    const scheduledAt = findNext(schedule, from);
    if (scheduledAt === undefined) {
      if (afterCompletion === "DELETE" && !this.#hasInvocations(name)) this.remove(name);
      return;
    }
    this.#random ??= this.#core.random.fork("scheduler");
    const at = scheduledAt + Math.floor(this.#random.drawFraction() * windowMinutes * MINUTE_MS);
    this.#add({ id: this.#random.drawUuid(), schedule: name, target, scheduledAt, attempt: 1, at });
  }

  #hasInvocations = (name: string): boolean =>
    this.#getInvocations()
      .listValues()
      .some(({ schedule }) => schedule === name);

  #add(invocation: Invocation): void {
    this.#getInvocations().set(invocation.id, invocation);
    this.#runAt(invocation);
  }

  #runAt({ id, attempt, at }: Invocation): void {
    this.#core.clock.schedule(Math.max(at, this.#core.now()), () => {
      const invocation = this.#getInvocations().get(id);
      if (invocation?.attempt === attempt) this.#invoke(invocation);
    });
  }

  #invoke(invocation: Invocation): void {
    const { id, schedule: name, target, scheduledAt, attempt } = invocation;
    const payload = this.#createPayload(invocation);
    const failure = this.#ports.targets.invoke(target, { id, payload });
    this.#count("InvocationAttemptCount");
    if (failure !== undefined) this.#count("TargetErrorCount");
    const exhausted = failure === undefined ? undefined : findExhausted(invocation, this.#core.now());
    if (failure !== undefined && exhausted === undefined) {
      const at = this.#core.now() + Math.min(MINUTE_MS * 2 ** (attempt - 1), MAX_RETRY_WAIT_MS);
      this.#add({ ...invocation, attempt: attempt + 1, at });
    } else {
      this.#getInvocations().remove(id);
      if (failure !== undefined && exhausted !== undefined) this.#giveUp(invocation, { failure, exhausted, payload });
    }
    const schedule = this.find(name);
    // A later one, and none of those that fell due while the cloud was down.
    if (schedule !== undefined) this.#prepareNext(schedule, Math.max(scheduledAt + 1, this.#core.now()));
  }

  #giveUp(
    { id, schedule, target, scheduledAt, attempt }: Invocation,
    {
      failure,
      exhausted,
      payload,
    }: { readonly failure: InvocationFailure; readonly exhausted: string; readonly payload: string },
  ): void {
    this.#count("InvocationDroppedCount");
    if (target.DeadLetterConfig?.Arn === undefined) return;
    const attributes = {
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message,
      EXECUTION_ID: id,
      EXHAUSTED_RETRY_CONDITION: exhausted,
      IS_PAYLOAD_TRUNCATED: "false",
      RETRY_ATTEMPTS: String(attempt - 1),
      SCHEDULED_TIME: formatSeconds(scheduledAt),
      SCHEDULE_ARN: this.createArn(schedule),
      TARGET_ARN: target.Arn ?? "",
    };
    const refusal = this.#ports.targets.sendToDeadLetterQueue(target, { body: payload, attributes });
    this.#count(
      refusal === undefined ? "InvocationsSentToDeadLetterCount" : "InvocationsFailedToBeSentToDeadLetterCount",
    );
  }

  /** The target's input, with the values of the context attributes that it names; by default a notification. */
  #createPayload({ id, schedule, target, scheduledAt, attempt }: Invocation): string {
    const arn = this.createArn(schedule);
    const time = formatSeconds(scheduledAt);
    const { Input } = target;
    const values: Readonly<Record<string, string>> = {
      "<aws.scheduler.schedule-arn>": arn,
      "<aws.scheduler.scheduled-time>": time,
      "<aws.scheduler.execution-id>": id,
      "<aws.scheduler.attempt-number>": String(attempt),
    };
    if (Input !== undefined) return Input.replace(/<aws\.scheduler\.[a-z-]+>/g, (name) => values[name] ?? name);
    return JSON.stringify({
      ...{ version: "0", id, "detail-type": "Scheduled Event", source: "aws.scheduler" },
      ...{ account: this.#core.account, time, region: this.#core.region, resources: [arn], detail: "{}" },
    });
  }

  #count(name: string): void {
    const of = { namespace: "AWS/Scheduler", dimensions: { ScheduleGroup: GROUP }, at: this.#core.now() };
    this.#ports.metrics.put(of, [{ name, value: 1, unit: "Count" }]);
  }
}

/** Such as `2030-01-01T00:00:00Z`. */
const formatSeconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** The limit of the retry policy that a failed invocation has reached. */
function findExhausted({ target, attempt, scheduledAt }: Invocation, now: number): string | undefined {
  const { MaximumRetryAttempts: retries = DEFAULT_RETRIES, MaximumEventAgeInSeconds: seconds = DEFAULT_AGE_SECONDS } =
    target.RetryPolicy ?? {};
  if (attempt > retries) return "MaximumRetryAttempts";
  return now - scheduledAt >= seconds * 1000 ? "MaximumEventAgeInSeconds" : undefined;
}

/** @throws AwsFault ResourceNotFoundException */
export function assertGroup(group: string): void {
  if (group !== GROUP) throw createGroupNotFoundFault(group);
}
