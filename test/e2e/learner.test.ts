import { learnerOfLab01 } from "./learner-of-lab-01";
import { learnerOfLab02 } from "./learner-of-lab-02";
import { learnerOfLab03 } from "./learner-of-lab-03";
import { learnerOfLab04 } from "./learner-of-lab-04";
import { learnerOfLab05 } from "./learner-of-lab-05";
import { mistakesOfLab01 } from "./mistakes-of-lab-01";
import { learnerSession, type LearnerSession } from "./learner-session";
import { browserProblem } from "./notebook-page";
import { longDescribe } from "../long";

describe("a learner in the browser", function () {
  this.timeout(1_800_000);
  const problem = browserProblem();
  if (problem !== undefined) {
    it.skip(`works through the labs: ${problem}`);
    return;
  }

  let session: LearnerSession | undefined;
  // One session for all labs, as a learner has it: each lab begins in the state that the one before has left.
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

  longDescribe("makes mistakes in lab 01, and", () => {
    mistakesOfLab01(begun);
  });
  describe("works through lab 01, and", () => {
    learnerOfLab01(begun);
  });
  longDescribe("works through lab 02, and", () => {
    learnerOfLab02(begun);
  });
  describe("works through lab 03, and", () => {
    learnerOfLab03(begun);
  });
  longDescribe("works through lab 04, and", () => {
    learnerOfLab04(begun);
  });
  longDescribe("works through lab 05, and", () => {
    learnerOfLab05(begun);
  });
});
