import { expect } from "chai";
import { Series } from "./series";
import { createFromValue } from "../store/statistics";

describe("CloudWatch series", () => {
  it("keep points in order of time, whatever the order of arrival, and merge points of the same instant", () => {
    const series = new Series();
    const times = Array.from({ length: 100 }, (_, index) => (index * 37) % 50);
    for (const [index, at] of times.entries()) series.add(at, createFromValue(index));
    const points = series.listBetween(-Infinity, Infinity);
    expect(points.map(({ at }) => at)).to.deep.equal(Array.from({ length: 50 }, (_, index) => index));
    // 37 × 1 and 37 × 51 leave the same remainder, 37, when divided by 50.
    expect(points[37]).to.deep.equal({ at: 37, count: 2, sum: 52, min: 1, max: 51 });
  });
  it("return the points between two instants, excluding the second", () => {
    const series = new Series();
    for (const at of [10, 20, 30]) series.add(at, createFromValue(at));
    expect(series.listBetween(10, 30).map(({ at }) => at)).to.deep.equal([10, 20]);
    expect(series.listBetween(11, 31).map(({ at }) => at)).to.deep.equal([20, 30]);
    expect([series.length, series.lastAt]).to.deep.equal([3, 30]);
  });
  it("forget old points", () => {
    const series = new Series();
    for (const at of [10, 20, 30]) series.add(at, createFromValue(at));
    series.forgetBefore(20);
    expect(series.listBetween(0, 100).map(({ at, sum }) => [at, sum])).to.deep.equal([
      [20, 20],
      [30, 30],
    ]);
    series.add(15, createFromValue(15));
    expect(series.listBetween(0, 100).map(({ at }) => at)).to.deep.equal([15, 20, 30]);
  });
});
