import { existsSync } from "node:fs";
import { join } from "node:path";
import { skipIf } from "../../../test/skip";
import { projectRoot } from "../../running/project-root";

/** Skips a suite's tests, with the reason in one line, where Flink is not set up. To be called in a `describe`. */
export function needsFlink(): void {
  before(function () {
    skipIf(this, withoutFlink());
  });
}

function withoutFlink(): string | undefined {
  return existsSync(join(projectRoot(), ".labs", "flink", "installed.json"))
    ? undefined
    : "Apache Flink is not in .labs/flink; `npm test` sets it up where there are Maven, Java 17 or 11 and a network";
}
