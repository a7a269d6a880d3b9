import { expect } from "chai";
import { drawOverTime, chooseTimeStep } from "./draw-over-time";

const NOON = Date.parse("2030-01-01T12:00:00Z");
const MINUTE = 60_000;

describe("drawOverTime", () => {
  const svg = drawOverTime({
    alt: "cpu: 2 events <1 window>",
    from: NOON,
    to: NOON + 10 * MINUTE,
    rows: [
      {
        title: "cpu in percent",
        bars: [{ from: NOON, to: NOON + MINUTE, low: 20, high: 80, middle: 50 }],
        points: [20, 80].map((value, index) => ({ at: NOON + index * MINUTE, value })),
      },
      { title: "nothing" },
    ],
    moment: { at: NOON + MINUTE, label: "empty" },
  });
  it("draws bars, points, a moment and both axes, with text of its figures", () => {
    expect(svg)
      .to.match(/^<svg .*<\/svg>$/s)
      .and.contain("<title>cpu: 2 events &lt;1 window&gt;</title>");
    expect(svg.match(/<circle /g)).to.have.length(2);
    expect(svg.match(/fill-opacity/g)).to.have.length(1);
    for (const words of ["cpu in percent", "nothing", "empty", "80", "12:00", "12:10", "time (UTC), 2030-01-01"])
      expect(svg).to.contain(`>${words}</text>`);
  });
  it("puts points on the edges of the bar that covers them", () => {
    const [, x, y, width, height] =
      /<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" fill="#1565c0"/.exec(svg)?.map(Number) ?? [];
    const points = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map((found) => found.slice(1).map(Number));
    expect(points[0]?.[0]).to.equal(x);
    expect(points[0]?.[1]).to.be.closeTo((y ?? 0) + (height ?? 0), 0.2);
    expect(points[1]?.[0]).to.be.closeTo((x ?? 0) + (width ?? 0), 0.2);
    expect(points[1]?.[1]).to.equal(y);
  });
  it("draws without values that aren't numbers, even a single moment without a value", () => {
    const empty = drawOverTime({ alt: "", from: NOON, to: NOON, rows: [{ title: "a", bars: [], points: [] }] });
    expect(empty).to.not.match(/NaN|Infinity|undefined/);
  });
  for (const [hours, max, step] of [
    [0.01, 8, 5_000],
    [1, 8, 10 * MINUTE],
    [24, 60, 30 * MINUTE],
    [24 * 30, 8, 96 * 60 * MINUTE],
  ] as const)
    it(`divides ${hours} hours into at most ${max} parts`, () => {
      expect(chooseTimeStep(hours * 60 * MINUTE, max)).to.equal(step);
    });
});
