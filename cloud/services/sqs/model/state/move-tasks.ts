import type { Core } from "../../../../core/core";
import type { Random } from "../../../../../foundation/random";
import type { Table } from "../../../../storage/table";
import { createTaskRunningFault } from "../faults";
import { writeIfDiskHasSpace } from "../../../../core/write-if-disk-has-space";
import type { Queue } from "../queue/queue";

/** A task that moves dead letters, as it is stored. */
export interface MoveTask {
  readonly id: string;
  readonly sourceArn: string;
  /** Undefined: each message goes back to its source queue. */
  readonly destinationArn: string | undefined;
  readonly perSecond: number | undefined;
  /** The number of messages when the task started. */
  readonly toMove: number;
  readonly moved: number;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly status: "RUNNING" | "COMPLETED" | "CANCELLED" | "FAILED";
  readonly failureReason?: string;
}

/** Finds a queue for move tasks. */
type QueueByArn = (arn: string) => Queue | undefined;

const STEP_MS = 1_000;
/** Without a given rate AWS chooses one; this is the highest that a request can give. */
const MAX_PER_SECOND = 500;
/** How many tasks of a queue are listed; older ones are forgotten. */
const MAX_LISTED = 10;
const NO_QUEUE = "AWS.SimpleQueueService.NonExistentQueue";

/** The tasks that move dead letters back, or elsewhere. A running task continues after a restart. */
export class MoveTasks {
  readonly #core: Core;
  readonly #random: Random;
  readonly #table: Table<MoveTask>;
  readonly #byArn: QueueByArn;

  constructor(core: Core, byArn: QueueByArn) {
    this.#core = core;
    this.#random = core.random.fork("sqs/move-tasks");
    this.#table = core.storage.openTable<MoveTask>("sqs/move-tasks");
    this.#byArn = byArn;
    for (const { id, status } of this.#table.listValues()) if (status === "RUNNING") this.#stepLater(id);
  }

  find(id: string): MoveTask | undefined {
    return this.#table.get(id);
  }

  /** A queue's tasks, the latest first. */
  listBySource(sourceArn: string): readonly MoveTask[] {
    return this.#table
      .listValues()
      .filter((task) => task.sourceArn === sourceArn)
      .reverse();
  }

  /** @throws AwsFault InvalidParameterValueException if the queue has a running task */
  start(source: Queue, settings: Pick<MoveTask, "destinationArn" | "perSecond">): MoveTask {
    const before = this.listBySource(source.arn);
    if (before.some(({ status }) => status === "RUNNING")) throw createTaskRunningFault();
    source.settle();
    const task: MoveTask = {
      ...settings,
      id: this.#random.drawUuid(),
      sourceArn: source.arn,
      toMove: source.contents.counts.ready,
      moved: 0,
      startedAt: this.#core.now(),
      status: "RUNNING",
    };
    this.#table.set(task.id, task);
    for (const { id } of before.slice(MAX_LISTED - 1)) this.#table.remove(id);
    this.#stepLater(task.id);
    return task;
  }

  cancel(task: MoveTask): void {
    this.#table.set(task.id, { ...task, status: "CANCELLED" });
  }

  #stepLater(id: string): void {
    this.#core.clock.schedule(this.#core.now() + STEP_MS, () => {
      const task = this.#table.get(id);
      if (task?.status !== "RUNNING") return;
      const after = this.#runStep(task);
      this.#table.set(id, after);
      if (after.status === "RUNNING") this.#stepLater(id);
    });
  }

  /** Does one second's work. Messages in flight are not moved. */
  #runStep(task: MoveTask): MoveTask {
    const source = this.#byArn(task.sourceArn);
    if (source === undefined) return { ...task, status: "FAILED", failureReason: NO_QUEUE };
    const max = task.perSecond ?? MAX_PER_SECOND;
    source.settle();
    const taken = source.contents.take(max);
    for (const [moved, message] of taken.entries()) {
      const target = this.#byArn(task.destinationArn ?? source.read(message).envelope.deadLetterSource ?? "");
      if (target !== undefined && writeIfDiskHasSpace(() => target.adopt(source, [message], "new messages"))) continue;
      source.contents.putBack(taken.slice(moved));
      // If the disk is full, the next step tries again.
      return {
        ...task,
        moved: task.moved + moved,
        ...(target === undefined ? { status: "FAILED", failureReason: NO_QUEUE } : {}),
      };
    }
    return { ...task, moved: task.moved + taken.length, status: taken.length < max ? "COMPLETED" : "RUNNING" };
  }
}
