import { getPartitionKeys, type CatalogTable, type RetainedFiles } from "../catalog";
import { NULL_VALUE } from "../../foundation/columnar/hive-type";
import type { Scan } from "../analysis/context";
import type { JobFile, JobScan } from "../process/job";
import { QueryFault, type QueryInput } from "../query-engine";
import { createPartitionTest } from "./prune";
import { listProjectedPartitions, type ScanPartition } from "./projection";
import { getFormat } from "./table-format";

export interface PlannedScan {
  readonly job: JobScan;
  /** Releases the files that the scan holds. */
  release(): void;
}

/**
 * Finds the files of a scan: those under the table's location, or under the location of each partition that conditions
 * do not rule out. Files whose names begin with `_` or `.` are left out.
 *
 * @throws QueryFault
 */
export function planScan(scan: Scan, input: Pick<QueryInput, "catalog" | "files" | "now">): PlannedScan {
  const { table } = scan;
  const format = getFormat(table, input.now);
  const partitions = listPartitions(scan, input);
  const retained: RetainedFiles[] = [];
  const files: JobFile[] = [];
  try {
    for (const [partition, { location }] of partitions.entries()) {
      const found = listFilesUnder(location, input);
      if (found === undefined) continue;
      retained.push(found.retained);
      for (const { path, size, key, modifiedAt } of found.retained.files) {
        if (size === 0 || isHidden(key.slice(found.prefix.length))) continue;
        const uri = `s3://${found.bucket}/${key}`;
        if (!input.files.canRead(found.bucket, key))
          throw new QueryFault(
            "HIVE_CANNOT_OPEN_SPLIT",
            `Error opening Hive split ${uri} (offset=0, length=${size}): Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)`,
          );
        files.push({ path, size, modifiedAt, partition, uri });
      }
    }
  } catch (error) {
    retained.forEach(({ release }) => {
      release();
    });
    throw error;
  }
  return {
    job: {
      id: scan.id,
      format,
      columns: listColumns(scan),
      partitions: partitions.map(({ values }) => values.map((value) => (value === NULL_VALUE ? null : value))),
      files,
    },
    release: () => {
      retained.forEach(({ release }) => {
        release();
      });
    },
  };
}

const isHidden = (path: string): boolean =>
  path.split("/").some((part) => part.startsWith("_") || part.startsWith("."));

function listColumns({ columns, used, table }: Scan): JobScan["columns"] {
  const data = (table.definition.StorageDescriptor?.Columns ?? []).map(({ Name }) => Name);
  const keys = getPartitionKeys(table).map(({ Name }) => Name);
  return [...columns.values()].map(({ name, hive, type, comesFrom }) => ({
    name,
    hive,
    type,
    comesFrom,
    needed: used.has(name),
    position: comesFrom === "data" ? data.indexOf(name) : comesFrom === "partition" ? keys.indexOf(name) : -1,
  }));
}

function listPartitions(scan: Scan, { catalog, now }: Pick<QueryInput, "catalog" | "now">): readonly ScanPartition[] {
  const { table } = scan;
  const location = table.definition.StorageDescriptor?.Location;
  if (getPartitionKeys(table).length === 0) return location === undefined ? [] : [{ values: [], location }];
  if (isProjected(table)) return listProjectedPartitions(scan, now);
  const partitions = catalog.getPartitions(table);
  return catalog.listMatchingPartitions(table, createPartitionTest(scan, now)).flatMap((partition) => {
    const partitionLocation = partitions.createDescriptor(partition)?.Location;
    return partitionLocation === undefined ? [] : [{ values: partition.values, location: partitionLocation }];
  });
}

const isProjected = ({ definition }: CatalogTable): boolean =>
  definition.Parameters?.["projection.enabled"]?.toLowerCase() === "true";

/** The files under a location; undefined where the bucket is missing. @throws QueryFault for a string that is not a location in S3 */
function listFilesUnder(
  location: string,
  { files }: Pick<QueryInput, "files">,
): { readonly retained: RetainedFiles; readonly bucket: string; readonly prefix: string } | undefined {
  const [, bucket, path = ""] = /^s3[an]?:\/\/([^/]+)\/?(.*)$/.exec(location) ?? [];
  if (bucket === undefined)
    throw new QueryFault("HIVE_METASTORE_ERROR", `Table location is not a valid S3 path: ${location}`);
  if (!files.hasBucket(bucket))
    throw new QueryFault(
      "HIVE_FILESYSTEM_ERROR",
      `The specified bucket does not exist (Service: Amazon S3; Status Code: 404; Error Code: NoSuchBucket; Bucket: ${bucket})`,
    );
  const prefix = path === "" || path.endsWith("/") ? path : `${path}/`;
  return { retained: files.listFilesUnder(bucket, prefix), bucket, prefix };
}
