import { createNotAnS3PathFault } from "./faults";
import type { ResultFile } from "./stored-execution";

/** A location in S3. */
export interface OutputLocation {
  readonly bucket: string;
  /** Empty, or a key prefix that ends with a slash. */
  readonly prefix: string;
}

/**
 * Reads the location of query results: `s3://bucket`, `s3://bucket/folder`, with or without a slash at the end.
 *
 * @throws AwsFault InvalidRequestException if the text is no location in S3 (ATH-006)
 */
export function parseOutputLocation(location: string): OutputLocation {
  const [, bucket, path = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s.exec(location) ?? [];
  if (bucket === undefined) throw createNotAnS3PathFault();
  return { bucket, prefix: path === "" || path.endsWith("/") ? path : `${path}/` };
}

const NAMES: Readonly<Record<ResultFile, (id: string) => string>> = {
  csv: (id) => `${id}.csv`,
  text: (id) => `${id}.txt`,
  table: (id) => `tables/${id}`,
  none: (id) => id,
};

/** The path of a query's result, `s3://…` (ATH-013). */
export const formatOutputPath = ({ bucket, prefix }: OutputLocation, file: ResultFile, id: string): string =>
  `s3://${bucket}/${prefix}${NAMES[file](id)}`;
