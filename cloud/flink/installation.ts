import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { nearest } from "../core/nearest";

/** An Apache Flink as `labs flink` sets it up: the folder, and what its `installed.json` says. */
export interface FlinkInstallation {
  readonly folder: string;
  /** Such as `1.20.3`. */
  readonly version: string;
  /** The Java to run it with; absolute. */
  readonly java: string;
  /** Such as `17`. */
  readonly javaVersion: string;
  /** The files in `lib`, in the order of the class path. The archives of classes hold for this order only. */
  readonly classPath: readonly string[];
  /** What stands in `lib` for the client alone, which begins the jobs of other people's programs. */
  readonly clientPath: readonly string[];
}

/** Beside `lib`: Flink's Python API, for programs in Python that begin jobs. */
export const PYTHON_FOLDER = "python";

/** Written last by the set-up: a folder without one is half-finished. */
export const STAMP = "installed.json";

/** @throws SyntaxError if the stamp is no JSON */
export function readFlink(folder: string): FlinkInstallation | undefined {
  const stamp = join(folder, STAMP);
  if (!existsSync(stamp)) return undefined;
  // The border: the set-up wrote it.
  return { ...(JSON.parse(readFileSync(stamp, "utf8")) as Omit<FlinkInstallation, "folder">), folder };
}

/** Whether it can write Parquet to S3. One that an older `labs flink` set up cannot. */
export const hasParquet = ({ classPath }: Pick<FlinkInstallation, "classPath">): boolean =>
  ["flink-parquet-", "flink-s3-fs-hadoop-"].every((part) => classPath.some((file) => file.startsWith(part)));

/** The Flink in the given folder, or in the nearest `.labs/flink` above the working folder or this program. */
export function findFlink(given: string | undefined): FlinkInstallation | undefined {
  const folder = given ?? nearest(join(".labs", "flink"));
  return folder === undefined ? undefined : readFlink(folder);
}
