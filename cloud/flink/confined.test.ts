import {
  CreateApplicationCommand,
  KinesisAnalyticsV2Client,
  StartApplicationCommand,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { expect } from "chai";
import { faultOf, useCloud } from "../testing/use-cloud";

/** SQL can name any file and any class: where others' programs are confined, as in the grader, Flink is none of them. */
describe("flink where other people's programs are confined", () => {
  const cloud = useCloud({ keys: "own", flink: "/nowhere", confine: (command) => command });
  const asked = async (): Promise<readonly string[]> => {
    const { endpoint, token } = cloud.running;
    const answer = await fetch(`${endpoint}/_lab/flink`, { method: "POST", headers: { "x-lab-token": token } });
    const client = cloud.client(KinesisAnalyticsV2Client);
    const ApplicationName = "sql";
    await client.send(
      new CreateApplicationCommand({
        ApplicationName,
        RuntimeEnvironment: "ZEPPELIN-FLINK-3_0",
        ApplicationMode: "INTERACTIVE",
        ServiceExecutionRole: "arn:aws:iam::000000000000:role/flink",
      }),
    );
    const refused = await faultOf(client.send(new StartApplicationCommand({ ApplicationName })));
    return [await answer.text(), refused.message];
  };

  it("is not started, neither by hand nor by its API; unconfined it would be, were it set up", async () => {
    for (const words of await asked()) expect(words).to.contain("confines other people's programs");
    await cloud.restart({ confine: undefined });
    for (const words of await asked()) expect(words).to.contain("Flink is not set up");
  });
});
