import { showTable } from "../display/show-table";
import { assertImportsAnswered } from "../exercises/none";
import { closingEvent } from "../generators/metric-events";
import type { MetricAggregate } from "./model/metric-aggregate";
import { hasSameAggregates, type WindowCase } from "./window-case";

/** Builds the object under test: the connected operators of an application. */
export type BuildGraph = (config: { readonly windowMs: number; readonly delayMs: number }) => {
  process(data: Uint8Array): readonly MetricAggregate[];
};

/** A time long after every event of a case. */
const END = new Date("2040-01-01T00:00:00Z");

/** The aggregates that an application emits for a case's events, followed by an event that closes all windows. */
export function runGraph({ windowSeconds, delaySeconds, events }: WindowCase, build: BuildGraph): MetricAggregate[] {
  const graph = build({ windowMs: windowSeconds * 1000, delayMs: delaySeconds * 1000 });
  return [...events, closingEvent(END)].flatMap((event) => [...graph.process(Buffer.from(JSON.stringify(event)))]);
}

/**
 * Runs tests against an application, and shows which of them passed; for a failed test, shows the application's output.
 *
 * @throws ExerciseOpen if a file of the application is still open
 */
export function testWindows(cases: readonly WindowCase[], build: BuildGraph): void {
  assertImportsAnswered();
  const results = cases.map((item) => {
    const written = runGraph(item, build);
    return { item, written, passed: hasSameAggregates(written, item.expected) };
  });
  showTable(results.map(({ item, passed }) => ({ test: item.says, result: passed ? "passed" : "FAILED" })));
  for (const { item, written, passed } of results) {
    if (passed) continue;
    showTable(item.expected, { title: `${item.says}: expected` });
    showTable(written, { title: `${item.says}: written` });
  }
}
