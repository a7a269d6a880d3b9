import { expect } from "chai";
import { trusts } from "./trust";

const firehose = "firehose.amazonaws.com";
const policy = (...Statement: object[]): string => JSON.stringify({ Statement });
const allow = { Effect: "Allow", Principal: { Service: firehose }, Action: "sts:AssumeRole" };

describe("trust", () => {
  const cases: Record<string, [boolean, string]> = {
    "is given by a statement for the service": [true, policy(allow)],
    "is given to one of several services": [
      true,
      policy({ ...allow, Principal: { Service: ["lambda.amazonaws.com", firehose] } }),
    ],
    "is given to everybody": [true, policy({ ...allow, Principal: "*" })],
    "is given by a statement that is no list": [true, JSON.stringify({ Statement: allow })],
    "is given by sts:*": [true, policy({ ...allow, Action: ["s3:*", "sts:*"] })],
    "is not given to another service": [false, policy({ ...allow, Principal: { Service: "lambda.amazonaws.com" } })],
    "is not given by another action": [false, policy({ ...allow, Action: "s3:GetObject" })],
    "is not given to accounts": [false, policy({ ...allow, Principal: { AWS: "000000000000" } })],
    "is taken by a Deny": [false, policy(allow, { ...allow, Effect: "Deny" })],
  };
  for (const [what, [expected, document]] of Object.entries(cases)) {
    it(what, () => {
      expect(trusts(document, firehose)).to.equal(expected);
    });
  }
});
