import { Scheduler } from "@aws-sdk/client-scheduler";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { useCloud } from "../../../../testing/use-cloud";
import { readPrinted, testFunctions, useFolders } from "../../testing/functions";

/** Asks Athena until its query is over. */
const PLANNER = `
  import { AthenaClient, GetQueryExecutionCommand, StartQueryExecutionCommand } from "@aws-sdk/client-athena";
  const athena = new AthenaClient({});
  export const handler = async () => {
    const { QueryExecutionId } = await athena.send(new StartQueryExecutionCommand({ QueryString: "SELECT 1", ResultConfiguration: { OutputLocation: "s3://results/" } }));
    for (;;) {
      const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
      const { State } = QueryExecution.Status;
      if (State === "SUCCEEDED" || State === "FAILED") return console.log("ended", State);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };`;
/** Waits for a message that never comes. */
const TRUCK = `
  import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
  export const handler = async () => {
    const { Messages = [] } = await new SQSClient({}).send(new ReceiveMessageCommand({ QueueUrl: process.env.queue_url, WaitTimeSeconds: 2 }));
    console.log("received", Messages.length);
  };`;

describe("functions that wait for the cloud's clock while it is advanced", () => {
  const folders = useFolders();
  const cloud = useCloud(folders.options);
  const functions = testFunctions(cloud);
  const schedule = async (): Promise<void> => {
    await cloud.createClient(Scheduler).createSchedule({
      Name: "each-minute",
      ScheduleExpression: "rate(1 minute)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: {
        Arn: "arn:aws:lambda:us-east-1:000000000000:function:f",
        RoleArn: "arn:aws:iam::000000000000:role/scheduler",
      },
    });
  };
  const listEnds = async (): Promise<string[]> =>
    (await readPrinted(cloud, "f")).flatMap((text) => /\t((?:ended|received) \w+)$/.exec(text)?.[1] ?? []);

  it("end in the minute in which they were invoked", async () => {
    await cloud.s3.createBucket({ Bucket: "results" });
    await functions.create(PLANNER, { Timeout: 60 });
    await schedule();
    await cloud.advance(130);
    expect(await listEnds()).to.deep.equal(["ended SUCCEEDED", "ended SUCCEEDED", "ended SUCCEEDED"]);
  });

  it("end although they were invoked in the last second of the advance", async () => {
    const { QueueUrl = "" } = await cloud.createClient(SQS).createQueue({ QueueName: "empty" });
    await functions.create(TRUCK, { Timeout: 30, Environment: { Variables: { queue_url: QueueUrl } } });
    await schedule();
    await cloud.advance(60);
    expect(await listEnds()).to.deep.equal(["received 0", "received 0"]);
  });
});
