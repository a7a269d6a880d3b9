import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { IAM } from "@aws-sdk/client-iam";
import { unzipSync } from "fflate";
import { expect } from "chai";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { useLabCloud } from "../testing/use-lab-cloud";
import { bundleHandler } from "./bundle-handler";
import { deleteFunction } from "./delete-function";
import { deployFunction } from "./deploy-function";
import { invokeFunction } from "./invoke-function";

const FOLDER = ".labs/test-functions";
const write = (name: string, ...lines: readonly string[]): string => {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/${name}`, lines.join("\n"));
  return `${FOLDER}/${name}`;
};
after(() => {
  rmSync(FOLDER, { recursive: true, force: true });
});

describe("bundleHandler", () => {
  it("bundles a TypeScript handler and its imports into one file, without the AWS SDK", async () => {
    write("half.ts", "export const half = (n: number): number => n / 2;");
    const file = write(
      "whole.ts",
      'import { SQSClient } from "@aws-sdk/client-sqs";',
      'import { half } from "./half";',
      "export const handler = async () => [half(4), typeof SQSClient];",
    );
    const { zip, handler, runtime } = await bundleHandler(file);
    const code = Buffer.from(unzipSync(zip)["index.js"] ?? []).toString();
    expect([handler, runtime]).to.deep.equal(["index.handler", "nodejs24.x"]);
    expect(code).to.contain("n / 2").and.contain('require("@aws-sdk/client-sqs")');
    expect(code.length).to.be.below(5000);
  });
  it("leaves a Python handler unchanged", async () => {
    const { zip, handler, runtime } = await bundleHandler(
      write("truck.py", "def lambda_handler(event, context):", "    return 1"),
    );
    expect([handler, runtime, ...Object.keys(unzipSync(zip))]).to.deep.equal([
      "truck.lambda_handler",
      "python3.12",
      "truck.py",
    ]);
  });
  it("names the line of a syntax error", async () => {
    expect(await catchFailure(bundleHandler(write("broken.ts", "const a = 1;", "const = 2;")))).to.match(
      /broken\.ts cannot be packed: line 2: /,
    );
  });
});

describe("a function", () => {
  useLabCloud({ speed: 20, iam: "on" });
  const output = captureOutput();
  const deploy = (
    functionName: string,
    file: string,
    environment: Record<string, string | undefined> = { greeting: "hello" },
  ) => deployFunction({ functionName, file, roleName: "lab-role", environment, timeoutSeconds: 10 });
  before(async () => {
    const trust = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    };
    await new IAM({}).createRole({ RoleName: "lab-role", AssumeRolePolicyDocument: JSON.stringify(trust) });
  });

  it("is created, tested with response and log, updated, and deleted", async () => {
    await deploy(
      "Greeter",
      write(
        "greeter.ts",
        'export const handler = async (event: { name: string }) => { console.log("greeting"); return [`${process.env["greeting"]} ${event.name}`]; };',
      ),
    );
    expect(await invokeFunction({ functionName: "Greeter", event: { name: "you" } })).to.deep.equal(["hello you"]);
    expect(output.getText()).to.match(
      /^Test Event Name\ntest\n\nResponse\n\[\n {2}"hello you"\n\]\n\nFunction Logs\nSTART RequestId: .*greeting\nEND RequestId: .*\n\nRequest ID\n[0-9a-f-]{36}$/ms,
    );
    await deploy("Greeter", write("greeter.ts", 'export const handler = async () => process.env["greeting"];'), {
      greeting: "good evening",
    });
    expect(await invokeFunction({ functionName: "Greeter" })).to.equal("good evening");
    expect(output.getText())
      .to.contain("Lambda function Greeter created from")
      .and.contain("Lambda function Greeter updated from");
    await deleteFunction({ functionName: "Greeter" });
    await deleteFunction({ functionName: "Greeter" });
    expect(output.getText()).to.contain("Greeter deleted.").and.contain("Greeter does not exist.");
  });
  it("shows its log when it fails, and its error is thrown", async () => {
    await deploy(
      "Failing",
      write("failing.ts", 'export const handler = async () => { throw new TypeError("no fuel"); };'),
    );
    expect(await catchFailure(invokeFunction({ functionName: "Failing" }))).to.equal("Failing failed: no fuel");
    expect(output.getText()).to.contain("END RequestId");
  });
  it("reports an open exercise", async () => {
    await deploy(
      "GasStationApp",
      write("open.ts", 'import "../../src/exercises/none";', "export const handler = async () => ({ level: None });"),
    );
    expect(await catchFailure(invokeFunction({ functionName: "GasStationApp" }))).to.contain(
      "An exercise in the code of GasStationApp is still open",
    );
  });
  it("isn't deployed with a variable without a value", async () => {
    expect(
      await catchFailure(
        deploy("Nothing", write("nothing.ts", "export const handler = async () => null;"), {
          delivery_stream: undefined,
        }),
      ),
    ).to.equal("The environment variable delivery_stream has no value.");
  });
});
