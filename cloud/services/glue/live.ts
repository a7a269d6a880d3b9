import type { LiveFigures } from "../../core/live-figures";
import type { Lab } from "../lab";
import { behindPrefix, heldKey } from "../s3/keys";

/** Bucket and path of a table's location. */
const IN_S3 = /^s3:\/\/([^/]+)\/?(.*?)\/*$/s;

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
  const [, name = "", path = ""] = IN_S3.exec(location) ?? [];
  // A location is a folder, with a slash at its end or without.
  const prefix = heldKey(path === "" ? "" : `${path}/`);
  return s3.findBucket(name)?.objects.countBetween(prefix, behindPrefix(prefix)) ?? 0;
}
