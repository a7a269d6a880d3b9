import { expect } from "chai";
import type { MetricEvent } from "../../src/metrics/model/metric-event";
import { TumblingWindow } from "./scripts/src/metrics/app/operators/tumbling-window";

const NOON = Date.parse("2030-01-01T12:00:00Z");
const createCpuEvent = (value: number, seconds: number, componentName = "user-service"): MetricEvent => ({
  componentName,
  metricName: "cpu",
  unit: "percent",
  value,
  timestamp: new Date(NOON + seconds * 1000).toISOString(),
});
const ALL = NOON + 10 ** 9;

describe("operator TumblingWindow", () => {
  it("calculates min, max, average, first and last time of a window, whatever the order", () => {
    const window = new TumblingWindow(60_000);
    for (const event of [createCpuEvent(50, 30), createCpuEvent(43, 10), createCpuEvent(57, 59)])
      window.add(event, -Infinity);
    expect(window.advance(ALL)).to.deep.equal([
      {
        componentName: "user-service",
        metricName: "cpu",
        unit: "percent",
        minValue: 43,
        maxValue: 57,
        avg: 50,
        fromTimestamp: "2030-01-01T12:00:10.000Z",
        toTimestamp: "2030-01-01T12:00:59.000Z",
      },
    ]);
  });
  it("separates components and windows, and emits the oldest first", () => {
    const window = new TumblingWindow(60_000);
    for (const event of [createCpuEvent(1, 60), createCpuEvent(2, 0), createCpuEvent(3, 0, "order-service")])
      window.add(event, -Infinity);
    expect(window.advance(ALL).map(({ avg }) => avg)).to.deep.equal([3, 2, 1]);
  });
  it("emits a window when the watermark reaches its last millisecond, and only once", () => {
    const window = new TumblingWindow(60_000);
    window.add(createCpuEvent(1, 0), -Infinity);
    expect(window.advance(NOON + 59_998)).to.deep.equal([]);
    expect(window.advance(NOON + 59_999)).to.have.length(1);
    expect(window.advance(ALL)).to.deep.equal([]);
  });
  it("rejects an event whose window is over", () => {
    const window = new TumblingWindow(60_000);
    expect(window.add(createCpuEvent(1, 0), NOON + 59_998)).to.equal(true);
    expect(window.add(createCpuEvent(1, 0), NOON + 59_999)).to.equal(false);
  });
  it("resumes from a snapshot without a difference", () => {
    const first = new TumblingWindow(60_000);
    first.add(createCpuEvent(0.1, 0), -Infinity);
    const second = new TumblingWindow(60_000, JSON.parse(JSON.stringify(first.snapshot())));
    for (const window of [first, second]) window.add(createCpuEvent(0.2, 1), -Infinity);
    expect(second.advance(ALL)).to.deep.equal(first.advance(ALL));
  });
});
