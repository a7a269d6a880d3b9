import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { openGradingCloud } from "./grading-cloud";

const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] };
const OF_BUCKET = { Statement: [{ ...POLICY.Statement[0], Principal: "*", Resource: "arn:aws:s3:::trips/*" }] };

describe("the lab cloud of a graded run", () => {
  it("is silent about what every cloud keeps unheeded: who grades a class would read it for each submission", async () => {
    const { write } = process.stderr;
    const shown: string[] = [];
    const cloud = await openGradingCloud({ seed: 1, sandbox: { confine: () => undefined } });
    process.stderr.write = (text) => shown.push(String(text)) > 0;
    try {
      const { iam, s3 } = cloud.stage;
      await iam.send(new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: JSON.stringify(TRUST) }));
      const named = { RoleName: "r", PolicyName: "p", PolicyDocument: JSON.stringify(POLICY) };
      await iam.send(new PutRolePolicyCommand(named));
      await s3.send(new CreateBucketCommand({ Bucket: "trips" }));
      await s3.send(new PutBucketPolicyCommand({ Bucket: "trips", Policy: JSON.stringify(OF_BUCKET) }));
    } finally {
      process.stderr.write = write;
      await cloud.stop();
    }
    expect(shown).to.deep.equal([]);
  });
});
