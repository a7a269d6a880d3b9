import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { skipIf } from "../../../cloud/testing/skip";
import { findProjectRoot } from "../../running/project-root";

const STAMP = join(findProjectRoot(), ".labs", "flink", "installed.json");

/** Skips a suite's tests, with the reason in one line, where Flink is not set up. Call it in a `describe`. */
export function requireFlink(): void {
  before(function () {
    skipIf(this, explainWithoutFlink());
  });
}

/** As `requireFlink`, and also skips where an older `npx labs flink` set up a Flink that cannot write Parquet. */
export function requireParquet(): void {
  before(function () {
    skipIf(this, explainWithoutFlink() ?? explainWithoutParquet());
  });
}

/** The reason to skip, if the Parquet jar is missing in the stamp file, in which the set-up lists all its jars. */
function explainWithoutParquet(): string | undefined {
  return readFileSync(STAMP, "utf8").includes("flink-parquet-")
    ? undefined
    : "Apache Flink in .labs/flink is older and writes no Parquet; `npx labs flink` sets it up again";
}

function explainWithoutFlink(): string | undefined {
  return existsSync(STAMP)
    ? undefined
    : "Apache Flink is not in .labs/flink: `npx labs flink` sets it up, as CI and LONG_TESTS=1 do";
}
