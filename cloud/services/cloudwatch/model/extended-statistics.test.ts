import { expect } from "chai";
import { createRandom } from "../../../../foundation/random";
import { parseExtendedStatistic } from "./extended-statistics";
import type { ValueCount } from "../store/statistics";

const countUpTo = (max: number): readonly ValueCount[] => Array.from({ length: max }, (_, index) => [index + 1, 1]);
const computeMean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;

describe("CloudWatch's extended statistics", () => {
  const few: readonly ValueCount[] = [
    [100, 1],
    [150, 2],
    [300, 1],
    [1000, 3],
    [1200, 1],
  ];
  const cases: readonly (readonly [name: string, values: readonly ValueCount[], wanted: number | undefined])[] = [
    ["p50", countUpTo(100), 50],
    ["p99", countUpTo(100), 99],
    ["p99.9", countUpTo(1000), 999],
    ["p99.9", countUpTo(100), 100],
    ["p0", countUpTo(100), 1],
    ["p0.0", countUpTo(9), 1],
    ["p100", countUpTo(100), 100],
    ["p95.0123456789", countUpTo(100), 96],
    ["p50", [[7, 1]], 7],
    [
      "p50",
      [
        [1, 1],
        [2, 1],
      ],
      1,
    ],
    [
      "p51",
      [
        [1, 1],
        [2, 1],
      ],
      2,
    ],
    ["p75", few, 1000],
    ["tm90", countUpTo(10), 5],
    ["TM(:90%)", countUpTo(10), 5],
    ["TM(10%:90%)", countUpTo(10), 5.5],
    ["TM(10%:)", countUpTo(10), 6],
    ["TM(2%:98%)", countUpTo(100), 50.5],
    ["TM(150:1000)", few, (300 + 3000) / 4],
    ["TM(:150)", few, 400 / 3],
    ["TM(1200:)", few, undefined],
    ["IQM", countUpTo(8), 4.5],
    ["TM(25%:75%)", countUpTo(8), 4.5],
    ["wm80", countUpTo(10), (36 + 2 * 8) / 10],
    ["WM(10%:90%)", countUpTo(10), (1 + 44 + 9) / 10],
    ["WM(150:1000)", few, (150 * 3 + 300 + 4 * 1000) / 8],
    ["tc90", countUpTo(10), 9],
    ["TC(80%:)", countUpTo(10), 2],
    ["TC(150:300)", few, 1],
    ["TC(5000:)", few, 0],
    ["ts90", countUpTo(10), 45],
    ["TS(80%:)", countUpTo(10), 19],
    ["TS(:0.5)", few, 0],
    ["PR(:300)", few, 50],
    ["PR(100:1000)", few, 75],
    ["PR(1000:)", few, 12.5],
  ];
  for (const [name, values, expected] of cases) {
    it(`${name} of ${values
      .map(([value, count]) => `${count}×${value}`)
      .join(" ")
      .slice(0, 60)} is ${expected ?? "nothing"}`, () => {
      const found = parseExtendedStatistic(name)?.(values);
      if (expected === undefined) expect(found).to.equal(undefined);
      else expect(found).to.be.closeTo(expected, 1e-9);
    });
  }
  for (const name of [
    "p",
    "p101",
    "p99.01234567890",
    "P99",
    "99",
    "tm",
    "tm101",
    "TM90",
    "TM(90%)",
    "TM(:)",
    "TM(10%:90)",
    "TM(90%:10%)",
    "TM(0%:101%)",
    "tm(:90%)",
    "PR(1%:2%)",
    "pr90",
    "iqm",
    "IQM(1:2)",
    "Median",
    "TM(-1:2)",
    "",
  ]) {
    it(`reject ${name === "" ? "an empty name" : name}`, () =>
      expect(parseExtendedStatistic(name)).to.equal(undefined));
  }

  it("trim like a calculation over every single value, for 300 random sets", () => {
    const random = createRandom("extended");
    for (let turn = 0; turn < 300; turn += 1) {
      const counted = Array.from({ length: 1 + random.drawBelow(8) }, (_, index): ValueCount => [
        index * 10,
        1 + random.drawBelow(5),
      ]);
      const each = counted.flatMap(([value, count]) => Array.from({ length: count }, () => value));
      const [low, high] = [random.drawBelow(50), 50 + random.drawBelow(51)];
      // The number of values is small and `percent` whole, so the division by 100 is rounded up in integers, without
      // binary fractions.
      const computeRank = (percent: number): number => Math.floor((each.length * percent + 99) / 100);
      const stored = each.slice(computeRank(low), computeRank(high));
      const ask = (name: string): number | undefined => parseExtendedStatistic(name)?.(counted);
      const range = `(${low}%:${high}%)`;
      expect(ask(`p${high}`), `p${high} of ${each.join(" ")}`).to.equal(each[Math.max(0, computeRank(high) - 1)]);
      expect(ask(`TC${range}`), `TC${range} of ${each.join(" ")}`).to.equal(stored.length);
      expect(ask(`TS${range}`), `TS${range} of ${each.join(" ")}`).to.equal(
        stored.reduce((sum, value) => sum + value, 0),
      );
      expect(ask(`TM${range}`) ?? NaN, `TM${range} of ${each.join(" ")}`).to.satisfy(
        (found: number) =>
          Object.is(found, computeMean(stored) ?? NaN) || Math.abs(found - (computeMean(stored) ?? NaN)) < 1e-9,
      );
      const [from, to] = [10 * random.drawBelow(9), 10 * random.drawBelow(9)];
      expect(ask(`PR(${from}:${to})`), `PR(${from}:${to}) of ${each.join(" ")}`).to.be.closeTo(
        (100 * each.filter((value) => value > from && value <= to).length) / each.length,
        1e-9,
      );
      expect(
        (ask(`TS(:${low}%)`) ?? 0) + (ask(`TS(${low}%:)`) ?? 0),
        `both sides of ${low} % of ${each.join(" ")}`,
      ).to.equal(each.reduce((sum, value) => sum + value, 0));
    }
  });
});
