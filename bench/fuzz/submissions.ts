import type { Bench } from "../bench";
import { gradeFuzzed } from "./grade-fuzzed";

const SEED = Number(process.env["FUZZ_SEED"] ?? "1");
const COUNT = Number(process.env["FUZZ_COUNT"] ?? "1000");
/** The number of submissions in a folder, which one run of the grader grades. */
const CLASS = 100;

export const fuzzSubmissions: Bench = {
  name: "fuzz-submissions",
  does: `${COUNT} made-up notebooks, zips and messages of hostile code (FUZZ_COUNT), from seed ${SEED} on (FUZZ_SEED): no fault of the grader's, no process left (Linux, bubblewrap).`,
  async run(root) {
    const faults: number[] = [];
    const left: number[] = [];
    const seconds: number[] = [];
    for (let at = 0; at * CLASS < COUNT; at += 1) {
      const seed = SEED + at;
      const began = performance.now();
      const fuzzed = await gradeFuzzed(root, { count: Math.min(CLASS, COUNT - at * CLASS), seed });
      seconds.push((performance.now() - began) / 1000);
      faults.push(fuzzed.faults.length);
      left.push(fuzzed.left.length);
      console.log(
        `  seed ${seed}: ${JSON.stringify(fuzzed.statuses)}${fuzzed.faults.map((fault) => `\n  ${fault}`).join("")}`,
      );
    }
    return [
      { what: "faults of the grader's, a class", unit: "", values: faults, goal: { atMost: 0 } },
      { what: "processes left, a class", unit: "", values: left, goal: { atMost: 0 } },
      { what: "a class", unit: "s", values: seconds },
    ];
  },
};
