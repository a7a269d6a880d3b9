import { QueryFault, type PropertyValue } from "../engine/query-engine";
import { bucketAndKey } from "../../s3/location";
import type { ResultObjects } from "../ports";
import { asFolder } from "../statements/partition-path";

/**
 * Checks that a location for new data is an empty folder in S3 (ATH-035, ATH-036).
 *
 * @returns `s3://…/`
 * @throws QueryFault
 */
export function newFolder(objects: ResultObjects, place: string): string {
  const root = asFolder(place);
  const { bucket, key } = bucketAndKey(root);
  if (bucket === "" || !objects.bucketExists(bucket))
    throw new QueryFault("HIVE_METASTORE_ERROR", `The specified bucket does not exist: ${place}`);
  const held = objects.filesUnder(bucket, key);
  held.release();
  if (held.files.length > 0)
    throw new QueryFault(
      "HIVE_PATH_ALREADY_EXISTS",
      `Target directory for table '${root}' already exists: please remove the data first`,
    );
  return root;
}

/** The names in a property such as `partitioned_by = ARRAY['…']`. */
export const namesIn = (value: PropertyValue | undefined): string[] =>
  Array.isArray(value) ? value.map((one) => String(one).toLowerCase()) : [];
