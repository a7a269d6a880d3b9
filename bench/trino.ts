import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEngine } from "../cloud/services/athena/engine/open-engine";
import { compareKnown } from "../cloud/services/athena/engine/testing/trino/compare";
import { judgeByTrino, withoutTrino, type Verdict } from "../cloud/services/athena/engine/testing/trino/judge";
import { judgeByOurEngine } from "../cloud/services/athena/engine/testing/trino/our-verdict";
import { drawQuestions } from "../cloud/services/athena/engine/testing/trino/questions";
import { createTablelessQuery } from "../cloud/services/athena/engine/testing/tableless";
import type { Bench, Row } from "./bench";

const SEED = process.env["TRINO_SEED"] ?? "bench";
/** Calls of each signature of each function; expressions are 300 times as many, broken queries 200 times. */
const CALLS = Number(process.env["TRINO_CALLS"] ?? 3);
const SHOWN = 40;

/** Compares Athena's engine with Trino, on many more queries than the tests ask. */
export const trino: Bench = {
  name: "trino",
  does: `queries that Athena's engine and Trino 435 answer alike, seed ${SEED} (TRINO_SEED, TRINO_CALLS=${CALLS})`,
  async run(): Promise<readonly Row[]> {
    if (withoutTrino !== undefined) throw new Error(withoutTrino);
    const questions = drawQuestions(SEED, { calls: CALLS, expressions: 300 * CALLS, broken: 200 * CALLS });
    const folder = mkdtempSync(join(tmpdir(), "labs-trino-"));
    const engine = openEngine({ temporary: folder });
    try {
      const theirs = judgeByTrino(questions.map(({ sql }) => sql));
      const ours: Verdict[] = [];
      for (const { sql } of questions) ours.push(await judgeByOurEngine(engine, createTablelessQuery(sql)));
      const { same, explained, differences } = compareKnown(questions, ours, await theirs);
      for (const [reason, count] of Object.entries(explained)) console.log(`  ${count} differ: ${reason}`);
      for (const each of differences.slice(0, SHOWN)) console.log(`  ${JSON.stringify(each)}`);
      return [
        { what: "queries asked", unit: "", values: [questions.length] },
        { what: "answered alike", unit: "", values: [same] },
        { what: "answered otherwise, without a reason that is written down", unit: "", values: [differences.length] },
      ];
    } finally {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
