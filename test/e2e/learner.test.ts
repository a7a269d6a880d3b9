import { walkKeyboard } from "./learner-at-the-keyboard";
import { walkLab01 } from "./learner-of-lab-01";
import { walkLab02 } from "./learner-of-lab-02";
import { walkLab03 } from "./learner-of-lab-03";
import { walkLab04 } from "./learner-of-lab-04";
import { walkLab05 } from "./learner-of-lab-05";
import { walkLab06 } from "./learner-of-lab-06";
import { walkMistakesOfLab01 } from "./mistakes-of-lab-01";
import { walkNamedMistakes } from "./named-mistakes";
import { openLearnerSession, type LearnerSession } from "./learner-session";
import { findBrowserProblem } from "./notebook-page";
import { describeIfLong, LEFT_TO_CI } from "../../cloud/testing/skip";

describe("a learner in the browser", function () {
  this.timeout(1_800_000);
  const problem = findBrowserProblem();
  if (problem !== undefined) {
    it.skip(`works through the labs: ${problem}`);
    return;
  }

  let session: LearnerSession | undefined;
  // One session for all labs, as a learner has it: each lab begins in the state that the one before has left.
  const getSession = (): LearnerSession => {
    if (session === undefined) throw new Error("The session is not up.");
    return session;
  };
  before(async () => {
    session = await openLearnerSession();
  });
  after(async () => {
    await session?.end();
  });

  describe("types cells of their own, and", () => {
    walkKeyboard(getSession);
  });
  describeIfLong("creates mistakes in lab 01, and", () => {
    walkMistakesOfLab01(getSession);
  });
  (process.env["MISTAKES_COUNT"] === undefined ? describeIfLong : describe)(
    "makes mistakes in labs 03 to 05, and",
    () => {
      walkNamedMistakes(getSession);
    },
  );
  describe("works through lab 01, and", () => {
    walkLab01(getSession);
  });
  describeIfLong("works through lab 02, and", () => {
    walkLab02(getSession);
  });
  describe("works through lab 03, and", () => {
    if (LEFT_TO_CI === undefined) walkLab03(getSession);
    else it.skip(`changes the calculator's numbers (skipped: ${LEFT_TO_CI})`);
  });
  describeIfLong("works through lab 04, and", () => {
    walkLab04(getSession);
  });
  describeIfLong("works through lab 05, and", () => {
    walkLab05(getSession);
  });
  describeIfLong("does lab 06, and", () => {
    walkLab06(getSession);
  });
});
