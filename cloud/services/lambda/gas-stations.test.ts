import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { transform } from "esbuild";
import { skipIf } from "../../testing/skip";
import { useCloud } from "../../testing/use-cloud";
import { withoutVenv } from "../../testing/venv";
import { testFunctions } from "./testing/functions";

/** Two functions: a station that sends readings to Firehose, and a truck that empties a queue. */
const TYPESCRIPT = {
  station: `
    import { FirehoseClient, PutRecordCommand } from "@aws-sdk/client-firehose";
    interface Reading { readonly station_id: string; readonly fuel_tank1_level: string; readonly event_timestamp: number }
    const firehose = new FirehoseClient({});
    export const handler = async (): Promise<Reading[]> => {
      const readings = Array.from({ length: 10 }, (_, index): Reading => ({ station_id: String(index + 1), fuel_tank1_level: "199", event_timestamp: Math.floor(Date.now() / 1000) }));
      for (const reading of readings) await firehose.send(new PutRecordCommand({ DeliveryStreamName: process.env["delivery_stream"], Record: { Data: Buffer.from(JSON.stringify(reading)) } }));
      return readings;
    };`,
  truck: `
    import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
    export const handler = async (): Promise<string> => {
      const sqs = new SQSClient({});
      const QueueUrl = process.env["queue_url"];
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }));
      for (const { Body, ReceiptHandle } of Messages) {
        console.log(\`Fuel truck has been dispatched to gas station \${Body}.\`);
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
      return Messages.length === 0 ? "No messages found in queue. Messages processed: 0" : \`Messages processed: \${Messages.length}\`;
    };`,
};
const PYTHON = {
  station: `import json, os, random, time
import boto3
firehose = boto3.client("firehose")
def handler(event, context):
    readings = []
    for station in range(1, 11):
        reading = {"station_id": str(station), "fuel_tank1_level": str(random.randint(100, 199)), "event_timestamp": int(time.time())}
        firehose.put_record(DeliveryStreamName=os.environ["delivery_stream"], Record={"Data": json.dumps(reading)})
        readings.append(reading)
    return readings
`,
  truck: `import os
import boto3
def handler(event, context):
    sqs = boto3.client("sqs")
    url = os.environ["queue_url"]
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=1).get("Messages", [])
    for message in messages:
        print("Fuel truck has been dispatched to gas station " + message["Body"] + ".")
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    if not messages:
        return "No messages found in queue. Messages processed: 0"
    return "Messages processed: " + str(len(messages))
`,
};

for (const [language, sources] of [
  ["TypeScript", TYPESCRIPT],
  ["Python", PYTHON],
] as const) {
  describe(`Lambda: the gas stations' functions in ${language}`, () => {
    before(function () {
      skipIf(this, language === "TypeScript" ? undefined : withoutVenv);
    });
    const cloud = useCloud({ keys: "own", speed: 20 });
    const functions = testFunctions(cloud);
    const create = async (name: keyof typeof sources, variables: Readonly<Record<string, string>>): Promise<void> => {
      const settings = { Environment: { Variables: variables }, Timeout: 30 };
      if (language === "Python")
        await functions.create(
          { "app.py": sources[name] },
          { ...settings, Runtime: "python3.12", Handler: "app.handler" },
        );
      else await functions.create((await transform(sources[name], { loader: "ts", target: "node20" })).code, settings);
    };

    it("send ten readings that arrive in S3", async () => {
      await cloud.s3.createBucket({ Bucket: "stations" });
      await cloud.firehose.createDeliveryStream({
        DeliveryStreamName: "SI-Firehose",
        ExtendedS3DestinationConfiguration: {
          RoleARN: "arn:aws:iam::000000000000:role/firehose",
          BucketARN: "arn:aws:s3:::stations",
          BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
        },
      });
      await cloud.advance(5);
      await create("station", { delivery_stream: "SI-Firehose" });
      const { payload, log } = await functions.call({});
      expect((payload as { station_id: string }[]).map(({ station_id: id }) => id)).to.deep.equal(
        Array.from({ length: 10 }, (_, index) => String(index + 1)),
      );
      expect(log).to.match(/^START RequestId: [^]*\nREPORT RequestId: /);
      const puts = cloud.running.journal.listAfter(0).filter(({ operation }) => operation === "PutRecord");
      expect(puts.map(({ caller }) => caller)).to.deep.equal(
        Array(10).fill("arn:aws:sts::000000000000:assumed-role/lambda/f@lambda_function"),
      );
      await cloud.advance(60);
      expect((await cloud.s3.listObjectsV2({ Bucket: "stations" })).KeyCount).to.equal(1);
    });
    it("empty the queue, and report when it is empty", async () => {
      const sqs = cloud.createClient(SQS);
      const { QueueUrl = "" } = await sqs.createQueue({ QueueName: "Fuel_Planning_Queue" });
      for (const MessageBody of ["9", "8"]) await sqs.sendMessage({ QueueUrl, MessageBody });
      await create("truck", { queue_url: QueueUrl });
      const { payload, log } = await functions.call({});
      expect(payload).to.equal("Messages processed: 2");
      expect(log).to.contain("Fuel truck has been dispatched to gas station 9.\n");
      expect((await functions.call({})).payload).to.equal("No messages found in queue. Messages processed: 0");
      const { Attributes } = await sqs.getQueueAttributes({
        QueueUrl,
        AttributeNames: ["ApproximateNumberOfMessages"],
      });
      expect(Attributes).to.deep.equal({ ApproximateNumberOfMessages: "0" });
    });
  });
}
