import { devNull } from "node:os";
import { expect } from "chai";
import { catchFailure } from "../../../src/testing/catch-failure";
import { lookUpAccount } from "./account";

describe("the account on AWS", () => {
  const before = { ...process.env };
  const { warn } = console;
  afterEach(() => {
    for (const name of Object.keys(process.env))
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
    console.warn = warn;
  });

  it("is reported as missing in one line, even if both a profile and keys are set, which makes the SDK warn in ten", async () => {
    Object.assign(process.env, {
      LABS_TARGET: "aws",
      AWS_PROFILE: "mine",
      AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "example",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      AWS_CONFIG_FILE: devNull,
      AWS_EC2_METADATA_DISABLED: "true",
    });
    const warned: unknown[] = [];
    console.warn = (...words: unknown[]) => warned.push(words);
    expect(await catchFailure(lookUpAccount({ env: process.env }))).to.match(
      /^Your AWS account could not be determined\. Nothing was changed\. No AWS keys were found for the profile "mine", which AWS_PROFILE names\. .*$/,
    );
    expect(warned).to.deep.equal([]);
    // Nor do programs that this process starts see the keys, which the AWS command line would prefer to the profile.
    expect(process.env).to.include({ AWS_REGION: "us-east-1" });
    expect(process.env).to.not.have.any.keys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
  });
});
