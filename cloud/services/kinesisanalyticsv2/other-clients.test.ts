import { expect } from "chai";
import { createTemporaryFolder } from "../../testing/temporary-folder";
import { useCloud } from "../../testing/use-cloud";
import { runInVenv, needVenv } from "../../testing/venv";
import { ROLE } from "./testing/studio";

describe("analytics applications from the AWS CLI", function () {
  needVenv();
  const nothing = createTemporaryFolder();
  const cloud = useCloud({ keys: "own", flink: nothing });
  const runAws = (operation: string, ...args: readonly string[]) =>
    runInVenv("aws", ["kinesisanalyticsv2", operation, "--application-name", "notes", ...args], cloud.running);

  it("are created, described, reported as unable to start here, and deleted by timestamp", async () => {
    const code = { CodeContentType: "PLAINTEXT", CodeContent: { TextContent: "SELECT 1" } };
    const programOutput = await runAws(
      "create-application",
      ...["--runtime-environment", "ZEPPELIN-FLINK-3_0", "--application-mode", "INTERACTIVE"],
      ...["--service-execution-role", ROLE],
      ...["--application-configuration", JSON.stringify({ ApplicationCodeConfiguration: code })],
    );
    expect(programOutput).to.deep.include({ status: 0, errors: "" });
    const { output } = await runAws("describe-application", "--query", "ApplicationDetail.CreateTimestamp");
    const start = await runAws("start-application");
    expect(start.errors).to.include("FlinkUnavailable").and.to.include("npx labs flink");
    const removed = await runAws("delete-application", "--create-timestamp", String(JSON.parse(output)));
    expect(removed).to.deep.include({ status: 0, errors: "" });
  });
});
