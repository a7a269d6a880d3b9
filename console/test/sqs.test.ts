import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { useConsole } from "./use-console";

const HOSTILE = `{"note":"<img src=x onerror=\\"alert(1)\\">"}`;

describe("the console's SQS page, in Chromium", () => {
  const console = useConsole();
  const { cloud } = console;
  const createClient = () => cloud.createClient(SQS);
  const create = async (QueueName: string, Attributes: Record<string, string> = {}): Promise<string> =>
    (await createClient().createQueue({ QueueName, Attributes })).QueueUrl ?? "";
  const send = (QueueUrl: string, MessageBody: string) =>
    createClient().sendMessage({ QueueUrl, MessageBody, MessageAttributes: NOTE });
  const NOTE = { note: { DataType: "String", StringValue: HOSTILE } };
  const receive = (QueueUrl: string, abortSignal?: AbortSignal) =>
    createClient().receiveMessage({ QueueUrl, WaitTimeSeconds: 1 }, abortSignal === undefined ? {} : { abortSignal });
  const readMessages = () => console.page.getByRole("table", { name: "Messages" });

  it("shows a queue's messages as text without receiving them", async () => {
    const url = await create("jobs");
    const page = await console.open("sqs");
    await page.getByRole("row", { name: "jobs standard 0 0 0" }).getByRole("link").press("Enter");
    await page.getByText("The queue is empty.").waitFor();
    await send(url, HOSTILE);
    const row = readMessages().getByRole("row", { name: `00:00:00.000 ready 0 ${HOSTILE}` });
    await row.getByRole("button").press("Enter");
    await page.getByRole("region", { name: "Body: text" }).getByText(HOSTILE, { exact: true }).waitFor();
    await page.getByText("note (String)").waitFor();
    await page.reload();
    await row.waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
    // The page's look at the message was not a receive: this is the first one.
    expect((await receive(url)).Messages).to.have.lengthOf(1);
    await readMessages()
      .getByRole("row", { name: `00:00:00.000 in flight 1 ${HOSTILE}` })
      .waitFor();
    await cloud.advance(31);
    await readMessages()
      .getByRole("row", { name: `00:00:00.000 ready 1 ${HOSTILE}` })
      .waitFor();
    expect(await page.locator("main img").count()).to.equal(0);
    const calls = cloud.running.journal.listAfter(0).filter(({ caller }) => caller.endsWith("lab-console/console"));
    expect(calls.map(({ operation }) => operation)).not.to.include("ReceiveMessage");
  });

  it("sends, to FIFO queues too, and purges after a confirmation", async () => {
    await create("jobs.fifo", { FifoQueue: "true" });
    const page = await console.open("sqs/jobs.fifo", "dark");
    await page.getByLabel("Body").fill("hello");
    await page.getByRole("button", { name: "Send" }).click();
    await page
      .getByRole("alert")
      .getByText(/MessageGroupId/)
      .waitFor();
    await page.getByLabel("Message group").fill("a");
    await page.getByLabel("Deduplication id").fill("1");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText(/^Sent as [0-9a-f-]{36}$/).waitFor();
    await readMessages().getByRole("row", { name: "ready 0 a hello" }).waitFor();
    await page.getByRole("button", { name: "Purge the queue" }).click();
    await page.getByText("1 message at this moment").waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
    await page.keyboard.press("Escape");
    await readMessages().getByRole("row", { name: "ready 0 a hello" }).waitFor();
    await page.getByRole("button", { name: "Purge the queue" }).click();
    await page.getByRole("button", { name: "Yes: purge the queue" }).click();
    await page.getByText("The queue is empty.").waitFor();
    const [purge] = cloud.running.journal.listAfter(0).filter(({ operation }) => operation === "PurgeQueue");
    expect(purge?.caller).to.match(/lab-console\/console$/);
  });

  it("shows dead letters and moves them back", async () => {
    const dead = await create("dead");
    const deadLetterTargetArn = "arn:aws:sqs:us-east-1:000000000000:dead";
    const jobs = await create("jobs", { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }) });
    await send(jobs, "poison");
    await receive(jobs);
    await cloud.advance(31);
    // This receive returns no message: it moves the message to the dead-letter queue, since it was received once
    // already, and waits for another.
    const leaves = new AbortController();
    const waiting = receive(jobs, leaves.signal).catch((error: unknown) => String(error));
    const page = await console.open("sqs/jobs");
    await page.getByText("after 1 receive").waitFor();
    await page.getByRole("link", { name: "dead", exact: true }).click();
    await readMessages()
      .getByRole("row", { name: /ready 1 poison/ })
      .getByRole("button")
      .click();
    leaves.abort();
    expect(await waiting).to.match(/Abort/);
    await page.getByText("Dead letter of").waitFor();
    await page.getByRole("button", { name: "Start redrive" }).click();
    await page.getByRole("row", { name: /RUNNING 0 1/ }).waitFor();
    await cloud.advance(3);
    await page.getByRole("row", { name: /COMPLETED 1 1/ }).waitFor();
    await page.getByText("The queue is empty.").waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
    const { Attributes: of } = await createClient().getQueueAttributes({
      QueueUrl: jobs,
      AttributeNames: ["ApproximateNumberOfMessages"],
    });
    expect([of, dead !== ""]).to.deep.equal([{ ApproximateNumberOfMessages: "1" }, true]);
  });

  it("renders only a part of a long queue", async () => {
    const QueueUrl = await create("many");
    for (let ten = 0; ten < 25; ten += 1)
      await createClient().sendMessageBatch({
        QueueUrl,
        Entries: Array.from({ length: 10 }, (_, n) => ({ Id: `${n}`, MessageBody: `body ${ten * 10 + n}` })),
      });
    const page = await console.open("sqs/many");
    await page.getByText("100 messages, and more").waitFor();
    await page.getByRole("button", { name: "Show more messages" }).click();
    await page.getByText("200 messages, and more").waitFor();
    await page.getByRole("button", { name: "Show more messages" }).click();
    await page.getByText("250 messages", { exact: true }).waitFor();
    expect(await page.locator(".list-row").count()).to.be.lessThan(60);
  });
});
