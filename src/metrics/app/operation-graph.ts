import type { MetricAggregate } from "../model/metric-aggregate";
import type { WindowedMetricsConfig } from "./config";
import { parseEvent } from "./operators/parse-event";
import type { OpenWindow } from "./operators/tumbling-window";
import { TumblingWindow } from "./operators/tumbling-window";
import { Watermark } from "./operators/watermark";

/** What all operators know, as plain data for a checkpoint. */
export interface GraphState {
  /** null: no event yet (JSON has no minus infinity). */
  readonly watermarkMs: number | null;
  readonly windows: readonly OpenWindow[];
  /** Events that came after their window had been emitted. */
  readonly late: number;
  /** Records that are no metric events. */
  readonly unreadable: number;
}

const NOTHING: GraphState = { watermarkMs: null, windows: [], late: 0, unreadable: 0 };

/** The operators, connected. */
export interface OperationGraph {
  /** @returns the windows that this record closed */
  process(data: Uint8Array): MetricAggregate[];
  state(): GraphState;
}

/** The one place that says which operator follows which: parse → window → watermark → emitted windows. */
export function buildOperationGraph(config: WindowedMetricsConfig, restored: GraphState = NOTHING): OperationGraph {
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
      // An event is measured against the watermark of those before it.
      if (!windows.add(event, watermark.atMs)) late += 1;
      return watermark.observe(Date.parse(event.timestamp)) ? windows.advance(watermark.atMs) : [];
    },
    state: () => ({
      watermarkMs: Number.isFinite(watermark.atMs) ? watermark.atMs : null,
      windows: windows.snapshot(),
      late,
      unreadable,
    }),
  };
}
