import type { LiveFigures } from "../../core/live-figures";
import type { Lab } from "../lab";

/** Live figures of each log group: services write into groups without calls that the journal shows. */
export const live = ({ logs }: Lab): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    logs.groups().map((group) => [group.name, { bytes: logs.storedBytes(group), streams: logs.streams(group).length }]),
  );
