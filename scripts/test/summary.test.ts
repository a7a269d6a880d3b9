import { expect } from "chai";
import type { JobRun } from "./run-job";
import { formatSummary } from "./summary";

/** A job, with the seconds that each of its tests took. */
const run = (name: string, seconds: Readonly<Record<string, number>>, failing?: string): JobRun => ({
  job: { name, args: [], mocha: true, load: "light" },
  log: `${name}.log`,
  seconds: 1,
  outcome: {
    passed: Object.keys(seconds).length - (failing === undefined ? 0 : 1),
    skipped: [],
    failures: failing === undefined ? [] : [{ title: failing, why: "1 is not 2" }],
    called: [],
    times: Object.entries(seconds).map(([title, each]) => ({ title, ms: each * 1000 })),
  },
});

describe("npm test: the summary", () => {
  it("lists the slowest tests of all jobs before the failures and the counts", () => {
    expect(
      formatSummary([run("one", { short: 0.04, long: 61 }), run("two", { middle: 5.26 }, "middle")]),
    ).to.deep.equal([
      "",
      "What took longest:",
      "    61.0 s  one: long",
      "     5.3 s  two: middle",
      "     0.0 s  one: short",
      "",
      "Failed in two: middle",
      "  1 is not 2",
      "  (all it wrote: two.log)",
      "",
      "2 passed, 1 failed",
    ]);
  });
  it("lists at most twenty", () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`test ${index}`, index]));
    const lines = formatSummary([run("one", many)]);
    expect(lines.slice(2, -2)).to.have.length(20);
    expect([lines.at(2), lines.at(-3)]).to.deep.equal(["    49.0 s  one: test 49", "    30.0 s  one: test 30"]);
  });
  it("shows no list for a single test", () => {
    expect(formatSummary([run("one", { alone: 1 })])).to.deep.equal(["", "1 passed, 0 failed"]);
  });
});
