import { ResourceNotFoundException } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { explainAwsError, explainError } from "./explain-error";

describe("explainError", () => {
  const target = process.env["LABS_TARGET"];
  beforeEach(() => {
    delete process.env["LABS_TARGET"];
  });
  after(() => {
    if (target !== undefined) process.env["LABS_TARGET"] = target;
  });

  it("keeps AWS's own message about a missing resource", () => {
    const error = new ResourceNotFoundException({
      message: "Stream a under account 000000000000 not found.",
      $metadata: {},
    });
    expect(explainError(error)).to.equal(
      "AWS can't find it: Stream a under account 000000000000 not found. Check the name, and that it was created.",
    );
  });
  it("explains how to get keys", () => {
    expect(explainError(Object.assign(new Error("x"), { name: "CredentialsProviderError" }))).to.contain("`npm start`");
  });
  it("explains how to get keys on AWS, where `npm start` creates none", () => {
    process.env["LABS_TARGET"] = "aws";
    for (const name of ["CredentialsProviderError", "UnrecognizedClientException", "InvalidSignatureException"]) {
      expect(explainError(Object.assign(new Error("x"), { name })))
        .to.contain("AWS_PROFILE")
        .and.not.to.contain("npm start");
    }
  });
  it("names the region of a client whose calls go to another one", () => {
    for (const name of ["InvalidSignatureException", "SignatureDoesNotMatch"]) {
      const error = new Error("Credential should be scoped to a valid region, not 'us-west-2'. ");
      expect(explainError(Object.assign(error, { name })))
        .to.contain("the region us-west-2")
        .and.to.contain("AWS_REGION");
    }
  });
  it("names the command that starts a new session, and the profile, if the SDK finds no keys for that profile", () => {
    process.env["LABS_TARGET"] = "aws";
    const profile = process.env["AWS_PROFILE"];
    process.env["AWS_PROFILE"] = "work";
    const explainMessage = (message: string) =>
      explainError(Object.assign(new Error(message), { name: "CredentialsProviderError" }));
    try {
      for (const message of [
        "The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.",
        "Value not present for 'clientId' in SSO Token. Cannot refresh. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
      ])
        expect(explainMessage(message)).to.equal(
          "Your AWS session has ended. Sign in to AWS again: `aws sso login --profile work`.",
        );
      for (const message of [
        "Failed to refresh token: Error. Please re-authenticate using aws login",
        "Failed to load token from /home/me/.aws/login/cache/1.json: Error: ENOENT: no such file or directory",
      ])
        expect(explainMessage(message)).to.equal(
          "Your AWS session has ended. Sign in to AWS again: `aws login --profile work`.",
        );
      expect(explainMessage("Could not load credentials from any providers")).to.match(
        /^No AWS keys were found for the profile "work", which AWS_PROFILE names\. Try /,
      );
    } finally {
      if (profile === undefined) delete process.env["AWS_PROFILE"];
      else process.env["AWS_PROFILE"] = profile;
    }
  });
  it("asks to check the region's name if it is invalid, or its address unknown", () => {
    const region = new Error('Region not accepted: region="us east 1" is not a valid hostname component.');
    expect(explainError(region)).to.equal(
      '"us east 1" cannot be the name of an AWS region. Set AWS_REGION, for example to us-east-1.',
    );
    const unknown = new Error("getaddrinfo ENOTFOUND sts.us-est-1.amazonaws.com");
    expect(explainError(Object.assign(unknown, { code: "ENOTFOUND" }))).to.equal(
      "AWS can't be reached (getaddrinfo ENOTFOUND sts.us-est-1.amazonaws.com). Are you online, and is AWS_REGION the name of a region?",
    );
  });
  it("explains a stack that reached a quota by the resource's service, and what to do", () => {
    process.env["LABS_TARGET"] = "aws";
    const reason =
      'The stack a is ROLLBACK_COMPLETE. In: Resource handler returned message: "Too many shards. Limit: 500. (Service: Kinesis, Status Code: 400, Request ID: 1)" (RequestToken: 2, HandlerErrorCode: ServiceLimitExceeded)';
    expect(explainError(new Error(reason))).to.match(
      /^You've reached an AWS quota: The stack a is ROLLBACK_COMPLETE\. In: Too many shards\. Limit: 500\. Delete .*servicequotas\/home\/services\/kinesis\/quotas\.$/,
    );
  });
  it("names the page on which AWS raises a quota", () => {
    process.env["LABS_TARGET"] = "aws";
    const formatPage = (name: string, message: string): string =>
      /servicequotas\/(.*)\.$/.exec(explainError(Object.assign(new Error(message), { name })))?.[1] ?? "none";
    for (const [name, message, expected] of [
      ["LimitExceededException", "You have already consumed your firehose quota of 50 hoses.", "firehose"],
      ["LimitExceeded", "Cannot exceed quota for RolesPerAccount: 1000", "iam"],
      ["TooManyBuckets", "You have attempted to create more buckets than allowed", "s3"],
      ["VcpuLimitExceeded", "You have requested more vCPU capacity than your current vCPU limit of 32.", "ec2"],
    ] as const)
      expect(formatPage(name, message), name).to.match(
        new RegExp(`^home/services/${expected}/quotas(\\?region=us-east-1)?$`),
      );
    expect(formatPage("ServiceQuotaExceededException", "You have reached the maximum of something.")).to.equal("");
  });
  it("distinguishes a quota from throttled calls with the same error code", () => {
    process.env["LABS_TARGET"] = "aws";
    const limit = (message: string) => Object.assign(new Error(message), { name: "LimitExceededException" });
    expect(explainError(limit("This request would exceed the shard limit."))).to.match(
      /^You've reached an AWS quota: This request would exceed the shard limit\. Delete .*`npx labs teardown`.*servicequotas\/home\/services\/kinesis\/quotas\.$/,
    );
    expect(explainError(limit("Rate exceeded for account 000000000000."))).to.match(
      /^AWS throttled the calls, .* Wait /,
    );
    const throttled = Object.assign(new Error("Rate exceeded"), { name: "Throttling" });
    expect(explainError(throttled)).to.match(/^AWS throttled the calls, .*: Rate exceeded\. Wait /);
  });
  it("recognizes each service's codes for invalid keys, permissions, the clock, the region or the account", () => {
    process.env["LABS_TARGET"] = "aws";
    const explainMessage = (name: string): string => explainError(Object.assign(new Error("AWS says so"), { name }));
    for (const name of ["InvalidClientTokenId", "InvalidAccessKeyId", "AuthFailure"])
      expect(explainMessage(name), name).to.match(/^AWS rejects these keys\. .*AWS_PROFILE/);
    for (const name of ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"])
      expect(explainMessage(name), name).to.match(
        /^These keys aren't allowed to do that: AWS says so\. The account's administrator can allow it: /,
      );
    for (const name of ["RequestTimeTooSkewed", "RequestExpired"])
      expect(explainMessage(name), name).to.equal(
        "AWS says so. Is this computer's clock right? If it is, sign in to AWS again.",
      );
    for (const name of ["SubscriptionRequiredException", "OptInRequired"])
      expect(explainMessage(name), name).to.match(/^Your AWS account can't use this service yet: AWS says so\. /);
    expect(explainMessage("RegionDisabledException")).to.match(/^This region is disabled .* Set AWS_REGION /);
  });
  it("reports that nothing answers", () => {
    expect(explainError(Object.assign(new Error(""), { code: "ECONNREFUSED" }))).to.contain(
      "Is the lab cloud running?",
    );
  });
  it("includes the request id, if an SDK error shows its line instead of AWS's", () => {
    const missing = { message: "Stream a not found.", $metadata: { requestId: "1-2" } };
    expect(explainAwsError(new ResourceNotFoundException(missing))).to.equal(
      "AWS can't find it: Stream a not found. Check the name, and that it was created. (AWS request ID: 1-2)",
    );
    const unreached = Object.assign(new Error("x"), { code: "ENOTFOUND" });
    expect(explainAwsError(unreached)).to.equal(undefined);
    expect(explainAwsError(Object.assign(unreached, { $metadata: { attempts: 3 } }))).to.match(
      /^AWS can't be reached \(x\)\. [^(]*$/,
    );
    expect(explainAwsError(new Error("Region is missing"))).to.match(/^No AWS region is set\./);
    expect(explainAwsError(Object.assign(new Error("of its own"), { $metadata: {} }))).to.equal(undefined);
    expect(explainAwsError("text")).to.equal(undefined);
  });
  it("shortens any other error to one line", () => {
    expect(explainError(new Error("first\n   second"))).to.equal("first second");
    expect(explainError("text")).to.equal("text");
    expect(explainError(new TypeError(""))).to.equal("TypeError");
  });
});
