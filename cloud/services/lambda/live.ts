import type { LiveFigures } from "../../core/live-figures";
import { recordsBehind } from "../kinesis/source";
import type { Lab } from "../lab";

/** Live figures of each event source mapping, by id: how many records its function has processed, and how many records of a stream it has not reached. */
export const live = ({ kinesis, lambda: { mappings } }: Lab): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    mappings.all().map((mapping) => {
      const positions = mappings.positionsOf(mapping);
      return [
        mapping.uuid,
        {
          status: mappings.stateOf(mapping),
          taken: mappings.takenBy(mapping),
          behind: positions === undefined ? 0 : recordsBehind(kinesis, mapping.sourceArn, positions),
        },
      ];
    }),
  );
