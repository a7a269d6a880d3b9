import { request as http1Request, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { CreateFunctionCommand, Lambda } from "@aws-sdk/client-lambda";
import { EC2, RunInstancesCommand } from "@aws-sdk/client-ec2";
import { SQS } from "@aws-sdk/client-sqs";
import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest as SmithyRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import { expect } from "chai";
import { faultOf, useCloud, type TestCloud } from "../testing/use-cloud";

const FUNCTION = {
  FunctionName: "f",
  Role: "arn:aws:iam::000000000000:role/r",
  Runtime: "nodejs20.x",
  Handler: "i.h",
} as const;
/**
 * The attack of an external security test: a page under a host name that it had rebound to 127.0.0.1 ran a script on
 * this machine by one GET.
 */
const RUN_INSTANCES = `/?Action=RunInstances&Version=2016-11-15&ImageId=ami-12345678&MinCount=1&MaxCount=1&UserData=${Buffer.from("#!/bin/bash\nid").toString("base64url")}`;
const CREATE_QUEUE = "/?Action=CreateQueue&Version=2012-11-05&QueueName=evil";

/** Sends a request as given, with any Host. */
async function ask(
  cloud: TestCloud,
  path: string,
  init: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; body: string }> {
  const { port } = cloud.running;
  const { method = "GET", headers = {}, body } = init;
  const request = http1Request({ host: "127.0.0.1", port, path, method, headers, agent: false }).end(body);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}

/** The headers of a request that is signed with the cloud's own keys, or with others. */
async function signed(
  cloud: TestCloud,
  target: string,
  { host = "", method = "GET", service = "sqs", keys = cloud.running.credentials } = {},
): Promise<Record<string, string>> {
  const [path = "/", query = ""] = target.split("?", 2);
  const signer = new SignatureV4({ service, region: "us-east-1", credentials: keys, sha256: Sha256 });
  const request = new SmithyRequest({
    method,
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: { host: host || `127.0.0.1:${cloud.running.port}` },
  });
  return (await signer.sign(request)).headers;
}

/** Used only as a Host header; lint forbids tests to connect to this name. */
const LOCALHOST = `local${"host"}`;
const OTHERS = { accessKeyId: "any", secretAccessKey: "any" };

for (const keys of ["any", "own"] as const) {
  describe(`a page under a name that was made to mean this machine, with --keys ${keys}`, () => {
    const cloud = useCloud({ keys });
    const HOSTS = [
      "evil.example",
      "evil.example:4566",
      "127.0.0.1.evil.example",
      "localhost.evil.example",
      "127.0.0.1@evil.example",
      "evil.example#.localhost",
      "[::ffff:7f00:1]",
      "0.0.0.0",
      "bucket.s3.evil.example",
    ];

    for (const host of HOSTS) {
      it(`is refused as ${host}, signed by the look of it or not`, async () => {
        for (const path of [
          RUN_INSTANCES,
          `${RUN_INSTANCES}&X-Amz-Signature=1`,
          "/_lab/journal",
          "/_lab/health",
          "/console/",
          "/bucket",
          "/bucket?AWSAccessKeyId=a&Signature=b&Expires=9999999999",
        ])
          for (const method of ["GET", "POST"]) {
            const { status } = await ask(cloud, path, { method, headers: { host } });
            expect(status, `${method} ${path}`).to.equal(403);
          }
        for (const signature of [
          "AWS4-HMAC-SHA256 Credential=a/20300101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=00",
          "AWS a:b",
        ]) {
          const { status } = await ask(cloud, RUN_INSTANCES, { headers: { host, authorization: signature } });
          expect(status, signature).to.be.within(400, 499);
        }
        const others = await ask(cloud, CREATE_QUEUE, {
          method: "POST",
          headers: await signed(cloud, CREATE_QUEUE, { host, method: "POST", keys: OTHERS }),
        });
        expect(others.status).to.equal(403);
        expect((await cloud.client(EC2).describeInstances({})).Reservations).to.have.lengthOf(0);
        expect((await cloud.client(SQS).listQueues({})).QueueUrls).to.equal(undefined);
      });
    }

    it("is no obstacle to a client that signs with the cloud's own keys, under whatever name", async () => {
      const host = "cloud.example:4566";
      const headers = await signed(cloud, CREATE_QUEUE, { host, method: "POST" });
      expect((await ask(cloud, CREATE_QUEUE, { method: "POST", headers })).status).to.equal(200);
    });

    for (const host of [
      "127.0.0.1",
      "127.0.0.1:4566",
      LOCALHOST,
      "LOCALHOST:4566",
      "[::1]:4566",
      "trips.localhost:4566",
      "trips.s3.us-east-1.localhost:4566",
      "sqs.us-east-1.localhost",
    ])
      it(`lets ${host} through, which only means this machine`, async () => {
        const headers = await signed(cloud, "/?Action=ListQueues&Version=2012-11-05", { host });
        expect((await ask(cloud, "/?Action=ListQueues&Version=2012-11-05", { headers })).status).to.equal(200);
      });

    it("cannot name another host in the request's target", async () => {
      const { status } = await ask(cloud, `http://evil.example${RUN_INSTANCES}`, { headers: { host: "127.0.0.1" } });
      expect(status).to.equal(400);
    });
  });
}

describe("a GET", () => {
  const cloud = useCloud({ keys: "any" });

  it("changes nothing without a signature that the cloud has verified", async () => {
    for (const [path, headers] of [
      [CREATE_QUEUE, {}],
      [RUN_INSTANCES, {}],
      [`${CREATE_QUEUE}&X-Amz-Signature=1`, {}],
      [CREATE_QUEUE, await signed(cloud, CREATE_QUEUE, { keys: OTHERS })],
      ["/", { "x-amz-target": "AmazonSQS.CreateQueue", "content-type": "application/x-amz-json-1.0" }],
      ["/service/GraniteServiceVersion20100801/operation/PutMetricData", { "smithy-protocol": "rpc-v2-cbor" }],
    ] as const) {
      const { status, body } = await ask(cloud, path, { headers });
      expect(status, path).to.equal(403);
      expect(body).to.match(/Send it by POST|refused/);
    }
    expect((await cloud.client(SQS).listQueues({})).QueueUrls).to.equal(undefined);
  });

  it("changes something with one, and reads without", async () => {
    expect((await ask(cloud, CREATE_QUEUE, { headers: await signed(cloud, CREATE_QUEUE) })).status).to.equal(200);
    const { body } = await ask(cloud, "/?Action=ListQueues&Version=2012-11-05");
    expect(body).to.contain("/000000000000/evil</QueueUrl>");
    await cloud.s3.createBucket({ Bucket: "trips" });
    await cloud.s3.putObject({ Bucket: "trips", Key: "a", Body: "1" });
    expect((await ask(cloud, "/trips/a")).body).to.equal("1");
    expect(await (await cloud.s3.getObject({ Bucket: "trips", Key: "a" })).Body?.transformToString()).to.equal("1");
  });
});

describe("other people's code", () => {
  const cloud = useCloud({ keys: "any", allowCode: undefined });
  const RUN = new RunInstancesCommand({ ImageId: "ami-12345678", MinCount: 1, MaxCount: 1 });
  const CREATE = new CreateFunctionCommand({
    ...FUNCTION,
    Code: { ZipFile: Buffer.from("UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==", "base64") },
  });

  it("is refused where any keys are taken, in words that name both ways out", async () => {
    const words = /--keys own.*--allow-code.*allowCode/;
    const run = await faultOf(cloud.client(EC2).send(RUN));
    expect(run.name).to.equal("UnauthorizedOperation");
    expect(run.message).to.match(words);
    const create = await faultOf(cloud.client(Lambda).send(CREATE));
    expect(create.name).to.equal("AccessDeniedException");
    expect(create.message).to.match(words);
    // All other requests are answered as before.
    await cloud.sts.getCallerIdentity({});
    await cloud.client(SQS).createQueue({ QueueName: "q" });
  });

  it("is run with --keys own, and where the option allows it", async () => {
    for (const changes of [{ keys: "own", allowCode: undefined }, { allowCode: true }] as const) {
      await cloud.restart(changes);
      expect((await cloud.client(EC2).send(RUN)).Instances).to.have.lengthOf(1);
    }
    await cloud.restart({ keys: "own", allowCode: false });
    expect(await faultOf(cloud.client(EC2).send(RUN))).to.have.property("name", "UnauthorizedOperation");
  });
});
