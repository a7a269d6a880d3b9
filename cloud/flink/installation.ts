import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findNearest } from "../../foundation/nearest";
import { readIfPresent } from "../storage/if-present";

/** An Apache Flink that `labs flink` has set up: the folder, and the contents of its `installed.json`. */
export interface FlinkInstallation {
  readonly folder: string;
  /** Flink's version, such as `1.20.3`. */
  readonly version: string;
  /** The path of the Java to run Flink with; absolute. */
  readonly java: string;
  /** Java's version, such as `17`. */
  readonly javaVersion: string;
  /** The files in `lib`, in the order of the class path. The class archives (CDS) are valid for this order only. */
  readonly classPath: readonly string[];
  /** The files in `lib` only for the client, which begins the jobs of users' programs. */
  readonly clientPath: readonly string[];
}

/** The folder, beside `lib`, of Flink's Python API, for programs in Python that begin jobs. */
export const PYTHON_FOLDER = "python";

/** The file that the set-up writes last: a folder without it is incomplete. */
export const STAMP = "installed.json";

/** @throws SyntaxError if the stamp isn't JSON */
export function readFlink(folder: string): FlinkInstallation | undefined {
  const stamp = readIfPresent(() => readFileSync(join(folder, STAMP), "utf8"));
  if (stamp === undefined) return undefined;
  // The border: the set-up wrote the file.
  return { ...(JSON.parse(stamp) as Omit<FlinkInstallation, "folder">), folder };
}

/** Whether an installation can write Parquet to S3. One that an older `labs flink` has set up cannot. */
export const hasParquet = ({ classPath }: Pick<FlinkInstallation, "classPath">): boolean =>
  ["flink-parquet-", "flink-s3-fs-hadoop-"].every((part) => classPath.some((file) => file.startsWith(part)));

/** The Flink in the given folder, or in the nearest `.labs/flink` above the working folder or this program. */
export function findFlink(configured: string | undefined): FlinkInstallation | undefined {
  const folder = configured ?? findNearest(join(".labs", "flink"));
  return folder === undefined ? undefined : readFlink(folder);
}
