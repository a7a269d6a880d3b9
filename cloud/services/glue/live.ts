import type { LiveFigures } from "../../core/live-figures";
import type { Lab } from "../lab";
import { behindPrefix, heldKey } from "../s3/keys";
import { bucketAndKey } from "../s3/location";

/** How many objects lie at the location of each table, by `database.table`. */
export const live = (lab: Lab): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    lab.glue
      .databases()
      .flatMap(({ definition }) => lab.glue.tables(definition.Name))
      .map(({ database, definition: { Name, StorageDescriptor } }) => [
        `${database}.${Name}`,
        { objects: objectsAt(lab, StorageDescriptor?.Location) },
      ]),
  );

function objectsAt({ s3 }: Lab, location = ""): number {
  const { bucket, key } = bucketAndKey(location);
  // A location is a folder, with a slash at its end or without.
  const path = key.replace(/\/+$/, "");
  const prefix = heldKey(path === "" ? "" : `${path}/`);
  return s3.findBucket(bucket)?.objects.countBetween(prefix, behindPrefix(prefix)) ?? 0;
}
