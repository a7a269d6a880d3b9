import type { Bench } from "../bench";
import { fuzzWire } from "./wire-fuzzer";

const SEED = Number(process.env["FUZZ_SEED"] ?? "1");
const COUNT = Number(process.env["FUZZ_COUNT"] ?? "20000");
/** The number of requests that one cloud gets. */
const CLOUD = 5000;

export const fuzzRequests: Bench = {
  name: "fuzz-wire",
  does: `${COUNT} requests of all protocols, most of them with something wrong (FUZZ_COUNT), from seed ${SEED} on (FUZZ_SEED): no answer of 500, no bug in the cloud's log, none without an answer.`,
  async run() {
    const faults: number[] = [];
    for (let index = 0; index * CLOUD < COUNT; index += 1) {
      const seed = SEED + index;
      const fuzzed = await fuzzWire(seed, Math.min(CLOUD, COUNT - index * CLOUD));
      faults.push(fuzzed.faults.length);
      console.log(
        `  seed ${seed}: ${JSON.stringify(fuzzed.statuses)}${fuzzed.faults.map((fault) => `\n  ${fault}`).join("")}`,
      );
    }
    return [{ what: "faults of the cloud's, a cloud", unit: "", values: faults, goal: { atMost: 0 } }];
  },
};
