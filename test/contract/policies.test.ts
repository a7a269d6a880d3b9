import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { labs } from "../../course/index";
import { skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { listPermissions, type Permission } from "./permissions";
import {
  TEMPLATE,
  findIdle,
  isAllowed,
  findMissing,
  findMissingDeletions,
  resolveText,
  readShippedPolicies,
  type Policy,
} from "./policies";

const ROOT = join(import.meta.dirname, "..", "..");
const CFN_LINT = join(ROOT, ".labs", "cfn-lint", process.platform === "win32" ? "Scripts" : "bin", "cfn-lint");
/**
 * IAM's limit for a managed policy, without white space:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MAX_CHARACTERS = 6_144;

/** cfn-lint's findings in files, one line each, beginning with the file's name. */
const lintFiles = (files: readonly string[]) =>
  new Promise<string[]>((resolve) =>
    execFile(CFN_LINT, ["--format", "parseable", "-c", "I3510", "--", ...files], (_, output, errors) => {
      resolve((output + errors).split("\n").filter((line) => line !== ""));
    }),
  );
const call = (service: string, operation: string, input: object): Permission[] =>
  listPermissions({ n: 1, at: 0, service, operation, input, outcome: "ok", caller: "AKIA", origin: "client" });

describe("the policies for learners' own accounts", () => {
  const policies = readShippedPolicies();

  it("exist for each lab, and are valid by cfn-lint's list of AWS actions and their resources", async function () {
    expect(
      [...policies.keys()].sort(),
      "the labs with a policy in deploy/class-account/template.yaml, such as Lab05: each lab has one",
    ).to.deep.equal(labs.map(({ number }) => number));
    for (const [lab, policy] of policies) expect(JSON.stringify(policy).length, lab).to.be.lessThan(MAX_CHARACTERS);
    skipIf(
      this,
      existsSync(CFN_LINT)
        ? undefined
        : "cfn-lint is not in .labs/cfn-lint; `npm test` installs it where there is a network",
    );
    const folder = createTemporaryFolder();
    const writeFile = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    // cfn-lint checks a policy's resources only if they are written out, without `!Sub`.
    const right = readFileSync(TEMPLATE, "utf8").replace(/!Sub (.*)$/gm, (_, arn: string) => `"${resolveText(arn)}"`);
    // An action that does not exist, and actions on resources of the wrong type.
    const wrong = right.replace("kinesis:PutRecord", "kinesis:PutRecordz").replace(":kinesis:*:", ":sqs:*:");
    const lines = await lintFiles([TEMPLATE, writeFile("right.yaml", right), writeFile("wrong.yaml", wrong)]);
    expect(lines.filter((line) => !line.startsWith(join(folder, "wrong.yaml")))).to.deep.equal([]);
    expect(lines.join("\n"))
      .to.include("'putrecordz' is not one of")
      .and.to.include("action 'kinesis:CreateStream' requires a resource of");
  });

  it("allow deleting what they allow creating", () => {
    for (const [lab, policy] of policies)
      expect(
        findMissingDeletions(policy),
        `actions that Lab${lab} in deploy/class-account/template.yaml must allow for the clean-up`,
      ).to.deep.equal([]);
  });

  it("fail the check if an action, a resource or a service is wrong, or something is unused", () => {
    const policy = policies.get("01") ?? { Statement: [] };
    const right = call("kinesis", "PutRecord", { StreamName: "de-c2w2lab1-usa-data-stream" });
    expect(findMissing(policy, right)).to.deep.equal([]);
    expect(findMissing(policy, call("kinesis", "PutRecord", { StreamName: "payroll" }))).to.deep.equal([
      "kinesis:PutRecord arn:aws:kinesis:us-east-1:000000000000:stream/payroll",
    ]);
    expect(findMissing(policy, call("kinesis", "SplitShard", { StreamName: "de-c2w2lab1-x" }))).to.have.length(1);
    const role = "arn:aws:iam::000000000000:role/de-c2w2lab1-firehose-role";
    const pass = (passedTo: string) => ({ action: "iam:PassRole", resource: role, passedTo });
    expect(["firehose.amazonaws.com", "ec2.amazonaws.com"].map((item) => isAllowed(policy, pass(item)))).to.deep.equal([
      true,
      false,
    ]);
    const createQueueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
    const task = { SourceArn: createQueueArn("failed"), DestinationArn: createQueueArn("orders") };
    expect(call("sqs", "StartMessageMoveTask", task)).to.deep.equal([
      { action: "sqs:StartMessageMoveTask", resource: task.SourceArn },
      { action: "sqs:ReceiveMessage", resource: task.SourceArn },
      { action: "sqs:DeleteMessage", resource: task.SourceArn },
      { action: "sqs:GetQueueAttributes", resource: task.SourceArn },
      { action: "sqs:SendMessage", resource: task.DestinationArn },
    ]);
    const batches = ["ChangeMessageVisibilityBatch", "DeleteMessageBatch", "SendMessageBatch"];
    const needed = batches.flatMap((operation) =>
      call("sqs", operation, { QueueUrl: "http://127.0.0.1:4566/000000000000/orders" }),
    );
    expect(needed.map(({ action }) => action)).to.deep.equal([
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:SendMessage",
    ]);
    const created = { DeliveryStreamName: "de-c2w2lab1-x", ExtendedS3DestinationConfiguration: { RoleARN: role } };
    expect(call("firehose", "CreateDeliveryStream", created)).to.deep.include(pass("firehose.amazonaws.com"));
    expect(
      findIdle(
        { Statement: [{ Effect: "Allow", Action: ["kinesis:PutRecord", "s3:GetObject"], Resource: "*" }] },
        right,
      ),
    ).to.deep.equal(["s3:GetObject"]);
    const undeletable: Policy = { Statement: [{ Effect: "Allow", Action: "sqs:CreateQueue", Resource: "*" }] };
    expect(findMissingDeletions(undeletable)).to.deep.equal(["sqs:DeleteQueue ?"]);
  });
});
