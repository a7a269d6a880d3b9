import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { changeSolution } from "../testing/change-solution";
import { testRightAnswers } from "../testing/right-answers";
import { useRehearsal } from "../testing/rehearsal";
import { testSolutionAndBlank } from "../testing/solution-and-blank";
import { DIRECT_PUT } from "./right-answers";

const PIPELINE = "06-capstone.pipeline";

describe("grading lab 06", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal("06-capstone");
  testSolutionAndBlank(rehearsal);

  testRightAnswers("06-capstone", rehearsal, [
    {
      says: "two Firehoses that the producer puts into, without a stream or a function, bad lines of the last seven days, and a key that is scheduled for deletion",
      exercise: "pipeline",
      answer: DIRECT_PUT,
    },
  ]);

  it("gives full marks for a function whose handler is in the script itself, which deploys it from its own file", async function () {
    skipIf(
      this,
      rehearsal().isConfined ? undefined : "without a sandbox, the script finds the project's file at its path",
    );
    const deployment =
      'await deployFunction({ functionName: "parcels-check", file: "src/parcels/pipeline.ts", roleName: "LabStack-Parcels-FunctionRole", environment: {}, timeoutSeconds: 60 });';
    const answer = await changeSolution(
      PIPELINE,
      ["const CHECK_LINES = `\n", ""],
      ["exports.handler", "export const handler"],
      ["});`;", "});"],
      ["${JSON.stringify(CHECK_LINES)}", '"exports.handler = async () => ({})"'],
      ["import { waitUntil }", 'import { deployFunction } from "../functions/deploy-function";\nimport { waitUntil }'],
      ["  const outputLocation", `  ${deployment}\n  const outputLocation`],
    );
    const { exercises } = await rehearsal().grade({ [PIPELINE]: answer }, { others: "open" });
    const { status, claims = [] } = exercises.find(({ id }) => id === PIPELINE) ?? {};
    expect([status, ...claims.filter(({ holds }) => !holds)]).to.deep.equal(["right"]);
  });
});
