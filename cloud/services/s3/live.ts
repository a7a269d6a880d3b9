import type { LiveFigures } from "../../core/live-figures";
import type { Lab } from "../lab";

/** How many objects each bucket holds. */
export const live = ({ s3 }: Lab): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(s3.buckets().map(({ name, objects }) => [name, { objects: objects.size }]));
