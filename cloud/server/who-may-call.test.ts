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
import { createPresignedUrl } from "../services/s3/testing/presigned-url";
import { catchFault, useCloud, type TestCloud } from "../testing/use-cloud";

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
  // Node sends no length by itself with the body of a GET.
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const all = { ...length, ...headers };
  const request = http1Request({ host: "127.0.0.1", port, path, method, headers: all, agent: false }).end(body);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}

/** The headers of a request that is signed with the cloud's own keys, or with others. */
async function sendSigned(
  cloud: TestCloud,
  target: string,
  { host = "", method = "GET", service = "sqs", keys = cloud.running.credentials, headers = {} } = {},
): Promise<Record<string, string>> {
  const [path = "/", query = ""] = target.split("?", 2);
  const signer = new SignatureV4({ service, region: "us-east-1", credentials: keys, sha256: Sha256 });
  const request = new SmithyRequest({
    method,
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: { ...headers, host: host || `127.0.0.1:${cloud.running.port}` },
  });
  return (await signer.sign(request)).headers;
}

/** Used only as a Host header; lint forbids tests to connect to this name. */
const LOCALHOST = `local${"host"}`;
const OTHERS = { accessKeyId: "any", secretAccessKey: "any" };

for (const keys of ["any", "own"] as const) {
  describe(`a page under a name that resolves to this machine, with --keys ${keys}`, () => {
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
      it(`is refused as ${host}, with or without something like a signature`, async () => {
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
          headers: await sendSigned(cloud, CREATE_QUEUE, { host, method: "POST", keys: OTHERS }),
        });
        expect(others.status).to.equal(403);
        expect((await cloud.createClient(EC2).describeInstances({})).Reservations).to.have.lengthOf(0);
        expect((await cloud.createClient(SQS).listQueues({})).QueueUrls).to.equal(undefined);
      });
    }

    it("doesn't stop a client that signs with the cloud's own keys under any name", async () => {
      const host = "cloud.example:4566";
      const headers = await sendSigned(cloud, CREATE_QUEUE, { host, method: "POST" });
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
      it(`may use ${host}, which always means this machine`, async () => {
        const headers = await sendSigned(cloud, "/?Action=ListQueues&Version=2012-11-05", { host });
        expect((await ask(cloud, "/?Action=ListQueues&Version=2012-11-05", { headers })).status).to.equal(200);
      });

    it("can't name another host in the request target", async () => {
      const { status } = await ask(cloud, `http://evil.example${RUN_INSTANCES}`, { headers: { host: "127.0.0.1" } });
      expect(status).to.equal(400);
    });
  });
}

describe("a GET", () => {
  const cloud = useCloud({ keys: "any" });

  it("changes nothing without a verified signature", async () => {
    for (const [path, headers] of [
      [CREATE_QUEUE, {}],
      [RUN_INSTANCES, {}],
      [`${CREATE_QUEUE}&X-Amz-Signature=1`, {}],
      [CREATE_QUEUE, await sendSigned(cloud, CREATE_QUEUE, { keys: OTHERS })],
      ["/", { "x-amz-target": "AmazonSQS.CreateQueue", "content-type": "application/x-amz-json-1.0" }],
      ["/service/GraniteServiceVersion20100801/operation/PutMetricData", { "smithy-protocol": "rpc-v2-cbor" }],
    ] as const) {
      const { status, body } = await ask(cloud, path, { headers });
      expect(status, path).to.equal(403);
      expect(body).to.match(/Send it by POST|refused/);
    }
    expect((await cloud.createClient(SQS).listQueues({})).QueueUrls).to.equal(undefined);
  });

  it("changes state with the usual keys in its header, which no page can send, but not in its URL", async () => {
    const keys = { accessKeyId: "test", secretAccessKey: "test" };
    const wrong = await sendSigned(cloud, CREATE_QUEUE, { keys: { ...keys, secretAccessKey: "another" } });
    expect((await ask(cloud, CREATE_QUEUE, { headers: wrong })).status).to.equal(403);
    const signer = new SignatureV4({ service: "sqs", region: "us-east-1", credentials: keys, sha256: Sha256 });
    const [path = "", query = ""] = CREATE_QUEUE.split("?");
    const { query: presigned = {} } = await signer.presign(
      new SmithyRequest({
        ...{ path, method: "GET", query: Object.fromEntries(new URLSearchParams(query)) },
        headers: { host: `127.0.0.1:${cloud.running.port}` },
      }),
    );
    const target = `${path}?${new URLSearchParams(presigned as Record<string, string>).toString()}`;
    expect((await ask(cloud, target)).status).to.equal(403);
    expect((await cloud.createClient(SQS).listQueues({})).QueueUrls).to.equal(undefined);
    const headers = await sendSigned(cloud, CREATE_QUEUE, { keys });
    expect((await ask(cloud, CREATE_QUEUE, { headers })).status).to.equal(200);
  });

  it("changes state with a verified signature, and reads without", async () => {
    expect((await ask(cloud, CREATE_QUEUE, { headers: await sendSigned(cloud, CREATE_QUEUE) })).status).to.equal(200);
    const { body } = await ask(cloud, "/?Action=ListQueues&Version=2012-11-05");
    expect(body).to.contain("/000000000000/evil</QueueUrl>");
    await cloud.s3.createBucket({ Bucket: "trips" });
    await cloud.s3.putObject({ Bucket: "trips", Key: "a", Body: "1" });
    expect((await ask(cloud, "/trips/a")).body).to.equal("1");
    expect(await (await cloud.s3.getObject({ Bucket: "trips", Key: "a" })).Body?.transformToString()).to.equal("1");
  });
});

const DELETE_QUEUE = { "x-amz-target": "AmazonSQS.DeleteQueue", "content-type": "application/x-amz-json-1.0" };

/** Creates a queue, and returns a function that describes what a request to delete it has done. */
async function createQueueToDelete(cloud: TestCloud) {
  const sqs = cloud.createClient(SQS);
  const { QueueUrl } = await sqs.createQueue({ QueueName: "q" });
  return async (path: string, headers: Record<string, string>, method = "GET") => {
    const body = JSON.stringify({ QueueUrl });
    const answer = await ask(cloud, path, { method, body, headers: { ...DELETE_QUEUE, ...headers } });
    return { ...answer, queues: (await sqs.listQueues({})).QueueUrls ?? [] };
  };
}

for (const [keys, refusal] of [
  ["own", /InvalidSignatureException.*Credential should be scoped to correct service: 'sqs'\. "/],
  ["any", /Send it by POST/],
] as const)
  describe(`a presigned URL of S3, with --keys ${keys}`, () => {
    const cloud = useCloud({ keys });

    it("opens no other service, whatever operation its headers name", async () => {
      await cloud.s3.createBucket({ Bucket: "trips" });
      await cloud.s3.putObject({ Bucket: "trips", Key: "open", Body: "open" });
      const request = { method: "GET", path: "trips/open", expiresInSeconds: 60 } as const;
      const { host, pathname, search } = new URL(await createPresignedUrl(cloud.running, request));
      expect(await ask(cloud, pathname + search, { headers: { host } })).to.deep.equal({ status: 200, body: "open" });
      const { status, body, queues } = await (await createQueueToDelete(cloud))(pathname + search, { host });
      expect(status).to.equal(keys === "own" ? 400 : 403);
      expect(body).to.match(refusal);
      expect(queues).to.have.lengthOf(1);
    });
  });

describe("a presigned URL", () => {
  const cloud = useCloud({ keys: "own" });
  const requestPresigned = async (method: "GET" | "PUT", path: string, query: Record<string, string> = {}) =>
    new URL(await createPresignedUrl(cloud.running, { method, path, query, expiresInSeconds: 60 }));
  const open = ({ host, pathname, search }: URL, init: Parameters<typeof ask>[2] = {}) =>
    ask(cloud, pathname + search, { ...init, headers: { host, ...init.headers } });
  beforeEach(async () => {
    await cloud.s3.createBucket({ Bucket: "trips" });
    for (const Key of ["open", "secret"]) await cloud.s3.putObject({ Bucket: "trips", Key, Body: Key });
  });

  it("ignores unsigned AWS headers, and so copies no other object", async () => {
    const url = await requestPresigned("PUT", "trips/mine");
    const headers = { "x-amz-copy-source": "/trips/secret", "x-amz-acl": "private" };
    const copied = await open(url, { method: "PUT", headers });
    expect(copied.status).to.equal(403);
    expect(copied.body).to.contain(
      "<Code>AccessDenied</Code><Message>There were headers present in the request which were not signed</Message>" +
        "<HeadersNotSigned>x-amz-copy-source, x-amz-acl</HeadersNotSigned>",
    );
    expect((await open(url, { method: "PUT", body: "mine" })).status).to.equal(200);
    expect((await open(await requestPresigned("GET", "trips/mine"))).body).to.equal("mine");
  });

  it("reads only signed values, even if an equals sign precedes them", async () => {
    const url = await requestPresigned("GET", "trips", { prefix: "" });
    expect((await open(url)).status).to.equal(200);
    url.search = url.search.replace("prefix=", "prefix==secret");
    expect((await open(url)).status).to.equal(403);
  });
});

describe("a signature in a header", () => {
  const cloud = useCloud({ keys: "own" });

  it("opens only the service in its scope", async () => {
    const deletion = await createQueueToDelete(cloud);
    const { body, queues } = await deletion(
      "/",
      await sendSigned(cloud, "/", { method: "POST", service: "s3" }),
      "POST",
    );
    expect(body).to.contain("Credential should be scoped to correct service: 'sqs'. ");
    expect(queues).to.have.lengthOf(1);
  });

  it("covers the operation's header and the host", async () => {
    const deletion = await createQueueToDelete(cloud);
    const headers = await sendSigned(cloud, "/", { method: "POST" });
    const unsigned = await deletion("/", headers, "POST");
    expect(unsigned.body).to.contain("'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.");
    const { authorization = "" } = headers;
    const withoutHost = { ...headers, authorization: authorization.replace("SignedHeaders=host;", "SignedHeaders=") };
    const { body, queues } = await deletion("/", withoutHost, "POST");
    expect(body).to.contain("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    expect(queues).to.have.lengthOf(1);
  });

  it("covers a header that is sent several times, in either encoding of its values", async () => {
    const target = CREATE_QUEUE.replace("evil", "twice");
    const sign = (value: string): Promise<Record<string, string>> =>
      sendSigned(cloud, target, { headers: { "x-twice": value } });
    for (const signed of ["b,a", "b, a"]) {
      const headers = { ...(await sign(signed)), "x-twice": "b, a" };
      expect((await ask(cloud, target, { headers })).status, signed).to.equal(200);
    }
    const { status } = await ask(cloud, target, { headers: { ...(await sign("b,a")), "x-twice": "a, b" } });
    expect(status).to.equal(403);
    const signed = await sendSigned(cloud, target, { headers: { "x-twice": "b,a", "x-once": "c, d" } });
    expect((await ask(cloud, target, { headers: { ...signed, "x-twice": "b, a" } })).status).to.equal(200);
  });

  it("may cover :authority as the host, as the JavaScript SDK signs over HTTP/2", async () => {
    expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal([]);
  });
});

describe("--keys any with a secret", () => {
  const cloud = useCloud({ keys: "any", secret: "s3cret" });
  const signWith = (secretAccessKey: string) =>
    sendSigned(cloud, CREATE_QUEUE, { keys: { accessKeyId: "anybody", secretAccessKey } });

  it("lets a signed GET change something, as SQS's query API does", async () => {
    const signed = await ask(cloud, CREATE_QUEUE, { headers: await signWith("s3cret") });
    expect(signed.status, signed.body).to.equal(200);
    expect(signed.body).to.contain("<QueueUrl>");
  });

  it("refuses other secrets, and requests without a signature", async () => {
    const refused = await ask(cloud, CREATE_QUEUE, { headers: await signWith("another") });
    expect([refused.status, refused.body]).to.satisfy(
      ([status, body]: [number, string]) => status === 403 && body.includes("SignatureDoesNotMatch"),
    );
    expect((await ask(cloud, CREATE_QUEUE)).status).to.equal(403);
    expect((await ask(cloud, CREATE_QUEUE, { method: "POST" })).status).to.equal(403);
  });

  it("still accepts the cloud's own keys", async () => {
    expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal([]);
  });
});

describe("callers' code in functions and instances", () => {
  const cloud = useCloud({ keys: "any", allowCode: undefined });
  const RUN = new RunInstancesCommand({ ImageId: "ami-12345678", MinCount: 1, MaxCount: 1 });
  const CREATE = new CreateFunctionCommand({
    ...FUNCTION,
    Code: { ZipFile: Buffer.from("UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==", "base64") },
  });

  it("is refused where any keys are accepted, with a message that names both alternatives", async () => {
    const words = /--keys own.*--allow-code.*allowCode/;
    const run = await catchFault(cloud.createClient(EC2).send(RUN));
    expect(run.name).to.equal("UnauthorizedOperation");
    expect(run.message).to.match(words);
    const create = await catchFault(cloud.createClient(Lambda).send(CREATE));
    expect(create.name).to.equal("AccessDeniedException");
    expect(create.message).to.match(words);
    // All other requests are answered as before.
    await cloud.sts.getCallerIdentity({});
    await cloud.createClient(SQS).createQueue({ QueueName: "q" });
  });

  it("runs with --keys own, and if the option allows it", async () => {
    for (const changes of [{ keys: "own", allowCode: undefined }, { allowCode: true }] as const) {
      await cloud.restart(changes);
      expect((await cloud.createClient(EC2).send(RUN)).Instances).to.have.lengthOf(1);
    }
    await cloud.restart({ keys: "own", allowCode: false });
    expect(await catchFault(cloud.createClient(EC2).send(RUN))).to.have.property("name", "UnauthorizedOperation");
  });
});
