import { learnerOfLab01 } from "./learner-of-lab-01";
import { learnerOfLab02 } from "./learner-of-lab-02";
import { mistakesOfLab01 } from "./mistakes-of-lab-01";
import { learnerSession } from "./learner-session";
import type { LearnerSession } from "./learner-session";
import { browserProblem } from "./notebook-page";

describe("a learner in the browser", function () {
  this.timeout(1_800_000);
  const problem = browserProblem();
  if (problem !== undefined) {
    it.skip(`works through the labs: ${problem}`);
    return;
  }

  let session: LearnerSession | undefined;
  // One session for both labs, as a learner has it: the second one begins where the first was left.
  const begun = (): LearnerSession => {
    if (session === undefined) throw new Error("The session is not up.");
    return session;
  };
  before(async () => {
    session = await learnerSession();
  });
  after(async () => {
    await session?.end();
  });

  describe("makes mistakes in lab 01, and", () => {
    mistakesOfLab01(begun);
  });
  describe("works through lab 01, and", () => {
    learnerOfLab01(begun);
  });
  describe("works through lab 02, and", () => {
    learnerOfLab02(begun);
  });
});
