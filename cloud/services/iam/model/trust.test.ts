import { expect } from "chai";
import { isTrusting, isTrustingCaller } from "./role";

const firehose = "firehose.amazonaws.com";
const createPolicy = (...Statement: object[]): string => JSON.stringify({ Statement });
const allow = { Effect: "Allow", Principal: { Service: firehose }, Action: "sts:AssumeRole" };

describe("trust policies", () => {
  const cases: Record<string, [boolean, string]> = {
    "is given by a statement for the service": [true, createPolicy(allow)],
    "is given to one of several services": [
      true,
      createPolicy({ ...allow, Principal: { Service: ["lambda.amazonaws.com", firehose] } }),
    ],
    "is given to everybody": [true, createPolicy({ ...allow, Principal: "*" })],
    "is given by a statement that is not a list": [true, JSON.stringify({ Statement: allow })],
    "is given by sts:*": [true, createPolicy({ ...allow, Action: ["s3:*", "sts:*"] })],
    "is not given to another service": [
      false,
      createPolicy({ ...allow, Principal: { Service: "lambda.amazonaws.com" } }),
    ],
    "is not given by another action": [false, createPolicy({ ...allow, Action: "s3:GetObject" })],
    "is not given to accounts": [false, createPolicy({ ...allow, Principal: { AWS: "000000000000" } })],
    "is taken by a Deny": [false, createPolicy(allow, { ...allow, Effect: "Deny" })],
  };
  for (const [title, [expected, document]] of Object.entries(cases)) {
    it(title, () => {
      expect(isTrusting(document, firehose)).to.equal(expected);
    });
  }

  const account = "000000000000";
  const session = `arn:aws:sts::${account}:assumed-role/first/ana`;
  const callers: Record<string, [boolean, unknown]> = {
    "everybody, who": [true, "*"],
    "every account, which": [true, { AWS: "*" }],
    "the caller's account, which": [true, { AWS: account }],
    "the account's root, which": [true, { AWS: ["arn:aws:iam::111111111111:root", `arn:aws:iam::${account}:root`] }],
    "the session, which": [true, { AWS: session }],
    "the session's role, which": [true, { AWS: `arn:aws:iam::${account}:role/first` }],
    "another role, which": [false, { AWS: `arn:aws:iam::${account}:role/second` }],
    "another account, which": [false, { AWS: "111111111111" }],
    "a service, which": [false, { Service: firehose }],
    "nobody, who": [false, null],
    "a name that is not a principal, which": [false, account],
  };
  for (const [who, [expected, Principal]] of Object.entries(callers))
    it(`naming ${who} ${expected ? "admit the caller" : "don't admit the caller"}`, () => {
      const named = { ...allow, Principal };
      const canAssumeBy = (...statements: object[]) =>
        isTrustingCaller(createPolicy(...statements), { arn: session, account });
      expect(canAssumeBy(named)).to.equal(expected);
      expect(canAssumeBy({ ...named, Action: "sts:TagSession" })).to.equal(false);
      expect(canAssumeBy(named, { ...allow, Principal: "*" })).to.equal(true);
      // A Deny for this caller overrides an Allow for everyone.
      expect(canAssumeBy({ ...named, Effect: "Deny" }, { ...allow, Principal: "*" })).to.equal(!expected);
    });
});
