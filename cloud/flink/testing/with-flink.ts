import { skipIf } from "../../testing/skip";
import { findMemoryProblem } from "../free-memory";
import { findFlink } from "../installation";

/** Why tests with Flink cannot run; undefined if they can. */
export const withoutFlink: string | undefined =
  findFlink(undefined) === undefined
    ? "Apache Flink is not in .labs/flink: `npx labs flink` sets it up, as CI and LONG_TESTS=1 do"
    : findMemoryProblem();

/** Skips a suite's tests, with the reason in one line, where there is no Flink. Call it in a `describe`. */
export function requireFlink(): void {
  before(function () {
    skipIf(this, withoutFlink);
  });
}
