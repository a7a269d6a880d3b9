import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type * as Firehose from "@aws-sdk/client-firehose";
import type * as S3 from "@aws-sdk/client-s3";

/**
 * Lets two of AWS's clients call a server of this process, one in XML and one in JSON: V8 compiles a function when it first runs, and
 * only compiled functions come into a code cache. The server's answers do not matter.
 */
export async function callOnce(require: NodeJS.Require): Promise<void> {
  const server = createServer((request, response) => {
    response.end(request.method === "POST" ? "{}" : "<ListAllMyBucketsResult></ListAllMyBucketsResult>");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const settings = {
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    maxAttempts: 1,
  };
  const { S3Client, ListBucketsCommand } = require("@aws-sdk/client-s3") as typeof S3;
  const { FirehoseClient, ListDeliveryStreamsCommand } = require("@aws-sdk/client-firehose") as typeof Firehose;
  const s3 = new S3Client(settings);
  const firehose = new FirehoseClient(settings);
  await Promise.allSettled([s3.send(new ListBucketsCommand({})), firehose.send(new ListDeliveryStreamsCommand({}))]);
  s3.destroy();
  firehose.destroy();
  server.close();
}
