import type { LiveFigures } from "../../core/live-figures";
import type { Services } from "../framework/services";
import { countRecordsBehind } from "../kinesis/model/source";

/** Live figures of each delivery stream: accepted records, records still to be read, records that went into and came out of its function, and buffered records. */
export const getLiveFigures = (cloud: Services): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    cloud.firehose.list().map(({ name, status, source }): [string, LiveFigures] => {
      const delivery = cloud.firehose.findActive(name)?.delivery;
      if (delivery === undefined) return [name, { status }];
      const { buffered, waiting } = delivery.listPending();
      return [
        name,
        {
          status,
          accepted: delivery.accepted,
          behind: source === undefined ? 0 : countRecordsBehind(cloud.kinesis, source.arn, delivery.sourcePositions),
          ...delivery.transforms,
          buffers: buffered.length,
          records: buffered.reduce((sum, { records }) => sum + records, 0),
          bytes: buffered.reduce((sum, { bytes }) => sum + bytes, 0),
          waiting,
          ...(buffered.length === 0 ? {} : { dueAt: Math.min(...buffered.map(({ dueAt }) => dueAt)) }),
        },
      ];
    }),
  );
