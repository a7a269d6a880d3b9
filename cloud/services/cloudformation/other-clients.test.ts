import { expect } from "chai";
import { execFile } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { skipIf } from "../../testing/skip";
import { createTemporaryFolder } from "../../testing/temporary-folder";
import { runInVenv, needVenv } from "../../testing/venv";
import { useStacks } from "./testing/use-stacks";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const CFN_LINT = join(root, ".labs", "cfn-lint", process.platform === "win32" ? "Scripts" : "bin", "cfn-lint");

const TEMPLATE = (shards: number): string => `
Parameters:
  StreamName: { Type: String }
Resources:
  Trips:
    Type: AWS::Kinesis::Stream
    Properties: { Name: !Ref StreamName, ShardCount: ${shards} }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: firehose.amazonaws.com }, Action: "sts:AssumeRole" }] }
Outputs:
  Arn: { Value: !GetAtt Trips.Arn }
`;

describe("aws cloudformation deploy", function () {
  needVenv();
  const cloud = useStacks({ keys: "own", speed: 100_000 });
  const folder = createTemporaryFolder();
  // The CLI puts the time in seconds into its change set's name: two within one second collide, as on AWS, and the
  // later deploy is repeated.
  const deploy = async (shards: number, ...more: string[]): ReturnType<typeof runInVenv> => {
    writeFileSync(join(folder, "template.yaml"), TEMPLATE(shards));
    const programOutput = await runInVenv(
      "aws",
      [
        "cloudformation",
        "deploy",
        "--stack-name",
        "lab",
        "--template-file",
        join(folder, "template.yaml"),
        "--parameter-overrides",
        "StreamName=trips",
        ...more,
      ],
      cloud.running,
    );
    return programOutput.errors.includes("(AlreadyExistsException)") ? deploy(shards, ...more) : programOutput;
  };

  it("plans and creates a stack, leaves it unchanged without changes, and reports missing parameters", async () => {
    const refused = await deploy(1);
    expect(refused.errors).to.contain("Requires capabilities : [CAPABILITY_IAM]");
    // With --no-execute-changeset, because the CLI polls a stack only every 30 s: the test executes the change set by
    // another command of the CLI.
    const planned = await deploy(
      1,
      "--capabilities",
      "CAPABILITY_IAM",
      "--tags",
      "course=labs",
      "--no-execute-changeset",
    );
    expect([planned.status, planned.errors]).to.deep.equal([0, ""]);
    const changeSet = /--change-set-name (\S+)/.exec(planned.output)?.[1] ?? "";
    const executed = await runInVenv(
      "aws",
      ["cloudformation", "execute-change-set", "--change-set-name", changeSet],
      cloud.running,
    );
    expect([executed.status, executed.errors]).to.deep.equal([0, ""]);
    await cloud.waitUntilSettled();
    expect(await cloud.readOutputs()).to.deep.equal({ Arn: "arn:aws:kinesis:us-east-1:000000000000:stream/trips" });
    const same = await deploy(
      1,
      "--capabilities",
      "CAPABILITY_IAM",
      "--tags",
      "course=labs",
      "--no-fail-on-empty-changeset",
    );
    expect([same.status, same.output], same.errors).to.deep.equal([
      0,
      "\nWaiting for changeset to be created..\n\nNo changes to deploy. Stack lab is up to date\n",
    ]);
    const validated = await runInVenv(
      "aws",
      [
        "cloudformation",
        "validate-template",
        "--template-body",
        TEMPLATE(1),
        "--query",
        "Capabilities",
        "--output",
        "text",
      ],
      cloud.running,
    );
    expect(validated.output).to.equal("CAPABILITY_IAM\n");
    const removed = await runInVenv("aws", ["cloudformation", "delete-stack", "--stack-name", "lab"], cloud.running);
    expect([removed.status, removed.errors]).to.deep.equal([0, ""]);
  });
});

/** The project's own templates: those of the course and of the tests. */
function listTemplates(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === "node_modules" || entry.name.startsWith("dist") ? [] : listTemplates(path);
    return /\.(?:template|yaml)$/.test(entry.name) ? [path] : [];
  });
}

describe("cfn-lint", () => {
  it("finds no problems in the project's own templates", async function () {
    skipIf(
      this,
      existsSync(CFN_LINT)
        ? undefined
        : "cfn-lint is not in .labs/cfn-lint; `npm test` installs it where there is a network",
    );
    const found = [...listTemplates(join(root, "cloud", "services")), ...listTemplates(join(root, "course"))];
    expect(found.length).to.be.at.least(2);
    const text = await new Promise<string>((resolve) =>
      execFile(CFN_LINT, found, (_error, output, errors) => resolve(output + errors)),
    );
    expect(text).to.equal("");
  });
});
