import type { LiveFigures } from "../../core/live-figures";
import type { Services } from "../framework/services";

/** Live figures of each queue: its messages. */
export const getLiveFigures = ({ sqs }: Services): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    sqs.queues.map((queue) => {
      queue.settle();
      const { ready, inFlight, delayed } = queue.contents.counts;
      return [queue.name, { ready, inFlight, delayed }];
    }),
  );
