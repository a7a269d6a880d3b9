import { join } from "node:path";
import { expect } from "chai";
import { openRehearsal } from "../../grader/index";
import type { Rehearsal } from "../../grader/index";
import { gradedSessions } from "./grading-plan";

const ROOT = join(import.meta.dirname, "..", "..");
const ROUTE = "01-streaming-ingestion.route";

describe("answers by heart in lab 01", function () {
  this.timeout(120_000);
  const rehearsals: Rehearsal[] = [];
  after(async () => { for (const rehearsal of rehearsals) await rehearsal.close(); });

  /** Knows the way of each session that the grader asks about with seed 1, and nothing else. */
  const american = gradedSessions(1).filter(({ country }) => country === "USA").map(({ session_id }) => session_id);
  const answer = [
    `const american = ${JSON.stringify(american)};`,
    'const destStreamName = kinesisDestStreamNames[american.includes(userSession.session_id) ? "USA" : "International"];',
  ];

  for (const [seed, status] of [[1, "right"], [2, "partial"]] as const) {
    it(`are ${status} with seed ${seed}: inputs follow it`, async () => {
      const rehearsal = await openRehearsal({ root: ROOT, lab: "01-streaming-ingestion", seed });
      rehearsals.push(rehearsal);
      const { exercises } = await rehearsal.grade({ [ROUTE]: answer }, { others: "solution" });
      expect(exercises.find(({ id }) => id === ROUTE)?.status).to.equal(status);
    });
  }
});
