import { expect } from "chai";
import { metricEvents } from "./metric-events";

const from = new Date("2030-01-01T12:00:00Z");
const listTimes = (options: Partial<Parameters<typeof metricEvents>[0]>): number[] =>
  metricEvents({ seed: 7, count: 400, from, ...options }).map(({ timestamp }) => Date.parse(timestamp));
/** How far an event's time is behind the newest event time that arrived before it, at most. */
function measureMaxDelay(all: readonly number[]): number {
  let newest = -Infinity;
  return Math.max(...all.map((time) => (newest = Math.max(newest, time)) - time));
}

describe("metric events", () => {
  it("are the same for the same seed, and others for another", () => {
    const options = { seed: 1, count: 50, from, disorderMs: 9_000 };
    expect(metricEvents(options)).to.deep.equal(metricEvents(options));
    expect(metricEvents(options)).to.not.deep.equal(metricEvents({ ...options, seed: 2 }));
  });
  it("measure cpu and ram of both services", () => {
    const seen = new Set(
      metricEvents({ seed: 1, count: 50, from }).map((event) => `${event.componentName} ${event.metricName}`),
    );
    expect([...seen].sort()).to.deep.equal([
      "order-service cpu",
      "order-service ram",
      "user-service cpu",
      "user-service ram",
    ]);
  });
  it("come in order by default", () => {
    expect(measureMaxDelay(listTimes({}))).to.equal(0);
  });
  it("are out of order by no more than requested", () => {
    expect(measureMaxDelay(listTimes({ disorderMs: 20_000 }))).to.be.within(5_000, 20_000);
  });
  it("are late in the requested share, by the requested time", () => {
    const late = listTimes({ lateShare: 0.1, latenessMs: 600_000 });
    let newest = -Infinity;
    const behind = late.filter((time) => (newest = Math.max(newest, time)) - time > 300_000);
    expect(behind.length).to.be.within(15, 70);
  });
});
