import type { View } from "../../core/service";
import type { Services } from "../framework/services";

/** What the console shows of SQS. */
export const createViews = (cloud: Services): readonly View[] => [
  {
    title: "SQS queues",
    columns: ["Queue", "Type", "Visible", "In flight", "Delayed", "Waiting receivers", "Dead letters to", "Created"],
    rows: cloud.sqs.queues.map((queue) => {
      queue.settle();
      const { ready, inFlight, delayed } = queue.contents.counts;
      const { isFifo, redrive } = queue.settings;
      const target =
        redrive === undefined
          ? ""
          : `${redrive.deadLetterArn.split(":").at(-1)}, after ${redrive.maxReceives} receives`;
      return [
        queue.name,
        isFifo ? "FIFO" : "standard",
        String(ready),
        String(inFlight),
        String(delayed),
        String(queue.waiters.count),
        target,
        new Date(queue.stored.createdAt).toISOString(),
      ];
    }),
  },
];
