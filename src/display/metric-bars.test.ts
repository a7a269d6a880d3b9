import { expect } from "chai";
import { formatBarTime, createMetricBars, findTop } from "./metric-bars";

const MINUTE_MS = 60_000;
const MIDNIGHT = Date.parse("2030-01-31T00:00:00Z");

describe("the bars of a metric's chart", () => {
  it("show each period in order, with gaps for missing values", () => {
    const points = [
      { at: MIDNIGHT + 3 * MINUTE_MS, value: 5 },
      { at: MIDNIGHT, value: 7 },
    ];
    const bars = createMetricBars(points, MINUTE_MS);
    expect(bars.map(({ value }) => value)).to.deep.equal([7, null, null, 5]);
    expect(bars.map(({ at }) => formatBarTime(at))).to.deep.equal(["01-31", "00:01", "00:02", "00:03"]);
    expect(findTop(bars)).to.be.closeTo(7.7, 1e-9);
  });
  it("are empty without values, and their axis is never flat", () => {
    expect(createMetricBars([], MINUTE_MS)).to.deep.equal([]);
    expect(findTop([])).to.equal(1);
    expect(findTop(createMetricBars([{ at: MIDNIGHT, value: 0 }], MINUTE_MS))).to.equal(1);
  });
});
