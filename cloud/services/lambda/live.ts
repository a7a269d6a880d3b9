import type { LiveFigures } from "../../core/live-figures";
import { countRecordsBehind } from "../kinesis/model/source";
import type { Services } from "../framework/services";

/** Live figures of each event source mapping, by id: how many records its function has processed, and how many records of a stream it has not reached. */
export const getLiveFigures = ({ kinesis, lambda: { mappings } }: Services): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    mappings.listAll().map((mapping) => {
      const positions = mappings.findPositions(mapping);
      return [
        mapping.uuid,
        {
          status: mappings.getState(mapping),
          taken: mappings.countAccepted(mapping),
          behind: positions === undefined ? 0 : countRecordsBehind(kinesis, mapping.sourceArn, positions),
        },
      ];
    }),
  );
