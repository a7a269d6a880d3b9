import "../../../exercises/none"; // None stands where your own code belongs
import { debug } from "../debug-log";
import type { MetricAggregate } from "../../model/metric-aggregate";
import type { MetricEvent } from "../../model/metric-event";

/** The state of an open window for one metric of one component. Plain data, so that a checkpoint can contain it. */
export interface OpenWindow {
  readonly startMs: number;
  readonly componentName: string;
  readonly metricName: string;
  readonly unit: string;
  count: number;
  sum: number;
  min: number;
  max: number;
  firstMs: number;
  lastMs: number;
}

/**
 * Operator: sorts events into windows of a fixed size, one after the other without a gap, for each metric of each component. A window is
 * emitted once, when the watermark passes its end; an event that comes after that is late, and is counted instead.
 */
export class TumblingWindow {
  readonly #sizeMs: number;
  readonly #open: Map<string, OpenWindow>;

  /** @param open the windows that were open at an earlier run's checkpoint */
  constructor(sizeMs: number, open: readonly OpenWindow[] = []) {
    this.#sizeMs = sizeMs;
    this.#open = new Map(open.map((window) => [keyOf(window), { ...window }]));
  }

  /** @returns false if the event is late: its window has been emitted, or would have been */
  add(event: MetricEvent, watermarkMs: number): boolean {
    const atMs = Date.parse(event.timestamp);
    // ### START CODE HERE ### (~ 1 line of code)
    // The beginning of the event's window, in ms since 1970: a multiple of this.#sizeMs, at the event's own time or before.
    const startMs = None;
    // ### END CODE HERE ###
    if (this.#isOver(startMs, watermarkMs)) {
      debug("window: late: %j", event);
      return false;
    }
    const { componentName, metricName, unit, value } = event;
    const empty = { count: 0, sum: 0, min: Infinity, max: -Infinity, firstMs: Infinity, lastMs: -Infinity };
    const fresh: OpenWindow = { startMs, componentName, metricName, unit, ...empty };
    const window = this.#open.get(keyOf(fresh)) ?? fresh;
    this.#open.set(keyOf(fresh), window);
    // ### START CODE HERE ### (~ 6 lines of code)
    window.count = None;
    // ### END CODE HERE ###
    return true;
  }

  /** Emits the windows that the watermark has passed, the oldest first. */
  advance(watermarkMs: number): MetricAggregate[] {
    const over = [...this.#open]
      .filter(([, { startMs }]) => this.#isOver(startMs, watermarkMs))
      .sort(([keyA, a], [keyB, b]) => a.startMs - b.startMs || (keyA < keyB ? -1 : 1));
    for (const [key, window] of over) {
      debug("window: emitted: %j", window);
      this.#open.delete(key);
    }
    return over.map(([, window]) => aggregateOf(window));
  }

  /** For a checkpoint. */
  snapshot(): OpenWindow[] {
    return [...this.#open.values()].map((window) => ({ ...window }));
  }

  /** Whether the watermark has passed the window that begins at `startMs`. */
  #isOver(startMs: number, watermarkMs: number): boolean {
    // ### START CODE HERE ### (~ 1 line of code)
    // As in Flink, a window's last millisecond is the one before the next window begins: at that watermark it is over.
    return None;
    // ### END CODE HERE ###
  }
}

const keyOf = ({ startMs, componentName, metricName, unit }: OpenWindow): string =>
  JSON.stringify([startMs, componentName, metricName, unit]);

function aggregateOf(window: OpenWindow): MetricAggregate {
  const { componentName, metricName, unit } = window;
  // ### START CODE HERE ### (~ 5 lines of code)
  return None;
  // ### END CODE HERE ###
}
