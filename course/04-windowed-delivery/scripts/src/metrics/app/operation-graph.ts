import "../../../../../../src/exercises/none"; // None stands where your own code belongs
import type { WindowedMetricsConfig } from "../../../../../../src/metrics/app/config";
import type { GraphState } from "../../../../../../src/metrics/app/graph-state";
import { parseEvent } from "../../../../../../src/metrics/app/operators/parse-event";
import type { MetricAggregate } from "../../../../../../src/metrics/model/metric-aggregate";
import { TumblingWindow } from "./operators/tumbling-window";
import { Watermark } from "./operators/watermark";

const NOTHING: GraphState = { watermarkMs: null, windows: [], late: 0, unreadable: 0 };

/** The operators, connected. */
export interface OperationGraph {
  /** @returns the windows that this record closed */
  process(data: Uint8Array): MetricAggregate[];
  state(): GraphState;
}

/** The one place that says which operator follows which. */
export function buildOperationGraph(
  config: Pick<WindowedMetricsConfig, "windowMs" | "delayMs">,
  restored: GraphState = NOTHING,
): OperationGraph {
  const watermark = new Watermark(config.delayMs, restored.watermarkMs ?? -Infinity);
  const windows = new TumblingWindow(config.windowMs, restored.windows);
  let { late, unreadable } = restored;
  return {
    process(data) {
      const event = parseEvent(data);
      if (event === undefined) {
        unreadable += 1;
        return [];
      }
      // exercise=04-windowed-delivery.operation-graph
      // ### START CODE HERE ### (~ 2 lines of code)
      // An event is measured against the watermark of those before it: count it, if its window is over.
      if (!windows.add(event, watermark.atMs)) late += 1;
      // Then the watermark takes notice of it. If the watermark has moved, some windows may be over.
      return watermark.observe(Date.parse(event.timestamp)) ? windows.advance(watermark.atMs) : []; // @REPLACE return None;
      // ### END CODE HERE ###
    },
    state: () => ({
      watermarkMs: Number.isFinite(watermark.atMs) ? watermark.atMs : null,
      windows: windows.snapshot(),
      late,
      unreadable,
    }),
  };
}
