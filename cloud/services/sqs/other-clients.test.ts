import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { runInVenv, needVenv } from "../../testing/venv";

const BOTO3 = `
import boto3, json

sqs = boto3.client("sqs")
url = sqs.create_queue(QueueName="jobs", Attributes={"VisibilityTimeout": "40"}, tags={"lab": "02"})["QueueUrl"]
seen = {"url": url, "sent": sqs.send_message(QueueUrl=url, MessageBody="h\\u00e4llo", MessageAttributes={
    "Hello": {"DataType": "String", "StringValue": "There"}, "bytes": {"DataType": "Binary", "BinaryValue": b"\\xff"}})["MD5OfMessageBody"]}
[message] = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20, AttributeNames=["All"], MessageAttributeNames=["All"])["Messages"]
seen["received"] = [message["Body"], message["Attributes"]["ApproximateReceiveCount"], message["MessageAttributes"]["bytes"]["BinaryValue"].hex()]
sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
seen["empty"] = "Messages" in sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1)
batch = sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": str(n), "MessageBody": str(n)} for n in range(10)])
seen["batch"] = [len(batch["Successful"]), "Failed" in batch]
queue = boto3.resource("sqs").Queue(url)
got = []
while len(got) < 10:
    for one in queue.receive_messages(MaxNumberOfMessages=10, WaitTimeSeconds=20):
        got.append(one.body)
        one.delete()
seen["got"] = sorted(got)
try:
    sqs.get_queue_url(QueueName="none")
except sqs.exceptions.QueueDoesNotExist as error:
    seen["fault"] = error.response["Error"]
print(json.dumps(seen))
`;

describe("SQS with boto3 and the AWS CLI, with verified signatures", function () {
  needVenv();
  const cloud = useCloud({ keys: "own", speed: 100 });

  it("boto3 sends, receives and deletes, and reads faults (SVC-001, SVC-004, SVC-005)", async () => {
    const { output, errors } = await runInVenv("python", ["-c", BOTO3], cloud.running);
    expect(errors).to.equal("");
    expect(JSON.parse(output)).to.deep.equal({
      url: `${cloud.running.endpoint}/000000000000/jobs`,
      sent: "38bbce5fb3d0aec801f9eab39182fa7a",
      received: ["hällo", "1", "ff"],
      empty: false,
      batch: [10, false],
      got: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
      fault: {
        Message: "The specified queue does not exist.",
        Code: "AWS.SimpleQueueService.NonExistentQueue",
        QueryErrorCode: "QueueDoesNotExist",
        Type: "Sender",
      },
    });
  });

  it("the AWS CLI does the same", async () => {
    // For SQS, version 1 of the AWS CLI ignores AWS_ENDPOINT_URL and uses AWS's own address, unless the command line
    // gives the endpoint.
    const run = (...args: string[]) =>
      runInVenv("aws", ["sqs", ...args, "--output", "json", "--endpoint-url", cloud.running.endpoint], cloud.running);
    const runAws = async (...args: string[]): Promise<Record<string, unknown>> => {
      const { status, output, errors } = await run(...args);
      expect(errors).to.equal("");
      expect(status).to.equal(0);
      return output.trim() === "" ? {} : JSON.parse(output);
    };
    const { QueueUrl } = await runAws(
      "create-queue",
      "--queue-name",
      "f.fifo",
      "--attributes",
      "FifoQueue=true,ContentBasedDeduplication=true",
    );
    const url = String(QueueUrl);
    expect(
      await runAws("send-message", "--queue-url", url, "--message-body", "a", "--message-group-id", "g"),
    ).to.have.property("SequenceNumber");
    const { Messages } = await runAws(
      "receive-message",
      "--queue-url",
      url,
      "--wait-time-seconds",
      "5",
      "--message-system-attribute-names",
      "MessageGroupId",
    );
    expect(Messages).to.have.nested.property("[0].Attributes.MessageGroupId", "g");
    expect(await runAws("list-queues")).to.deep.equal({ QueueUrls: [url] });
    const { status, errors } = await run("get-queue-url", "--queue-name", "none");
    expect(status).to.be.within(254, 255);
    expect(errors).to.contain(
      "An error occurred (AWS.SimpleQueueService.NonExistentQueue) when calling the GetQueueUrl operation: The specified queue does not exist.",
    );
  });
});
