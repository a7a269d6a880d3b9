import type { Core } from "../../../../core/core";
import type { Figure, Meter, MetricSink } from "../meter";
import type { Queue } from "../queue/queue";

const MINUTE_MS = 60_000;
/**
 * How long a queue's metrics continue after its last use. AWS continues for six hours, which would be millions of points for
 * some thousand queues.
 */
const ACTIVE_MS = 15 * MINUTE_MS;

const createCount = (name: string, value: number): Figure => ({ name, value, unit: "Count" });

/** @param bytes the size of each message */
export const createSentFigures = (bytes: readonly number[]): Figure[] =>
  bytes.length === 0
    ? []
    : [
        createCount("NumberOfMessagesSent", bytes.length),
        ...bytes.map((value): Figure => ({ name: "SentMessageSize", value, unit: "Bytes" })),
      ];

export const createReceivedFigures = (messages: number): Figure[] => [
  messages === 0 ? createCount("NumberOfEmptyReceives", 1) : createCount("NumberOfMessagesReceived", messages),
];

export const createDeletedFigures = (messages: number): Figure[] =>
  messages === 0 ? [] : [createCount("NumberOfMessagesDeleted", messages)];

/**
 * SQS's metrics in CloudWatch, under AWS/SQS with the dimension QueueName: counts of calls at once, and the size of a
 * queue every minute while the queue is in use.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export class QueueMetrics {
  readonly #core: Core;
  readonly #sink: MetricSink;
  /** The queues that were used recently. */
  readonly #used = new Set<Queue>();

  constructor(core: Core, sink: MetricSink) {
    this.#core = core;
    this.#sink = sink;
  }

  /** Adds values for a queue, and keeps its metrics going. */
  createCount(queue: Queue, figures: readonly Figure[]): void {
    this.noteUse(queue).source.count(this.#core.now(), figures);
  }

  /** Notes that a queue was used, if only by a read, and keeps its metrics going. */
  noteUse(queue: Queue): Meter {
    const meter = queue.meter ?? this.#begin(queue);
    meter.usedAt = this.#core.now();
    return meter;
  }

  #begin(queue: Queue): Meter {
    if (this.#used.size === 0) this.#lookLater();
    this.#used.add(queue);
    return (queue.meter = {
      source: this.#sink.createSource({ namespace: "AWS/SQS", dimensions: { QueueName: queue.name } }),
      usedAt: 0,
    });
  }

  #lookLater(): void {
    const next = (Math.floor(this.#core.now() / MINUTE_MS) + 1) * MINUTE_MS;
    this.#core.clock.schedule(next, (at) => {
      for (const queue of this.#used) {
        if (queue.meter !== undefined && !queue.isDeleted && at - queue.meter.usedAt <= ACTIVE_MS)
          this.#look(queue, queue.meter, at);
        else this.#end(queue);
      }
      if (this.#used.size > 0) this.#lookLater();
    });
  }

  #end(queue: Queue): void {
    this.#used.delete(queue);
    queue.meter = undefined;
  }

  /** The figures belong to the minute that has just ended. */
  #look(queue: Queue, { source }: Meter, at: number): void {
    queue.settle();
    const { counts, oldest } = queue.contents;
    source.count(at - 1, [
      createCount("ApproximateNumberOfMessagesVisible", counts.ready),
      createCount("ApproximateNumberOfMessagesNotVisible", counts.inFlight),
      createCount("ApproximateNumberOfMessagesDelayed", counts.delayed),
      {
        name: "ApproximateAgeOfOldestMessage",
        value: oldest === undefined ? 0 : Math.floor((at - oldest.sentAt) / 1000),
        unit: "Seconds",
      },
    ]);
  }
}
