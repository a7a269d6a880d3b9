import { expect } from "chai";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { useLabCloud } from "../testing/use-lab-cloud";
import { deleteStack, getStackStatus } from "./deploy-stack";
import { launchStack, reviewStack } from "./review-stack";

const TEMPLATE = {
  Parameters: { StreamName: { Type: "String" } },
  Resources: {
    In: { Type: "AWS::Kinesis::Stream", Properties: { Name: { Ref: "StreamName" }, ShardCount: 1 } },
    Role: {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
        },
      },
    },
  },
};

describe("reviewStack and launchStack", () => {
  useLabCloud();
  const output = captureOutput();
  const request = { stackName: "ada", template: TEMPLATE, parameters: { StreamName: "ada-in" } };

  it("report what CloudFormation rejects, here that nobody has allowed it to create roles", async () => {
    expect(await reviewStack({ ...request, capabilities: [] })).to.equal(false);
    expect(output.getText()).to.match(/refuses:\n {2}InsufficientCapabilitiesException: .*\[CAPABILITY_IAM\]/);
    expect(await getStackStatus("ada")).to.equal(undefined);
  });
  it("show what would be created, twice if needed, and create it with each event reported once", async () => {
    const allowed = { ...request, capabilities: ["CAPABILITY_IAM"] } as const;
    for (let time = 0; time < 2; time += 1) expect(await reviewStack(allowed)).to.equal(true);
    expect(output.getText()).to.match(/Add +In +AWS::Kinesis::Stream/);
    expect(await getStackStatus("ada")).to.equal("REVIEW_IN_PROGRESS");
    await launchStack({ stackName: "ada" });
    expect(output.getText().match(/CREATE_COMPLETE +In\n/g)).to.have.length(1);
    expect(await getStackStatus("ada")).to.equal("CREATE_COMPLETE");
    expect(await reviewStack(allowed), "the same again").to.equal(false);
    await deleteStack({ stackName: "ada" });
  });
  it("give the reason if a resource fails", async () => {
    await reviewStack({ ...request, parameters: { StreamName: "of two words" }, capabilities: ["CAPABILITY_IAM"] });
    expect(await catchFailure(launchStack({ stackName: "ada" }))).to.match(/The stack ada is ROLLBACK_COMPLETE\. In: /);
    await deleteStack({ stackName: "ada" });
  });
});
