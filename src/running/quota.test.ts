import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { expect } from "chai";
import { createKinesisDataStream } from "../aws/create-kinesis-data-stream";
import { createKinesisFirehose } from "../aws/create-kinesis-firehose";
import { createS3Bucket } from "../aws/create-s3-bucket";
import { listResources } from "../aws/list-resources";
import { captureOutput } from "../testing/capture-output";
import { useLabCloud } from "../testing/use-lab-cloud";
import { explainError } from "./explain-error";
import { getQuotaPage } from "./quota";

describe("reaching a quota of the account on AWS", () => {
  const lab = useLabCloud();
  captureOutput();
  beforeEach(() => {
    process.env["LABS_TARGET"] = "aws";
  });

  /** Plays an account in which a service makes no more, or with no fault one in which the quota was raised. */
  const injectFaults = (fault?: object) =>
    fetch(`${lab.cloud.endpoint}/_lab/faults`, {
      method: fault ? "POST" : "DELETE",
      headers: { "content-type": "application/json", "x-lab-token": lab.cloud.token },
      ...(fault ? { body: JSON.stringify(fault) } : {}),
    });
  const createFirehose = async (): Promise<void> => {
    await createKinesisDataStream({ streamName: "usa" });
    await lab.cloud.clock.advance(10);
    const [streamName, bucketName, roleName, logGroup, logStream] = ["usa", "lab-usa", "role", "group", "stream"];
    const names = { firehoseName: "fire", streamName, bucketName, roleName, logGroup, logStream };
    await createKinesisFirehose({ ...names, accountId: "000000000000", region: "us-east-1" });
  };
  const createRole = async (): Promise<void> => {
    await new IAMClient({}).send(new CreateRoleCommand({ RoleName: "role", AssumeRolePolicyDocument: TRUST }));
  };
  const createBucket = (): Promise<void> => createS3Bucket({ bucketName: "lab-usa", region: "us-east-1" });
  const TRUST = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });

  for (const [service, operation, code, status, says, make] of [
    [
      "s3",
      "CreateBucket",
      "TooManyBuckets",
      400,
      "You have attempted to create more buckets than allowed",
      createBucket,
    ],
    ["iam", "CreateRole", "LimitExceeded", 409, "Cannot exceed quota for RolesPerAccount: 1000", createRole],
    [
      "firehose",
      "CreateDeliveryStream",
      "LimitExceededException",
      400,
      "You have already consumed your firehose quota of 50 hoses. Maximum number of hoses for each account is 50.",
      createFirehose,
    ],
  ] as const)
    it(`is explained in one line for ${operation}, with the page of ${service}'s quotas; nothing is left, and it works later`, async () => {
      await injectFaults({ service, operation, code, message: says, status });
      const failed = await make().then(
        () => "made",
        (error: unknown) => explainError(error),
      );
      const page = `https://console.aws.amazon.com/servicequotas/home/services/${service}/quotas${service === "iam" ? "?region=us-east-1" : ""}`;
      expect(failed).to.equal(
        `You've reached an AWS quota: ${says.replace(/\.?$/, ".")} Delete what you no longer need (\`npx labs teardown\` finds what the labs left behind), or ask AWS for a higher quota: ${page}.`,
      );
      expect(JSON.stringify(await listResources({ prefix: "fire" }))).to.equal("[]");
      await injectFaults();
      await make();
    });

  it("leads to the service that a stack names, whatever the stack's name, or else to all services", () => {
    const reason =
      'The stack hoses-of-shards is ROLLBACK_COMPLETE. Role: Resource handler returned message: "Cannot exceed quota for RolesPerAccount: 1000 (Service: Iam, Status Code: 409, Request ID: 1)" (RequestToken: 2, HandlerErrorCode: ServiceLimitExceeded)';
    expect(getQuotaPage(`Error ${reason}`)).to.match(/\/services\/iam\/quotas/);
    expect(explainError(new Error(reason))).to.match(
      /Role: Cannot exceed quota for RolesPerAccount: 1000\. Delete .*\/services\/iam\/quotas\?region=us-east-1\.$/,
    );
    expect(getQuotaPage("ServiceQuotaExceededException You have too much of something.")).to.match(/servicequotas\/$/);
  });
});
