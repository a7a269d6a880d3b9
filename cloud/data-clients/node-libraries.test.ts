import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Readable } from "node:stream";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { LEFT_TO_CI, skipIf } from "../testing/skip";
import { root } from "../testing/venv";
import { useCloud } from "../testing/use-cloud";

const FOLDER = join(root, ".labs", "node-clients");
const importClient = createRequire(join(FOLDER, "program.cjs"));

/** The parts of the packages that these tests use; this project doesn't install their types. */
interface SqsConsumer {
  start(): void;
  stop(): void;
  on(event: string, listener: () => void): void;
}
interface SqsConsumerPackage {
  readonly Consumer: {
    create(options: {
      queueUrl: string;
      sqs: unknown;
      batchSize: number;
      waitTimeSeconds: number;
      handleMessage(message: { readonly Body: string }): Promise<undefined>;
    }): SqsConsumer;
  };
}
interface StoragePackage {
  readonly Upload: new (options: { client: unknown; partSize: number; params: object }) => {
    done: () => Promise<unknown>;
  };
}
interface LoggerPackage {
  createLogger(options: { transports: readonly unknown[] }): { info: (text: string) => void };
}
type TransportPackage = new (options: object) => { kthxbye: (done: (error?: Error) => void) => void };

describe("libraries for Node", () => {
  before(function () {
    skipIf(
      this,
      LEFT_TO_CI ??
        (existsSync(join(FOLDER, "installed"))
          ? undefined
          : "sqs-consumer and others are not in .labs/node-clients; `npm test` installs them where there is a network"),
    );
  });
  const cloud = useCloud({ keys: "own", speed: 1, startAt: undefined });
  const createConfig = () => {
    const { endpoint, region, credentials } = cloud.running;
    return { endpoint, region, credentials };
  };

  it("sqs-consumer handles each message, and a failed one again", async () => {
    const { Consumer } = importClient("sqs-consumer") as SqsConsumerPackage;
    const sqs = new SQS(createConfig());
    const attributes = { VisibilityTimeout: "1" };
    const { QueueUrl = "" } = await sqs.createQueue({ QueueName: "orders", Attributes: attributes });
    for (let number = 0; number < 25; number += 1) await sqs.sendMessage({ QueueUrl, MessageBody: `order ${number}` });
    const handled = new Set<string>();
    let mustFail = true;
    await new Promise<void>((done) => {
      const consumer = Consumer.create({
        queueUrl: QueueUrl,
        sqs,
        batchSize: 10,
        waitTimeSeconds: 1,
        handleMessage({ Body }) {
          if (Body === "order 7" && mustFail) {
            mustFail = false;
            return Promise.reject(new Error("try again"));
          }
          if (handled.add(Body).size === 25) consumer.stop();
          return Promise.resolve(undefined);
        },
      });
      for (const event of ["error", "processing_error"]) consumer.on(event, () => undefined);
      consumer.on("stopped", done);
      consumer.start();
    });
    sqs.destroy();
    expect(mustFail).to.equal(false);
    expect([...handled]).to.have.members(Array.from({ length: 25 }, (_, number) => `order ${number}`));
  });

  it("@aws-sdk/lib-storage uploads a stream in parts", async () => {
    const { Upload } = importClient("@aws-sdk/lib-storage") as StoragePackage;
    await cloud.s3.createBucket({ Bucket: "trips" });
    const client = new S3({ ...createConfig(), forcePathStyle: true });
    const piece = Buffer.alloc(1024 * 1024, "trip ");
    const Body = Readable.from(Array.from({ length: 12 }, () => piece));
    await new Upload({ client, partSize: 5 * 1024 * 1024, params: { Bucket: "trips", Key: "all", Body } }).done();
    client.destroy();
    const { ContentLength, ETag } = await cloud.s3.headObject({ Bucket: "trips", Key: "all" });
    expect([ContentLength, ETag?.slice(-3)]).to.deep.equal([12 * piece.length, '-3"']);
  });

  it("winston-cloudwatch writes lines into a new group and stream", async () => {
    const { createLogger } = importClient("winston") as LoggerPackage;
    const Transport = importClient("winston-cloudwatch") as TransportPackage;
    const names = { logGroupName: "shop", logStreamName: "web" };
    const transport = new Transport({ ...names, awsOptions: createConfig(), jsonMessage: true, uploadRate: 60_000 });
    const logger = createLogger({ transports: [transport] });
    for (let number = 0; number < 20; number += 1) logger.info(`line ${number}`);
    await new Promise<void>((done, fail) => transport.kthxbye((error) => (error ? fail(error) : done())));
    const { events = [] } = await cloud.logs.getLogEvents({ ...names, startFromHead: true });
    // It sends lines of the same millisecond in any order.
    expect(events.map(({ message = "" }) => JSON.parse(message) as unknown)).to.have.deep.members(
      Array.from({ length: 20 }, (_, number) => ({ level: "info", message: `line ${number}` })),
    );
  });
});
