import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runSoak } from "../cloud/testing/soak/soak";
import type { Bench } from "./bench";

/** The number of rounds; BENCH_ROUNDS=2000 takes an hour. */
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 40);

export const cloudSoak: Bench = {
  name: "cloud-soak",
  does: `writes to Kinesis, SQS and S3 through ${ROUNDS} kills, jumps of the clock and cut connections (BENCH_ROUNDS).`,
  async run() {
    const data = mkdtempSync(join(tmpdir(), "labs-soak-"));
    const began = performance.now();
    // The cloud's process is made for tests, and does not keep this process alive: the timer does.
    const awake = setInterval(() => undefined, 60_000);
    try {
      const { acknowledged, kills, lost, strange } = await runSoak({
        data,
        seed: String(Date.now()),
        rounds: ROUNDS,
        writes: 200,
      });
      for (const item of [...lost, ...strange].slice(0, 20)) console.log(`  wrong: ${item}`);
      return [
        {
          what: `time, with ${acknowledged} acknowledged writes and ${kills} kills`,
          unit: "s",
          values: [(performance.now() - began) / 1000],
        },
        { what: "acknowledged and lost", unit: "", values: [lost.length], goal: { atMost: 0 } },
        { what: "deleted and come back, or out of order", unit: "", values: [strange.length], goal: { atMost: 0 } },
      ];
    } finally {
      clearInterval(awake);
      rmSync(data, { recursive: true });
    }
  },
};
