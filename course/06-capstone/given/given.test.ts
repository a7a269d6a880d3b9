import { IAM } from "@aws-sdk/client-iam";
import { expect } from "chai";
import { captureOutput } from "../../../src/testing/capture-output";
import { useLabCloud } from "../../../src/testing/use-lab-cloud";
import { applyGivens } from "./index";
import { FIREHOSE_ROLE, FUNCTION_ROLE } from "./names";

/** Applies the givens. @returns the lines that it reports */
async function apply(): Promise<string[]> {
  const lines: string[] = [];
  await applyGivens({ say: (line) => lines.push(line) });
  return lines;
}

describe("the given resources of lab 06", () => {
  useLabCloud({ iam: "on", speed: 200 });
  captureOutput();

  it("set up a role for Firehose and one for functions, and can be set up again", async () => {
    expect((await apply()).map((line) => line.endsWith(": created"))).to.deep.equal([true, true]);
    const trusted = await Promise.all(
      [FIREHOSE_ROLE, FUNCTION_ROLE].map(async (RoleName) => {
        const { Role } = await new IAM({}).getRole({ RoleName });
        return /\w+\.amazonaws\.com/.exec(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""))?.[0];
      }),
    );
    expect(trusted).to.deep.equal(["firehose.amazonaws.com", "lambda.amazonaws.com"]);
    expect((await apply()).map((line) => line.endsWith(": there already"))).to.deep.equal([true, true]);
  });
});
