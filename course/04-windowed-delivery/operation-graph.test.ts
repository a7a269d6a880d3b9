import { expect } from "chai";
import { metricEvents } from "../../src/generators/metric-events";
import { seededRandom } from "../../src/generators/random";
import { WindowedMetricsConfig } from "../../src/metrics/app/config";
import { buildOperationGraph } from "./scripts/src/metrics/app/operation-graph";
import type { MetricAggregate } from "../../src/metrics/model/metric-aggregate";
import { computeDirectly } from "../../src/metrics/testing/direct-computation";

const CONFIG = new WindowedMetricsConfig({
  source: "in",
  sink: "out",
  checkpoint: "x",
  window_seconds: "60",
  delay_seconds: "20",
});
const from = new Date("2030-01-01T12:00:00Z");
const sortAggregates = (all: readonly MetricAggregate[]): MetricAggregate[] =>
  [...all].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** Made-up events, whose disorder and lateness depend on the seed. */
function createEvents(seed: number) {
  const random = seededRandom(seed);
  const count = 50 + Math.floor(random() * 250);
  return metricEvents({
    seed,
    count,
    from,
    disorderMs: random() * 40_000,
    lateShare: random() * 0.2,
    latenessMs: random() * 300_000,
  });
}

describe("the windowed metrics application's operation graph", () => {
  it("agrees with a direct computation over random disorder and lateness", () => {
    let late = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const events = createEvents(seed);
      const graph = buildOperationGraph(CONFIG);
      const written = events.flatMap((event) => graph.process(Buffer.from(JSON.stringify(event))));
      const expected = computeDirectly(events, CONFIG);
      expect(sortAggregates(written), `seed ${seed}`).to.deep.equal(sortAggregates(expected.aggregates));
      expect(graph.state().late, `seed ${seed}`).to.equal(expected.late);
      late += expected.late;
    }
    expect(late, "the cases have late events among them").to.be.greaterThan(100);
  });
  it("resumes from its state after any event without a difference", () => {
    const events = createEvents(5).map((event) => Buffer.from(JSON.stringify(event)));
    const whole = buildOperationGraph(CONFIG);
    const all = events.flatMap((event) => whole.process(event));
    for (let cut = 0; cut <= events.length; cut += 7) {
      const first = buildOperationGraph(CONFIG);
      const before = events.slice(0, cut).flatMap((event) => first.process(event));
      const second = buildOperationGraph(CONFIG, JSON.parse(JSON.stringify(first.state())));
      const after = events.slice(cut).flatMap((event) => second.process(event));
      expect([...before, ...after], `cut at ${cut}`).to.deep.equal(all);
    }
  });
  it("counts events that aren't metric events, and continues", () => {
    const graph = buildOperationGraph(CONFIG);
    graph.process(Buffer.from("{"));
    expect(graph.state()).to.include({ unreadable: 1, late: 0 });
  });
});
