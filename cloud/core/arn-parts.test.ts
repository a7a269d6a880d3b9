import { expect } from "chai";
import { getAccountOfArn, getRegionOfArn, getServiceOfArn } from "./arn-parts";

/** ARNs of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html, and texts that are none. */
const PARTS: readonly (readonly [arn: string, service: string, region: string, account: string])[] = [
  ["arn:aws:sns:us-east-1:123456789012:example-sns-topic-name", "sns", "us-east-1", "123456789012"],
  ["arn:aws:ec2:us-east-1:123456789012:vpc/vpc-0e9801d129EXAMPLE", "ec2", "us-east-1", "123456789012"],
  ["arn:aws:iam::123456789012:user/johndoe", "iam", "", "123456789012"],
  ["arn:aws:s3:::amzn-s3-demo-bucket", "s3", "", ""],
  ["a string", "", "", ""],
];

describe("the parser of ARNs", () => {
  it("finds each part of an ARN, and returns an empty text for a missing part", () => {
    for (const [arn, ...parts] of PARTS)
      expect([getServiceOfArn(arn), getRegionOfArn(arn), getAccountOfArn(arn)], arn).to.deep.equal(parts);
  });
});
