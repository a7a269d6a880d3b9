import { QueryFault, type PropertyValue } from "../../engine/query-engine";
import { splitBucketAndKey } from "../../../s3/model/location";
import type { ResultObjects } from "../ports";
import { toFolder } from "../statements/partition-path";

/**
 * Checks that a location for new data is an empty folder in S3 (ATH-035, ATH-036).
 *
 * @returns `s3://…/`
 * @throws QueryFault
 */
export function requireNewFolder(objects: ResultObjects, location: string): string {
  const root = toFolder(location);
  const { bucket, key } = splitBucketAndKey(root);
  if (bucket === "" || !objects.hasBucket(bucket))
    throw new QueryFault("HIVE_METASTORE_ERROR", `The specified bucket does not exist: ${location}`);
  const held = objects.listFilesUnder(bucket, key);
  held.release();
  if (held.files.length > 0)
    throw new QueryFault(
      "HIVE_PATH_ALREADY_EXISTS",
      `Target directory for table '${root}' already exists: please remove the data first`,
    );
  return root;
}

/** The names in a property such as `partitioned_by = ARRAY['…']`. */
export const listNames = (value: PropertyValue | undefined): string[] =>
  Array.isArray(value) ? value.map((item) => String(item).toLowerCase()) : [];
