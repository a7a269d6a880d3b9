import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { START, useCloud } from "../../../../testing/use-cloud";
import { createQueues, QUEUE } from "../../testing/queues";

describe("SQS metrics", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);
  const readMinute = async (minute: number, ...names: string[]): Promise<Record<string, number | undefined>> => {
    const from = Date.parse(START) + minute * 60_000;
    const found = names.map(async (MetricName) => {
      const { Datapoints = [] } = await cloud.cloudwatch.getMetricStatistics({
        Namespace: "AWS/SQS",
        MetricName,
        Dimensions: [{ Name: "QueueName", Value: QUEUE }],
        Period: 60,
        Statistics: ["Sum"],
        StartTime: new Date(from),
        EndTime: new Date(from + 60_000),
      });
      return [MetricName, Datapoints[0]?.Sum];
    });
    return Object.fromEntries(await Promise.all(found));
  };

  it("count sent, received and deleted messages, and sample the queue every minute", async () => {
    await queues.make();
    await queues.send("12345");
    await queues.send("123", { DelaySeconds: 900 });
    const [message] = await queues.receive();
    await queues.receive({ WaitTimeSeconds: 0 });
    await cloud.advance(60);
    const events = [
      "NumberOfMessagesSent",
      "SentMessageSize",
      "NumberOfMessagesReceived",
      "NumberOfEmptyReceives",
      "NumberOfMessagesDeleted",
    ];
    expect(await readMinute(0, ...events)).to.deep.equal({
      NumberOfMessagesSent: 2,
      SentMessageSize: 8,
      NumberOfMessagesReceived: 1,
      NumberOfEmptyReceives: 1,
      NumberOfMessagesDeleted: undefined,
    });
    await queues.delete(message);
    expect(await readMinute(1, "NumberOfMessagesDeleted")).to.deep.equal({ NumberOfMessagesDeleted: 1 });
    const Entries = [
      { Id: "again", ReceiptHandle: message?.ReceiptHandle ?? "" },
      { Id: "none", ReceiptHandle: "none" },
    ];
    await cloud.createClient(SQS).deleteMessageBatch({ QueueUrl: queues.getUrl(QUEUE), Entries });
    expect(await readMinute(1, "NumberOfMessagesDeleted")).to.deep.equal({ NumberOfMessagesDeleted: 2 });
    const states = [
      "ApproximateNumberOfMessagesVisible",
      "ApproximateNumberOfMessagesNotVisible",
      "ApproximateNumberOfMessagesDelayed",
      "ApproximateAgeOfOldestMessage",
    ];
    expect(await readMinute(0, ...states)).to.deep.equal({
      ApproximateNumberOfMessagesVisible: 1,
      ApproximateNumberOfMessagesNotVisible: 0,
      ApproximateNumberOfMessagesDelayed: 1,
      ApproximateAgeOfOldestMessage: 60,
    });
    await cloud.advance(60);
    expect(await readMinute(1, ...states)).to.include({
      ApproximateNumberOfMessagesVisible: 0,
      ApproximateAgeOfOldestMessage: 120,
    });
  });

  it("end a quarter of an hour after a queue's last use", async () => {
    await queues.make();
    await queues.send("x");
    await cloud.advance(3600);
    expect(await readMinute(14, "ApproximateNumberOfMessagesVisible")).to.deep.equal({
      ApproximateNumberOfMessagesVisible: 1,
    });
    expect(await readMinute(15, "ApproximateNumberOfMessagesVisible")).to.deep.equal({
      ApproximateNumberOfMessagesVisible: undefined,
    });
    const { Metrics = [] } = await cloud.cloudwatch.listMetrics({ Namespace: "AWS/SQS" });
    expect(Metrics.every(({ Dimensions }) => Dimensions?.[0]?.Value === QUEUE)).to.equal(true);
  });

  it("cover an idle queue from its creation, and again after each API call (SQS Developer Guide: any API call makes a queue active)", async () => {
    await queues.make();
    await cloud.advance(3600);
    const gauges = ["ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"];
    expect(await readMinute(0, ...gauges)).to.deep.equal({
      ApproximateNumberOfMessagesVisible: 0,
      ApproximateAgeOfOldestMessage: 0,
    });
    expect(await readMinute(30, ...gauges)).to.deep.equal({
      ApproximateNumberOfMessagesVisible: undefined,
      ApproximateAgeOfOldestMessage: undefined,
    });
    await queues.readCounts();
    await cloud.advance(60);
    expect(await readMinute(60, ...gauges)).to.include({ ApproximateNumberOfMessagesVisible: 0 });
  });

  it("appear in the console and in the lookup of a queue", async () => {
    await queues.make("dead");
    await queues.make(QUEUE, {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queues.createArn("dead"), maxReceiveCount: 3 }),
    });
    await queues.send("a");
    await queues.send("b", { DelaySeconds: 5 });
    await queues.receive();
    const page = await (await fetch(`${cloud.running.endpoint}/console/tables`)).text();
    expect(page).to.contain(
      `<td>${QUEUE}</td><td>standard</td><td>0</td><td>1</td><td>1</td><td>0</td><td>dead, after 3 receives</td>`,
    );
    const lookUp = async (query: string) => (await fetch(`${cloud.running.endpoint}/_lab/sqs/queue${query}`)).json();
    expect(await lookUp("?queue=jobs")).to.deep.equal({
      queue: "jobs",
      visible: 0,
      inFlight: 1,
      delayed: 1,
      waitingReceivers: 0,
    });
    expect(await lookUp("?queue=none")).to.deep.equal({ message: "The specified queue does not exist." });
    expect(await lookUp("")).to.deep.equal({ message: "Ask with ?queue=<queue name>." });
  });
});
