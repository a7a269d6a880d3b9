import type { ListMessageMoveTasksResultEntry, StartMessageMoveTaskCommandInput } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { useEmptyFolder } from "../../../testing/temporary-folder";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { decodeBody, createQueues } from "../testing/queues";

describe("SQS StartMessageMoveTask, ListMessageMoveTasks and CancelMessageMoveTask", () => {
  const cloud = useCloud({ data: useEmptyFolder() });
  const queues = createQueues(cloud);
  const start = (fields: Partial<StartMessageMoveTaskCommandInput> = {}) =>
    queues.client.startMessageMoveTask({ SourceArn: queues.createArn("dead"), ...fields });
  const cancel = (TaskHandle: string | undefined) => queues.client.cancelMessageMoveTask({ TaskHandle });
  const list = async (MaxResults?: number): Promise<ListMessageMoveTasksResultEntry[]> =>
    (await queues.client.listMessageMoveTasks({ SourceArn: queues.createArn("dead"), MaxResults })).Results ?? [];
  /** Queues `a` and `b` with dead letters `a0…` and `b0…` in `dead`. */
  const createDeadLetters = async (count: number): Promise<void> => {
    await queues.make("dead");
    for (const name of ["a", "b"]) {
      const QueueUrl = await queues.make(name, {
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queues.createArn("dead"), maxReceiveCount: 1 }),
      });
      for (let n = 0; n < count; n++) await queues.send(`${name}${n}`, { QueueUrl });
      await queues.receive({ QueueUrl, VisibilityTimeout: 0 });
      await queues.send("last", { QueueUrl });
      await queues.consume({ QueueUrl });
    }
    expect(await queues.readCounts("dead")).to.deep.equal([String(2 * count), "0", "0"]);
  };

  it("move each message back to its source queue as a new one", async () => {
    await createDeadLetters(2);
    const ids = (await queues.receive({ QueueUrl: queues.getUrl("dead"), VisibilityTimeout: 0 })).map(
      ({ MessageId }) => MessageId,
    );
    await cloud.advance(9);
    await start();
    expect((await list())[0])
      .to.include({ Status: "RUNNING", ApproximateNumberOfMessagesToMove: 4, ApproximateNumberOfMessagesMoved: 0 })
      .and.have.property("TaskHandle");
    await cloud.advance(1);
    expect(await list()).to.deep.equal([
      {
        Status: "COMPLETED",
        SourceArn: queues.createArn("dead"),
        ApproximateNumberOfMessagesMoved: 4,
        ApproximateNumberOfMessagesToMove: 4,
        StartedTimestamp: Date.parse(START) + 9_000,
      },
    ]);
    for (const name of ["a", "b"]) {
      const back = await queues.receive({ QueueUrl: queues.getUrl(name), MessageSystemAttributeNames: ["All"] });
      expect(back.map(decodeBody).sort()).to.deep.equal([`${name}0`, `${name}1`]);
      expect(back.some(({ MessageId }) => ids.includes(MessageId))).to.equal(false);
      expect(back[0]?.Attributes)
        .to.include({ ApproximateReceiveCount: "1", SentTimestamp: String(Date.parse(START) + 10_000) })
        .and.not.have.property("DeadLetterQueueSourceArn");
    }
    expect(await queues.readCounts("dead")).to.deep.equal(["0", "0", "0"]);
  });

  it("respect the rate, survive a restart, can be canceled, and run one at a time", async () => {
    await createDeadLetters(5);
    await queues.make("other");
    const { TaskHandle } = await start({ DestinationArn: queues.createArn("other"), MaxNumberOfMessagesPerSecond: 2 });
    expect(await catchFault(start())).to.include({
      name: "InvalidParameterValue",
      message:
        "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
    });
    await cloud.advance(2);
    await cloud.restart();
    await cloud.advance(1);
    expect((await cancel(TaskHandle)).ApproximateNumberOfMessagesMoved).to.equal(6);
    await cloud.advance(5);
    const [task] = await list();
    expect(task).to.include({
      Status: "CANCELLED",
      DestinationArn: queues.createArn("other"),
      MaxNumberOfMessagesPerSecond: 2,
      ApproximateNumberOfMessagesMoved: 6,
      ApproximateNumberOfMessagesToMove: 10,
    });
    expect(task).to.not.have.property("TaskHandle");
    expect([await queues.readCounts("other"), await queues.readCounts("dead")]).to.deep.equal([
      ["6", "0", "0"],
      ["4", "0", "0"],
    ]);
    expect((await catchFault(cancel(TaskHandle))).name).to.equal("InvalidParameterValue");
    await start({ DestinationArn: queues.createArn("other") });
    expect((await list(10)).map(({ Status }) => Status)).to.deep.equal(["RUNNING", "CANCELLED"]);
  });

  it("fail if the destination is deleted meanwhile, and lose nothing", async () => {
    await createDeadLetters(2);
    await queues.make("other");
    await start({ DestinationArn: queues.createArn("other"), MaxNumberOfMessagesPerSecond: 1 });
    await cloud.advance(1);
    await queues.client.deleteQueue({ QueueUrl: queues.getUrl("other") });
    await cloud.advance(1);
    expect((await list())[0]).to.include({
      Status: "FAILED",
      ApproximateNumberOfMessagesMoved: 1,
      FailureReason: "AWS.SimpleQueueService.NonExistentQueue",
    });
    expect(await queues.receive({ QueueUrl: queues.getUrl("dead") })).to.have.lengthOf(3);
  });

  it("require a dead-letter queue as the source, and an existing destination", async () => {
    await createDeadLetters(1);
    expect((await catchFault(start({ SourceArn: queues.createArn("a") }))).message).to.equal(
      "Source queue must be configured as a Dead Letter Queue.",
    );
    expect((await catchFault(start({ SourceArn: "dead" }))).message).to.contain(
      "You must use this format to specify the SourceArn",
    );
    for (const [fields, message] of [
      [
        { SourceArn: queues.createArn("none") },
        "The resource that you specified for the SourceArn parameter doesn't exist.",
      ],
      [
        { DestinationArn: queues.createArn("none") },
        "The resource that you specified for the DestinationArn parameter doesn't exist.",
      ],
    ] as const) {
      const fault = await catchFault(start(fields));
      expect(fault).to.include({ name: "ResourceNotFoundException", message });
      expect(fault.$metadata?.httpStatusCode).to.equal(404);
    }
  });

  it("explain an invalid task handle", async () => {
    await createDeadLetters(1);
    const handle = (sourceArn: string) =>
      Buffer.from(JSON.stringify({ taskId: "10f5a1ad-7cc5-4b4f-8b4a-5d4c4d1d7a11", sourceArn })).toString("base64");
    expect((await catchFault(cancel("foobared"))).message).to.equal("Value for parameter TaskHandle is invalid.");
    expect((await catchFault(cancel(handle(queues.createArn("none"))))).message).to.equal(
      "The resource that you specified for the SourceArn parameter doesn't exist.",
    );
    expect(await catchFault(cancel(handle(queues.createArn("dead"))))).to.include({
      name: "ResourceNotFoundException",
      message: "Task does not exist.",
    });
  });
});
