import type { Core } from "../../core/core";
import type { Queue } from "./queue/queue";

/** One figure for CloudWatch. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "Count" | "Bytes" | "Seconds";
}

/** What SQS needs of CloudWatch. */
export interface MetricSink {
  /** Counts figures in for the minute in which `at` (ms since the epoch) lies. */
  put(source: { readonly namespace: string; readonly dimensions: Readonly<Record<string, string>>; readonly at: number }, figures: readonly Figure[]): void;
}

const MINUTE_MS = 60_000;
/** AWS goes on for six hours after a queue was last used; that would be millions of points for some thousand queues. */
const ACTIVE_MS = 15 * MINUTE_MS;

const count = (name: string, value: number): Figure => ({ name, value, unit: "Count" });

/** @param bytes the size of each message */
export const sentFigures = (bytes: readonly number[]): Figure[] =>
  bytes.length === 0 ? [] : [count("NumberOfMessagesSent", bytes.length), ...bytes.map((value): Figure => ({ name: "SentMessageSize", value, unit: "Bytes" }))];

export const receivedFigures = (messages: number): Figure[] => [messages === 0 ? count("NumberOfEmptyReceives", 1) : count("NumberOfMessagesReceived", messages)];

export const deletedFigures = (messages: number): Figure[] => (messages === 0 ? [] : [count("NumberOfMessagesDeleted", messages)]);

/**
 * What SQS tells CloudWatch, under AWS/SQS with the dimension QueueName: what is counted, at once; how much is in a queue,
 * every minute while the queue is in use.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export class QueueMetrics {
  readonly #core: Core;
  readonly #sink: MetricSink;
  /** When each queue was last used, ms since the epoch. */
  readonly #usedAt = new Map<Queue, number>();

  constructor(core: Core, sink: MetricSink) {
    this.#core = core;
    this.#sink = sink;
  }

  /** A queue was used: counts figures in, and goes on to tell of the queue. */
  count(queue: Queue, figures: readonly Figure[]): void {
    const now = this.#core.now();
    if (this.#usedAt.size === 0) this.#lookLater();
    this.#usedAt.set(queue, now);
    this.#put(queue, now, figures);
  }

  #lookLater(): void {
    const next = (Math.floor(this.#core.now() / MINUTE_MS) + 1) * MINUTE_MS;
    this.#core.clock.schedule(next, (at) => {
      for (const [queue, usedAt] of this.#usedAt) {
        if (queue.isDeleted || at - usedAt > ACTIVE_MS) this.#usedAt.delete(queue);
        else this.#look(queue, at);
      }
      if (this.#usedAt.size > 0) this.#lookLater();
    });
  }

  /** The figures belong to the minute that has just ended. */
  #look(queue: Queue, at: number): void {
    queue.settle();
    const { counts, oldest } = queue.contents;
    this.#put(queue, at - 1, [
      count("ApproximateNumberOfMessagesVisible", counts.ready),
      count("ApproximateNumberOfMessagesNotVisible", counts.inFlight),
      count("ApproximateNumberOfMessagesDelayed", counts.delayed),
      { name: "ApproximateAgeOfOldestMessage", value: oldest === undefined ? 0 : Math.floor((at - oldest.sentAt) / 1000), unit: "Seconds" },
    ]);
  }

  #put({ name }: Queue, at: number, figures: readonly Figure[]): void {
    if (figures.length > 0) this.#sink.put({ namespace: "AWS/SQS", dimensions: { QueueName: name }, at }, figures);
  }
}
