import { once } from "node:events";
import { request as http1Request, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { useCloud, type TestCloud } from "../testing/use-cloud";

interface RequestParts {
  readonly method?: string;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request with any Host, which public DNS would resolve to this machine. */
async function ask(
  { running: { port } }: TestCloud,
  path: string,
  { method = "GET", host = `127.0.0.1:${port}`, headers = {}, body = "" }: RequestParts = {},
): Promise<{ readonly status: number | undefined; readonly body: string }> {
  const request = http1Request({ host: "127.0.0.1", port, path, method, headers: { ...headers, host } }).end(body);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { status: response.statusCode, body: await text(response) };
}

const sign = (service: string): { readonly authorization: string } => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20300101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});
const SIGNED = sign("s3");

describe("LocalStack's own endpoints", () => {
  const cloud = useCloud();
  const askJson = async (path: string): Promise<unknown> => JSON.parse((await ask(cloud, path)).body);

  it("answer health, info and init in LocalStack's shape, and name the lab cloud as the edition", async () => {
    const health = (await askJson("/_localstack/health")) as { readonly services: object };
    expect(health).to.include({ edition: "lab-cloud", version: "0.1.0" });
    expect(health.services).to.include({ s3: "running", kinesis: "running", firehose: "running", sqs: "running" });
    expect(await ask(cloud, "/_localstack/health", { method: "HEAD" })).to.include({ status: 200, body: "" });
    expect(await askJson("/_localstack/info")).to.include({ edition: "lab-cloud", is_license_activated: false });
    expect(await askJson("/_localstack/init")).to.deep.equal({
      completed: { BOOT: true, START: true, READY: true, SHUTDOWN: false },
      scripts: [],
    });
    expect(await askJson("/_localstack/init/READY")).to.deep.equal({ completed: true, scripts: [] });
  });

  it("delete everything on a reset", async () => {
    await cloud.s3.createBucket({ Bucket: "trips" });
    expect((await ask(cloud, "/_localstack/state/reset", { method: "POST" })).status).to.equal(200);
    expect((await cloud.s3.listBuckets({})).Buckets).to.deep.equal([]);
  });

  it("reject endpoints that only LocalStack has, and name those that exist", async () => {
    const { status, body } = await ask(cloud, "/_localstack/diagnose");
    expect([status, body]).to.deep.equal([404, body]);
    expect(body).to.include("has no GET /_localstack/diagnose").and.to.include("GET /_localstack/health");
  });
});

describe("LocalStack's host names", () => {
  const cloud = useCloud();
  const PORT = 4566;
  const HOST = `localhost.localstack.cloud:${PORT}`;
  const listBuckets = (host: string) => ask(cloud, "/", { host, headers: SIGNED });

  it("reach the AWS APIs, with the bucket in the host name or in the path", async () => {
    await cloud.s3.createBucket({ Bucket: "trips" });
    await cloud.s3.putObject({ Bucket: "trips", Key: "a.txt", Body: "one" });
    expect((await listBuckets(HOST)).body).to.include("<Name>trips</Name>");
    const get = (host: string, path: string) => ask(cloud, path, { host, headers: SIGNED });
    for (const [host, path] of [
      [`s3.${HOST}`, "/trips/a.txt"],
      [`s3.us-east-1.${HOST}`, "/trips/a.txt"],
      [`trips.s3.${HOST}`, "/a.txt"],
      [`trips.s3.us-east-1.${HOST}`, "/a.txt"],
    ] as const)
      expect(await get(host, path), host).to.include({ status: 200, body: "one" });
  });

  it("reach a queue by the URL that LocalStack gives it, and a stream by the name of its service", async () => {
    const post = (service: string, path: string, { body, headers }: Required<Pick<RequestParts, "body" | "headers">>) =>
      ask(cloud, path, {
        method: "POST",
        host: `${service}.us-east-1.${HOST}`,
        headers: { ...sign(service), ...headers },
        body,
      });
    const postForm = (path: string, body: string) =>
      post("sqs", path, {
        body: `${body}&Version=2012-11-05`,
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
    const { body } = await postForm("/", "Action=CreateQueue&QueueName=orders");
    expect(body).to.include(`<QueueUrl>http://sqs.us-east-1.${HOST}/000000000000/orders</QueueUrl>`);
    expect((await postForm("/000000000000/orders", "Action=SendMessage&MessageBody=one")).status).to.equal(200);
    const streams = await post("kinesis", "/", {
      body: "{}",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "Kinesis_20131202.ListStreams",
      },
    });
    expect(JSON.parse(streams.body)).to.deep.include({ StreamNames: [] });
  });

  it("reach LocalStack's endpoints, but neither the console nor the lab cloud's own endpoints", async () => {
    expect((await ask(cloud, "/_localstack/health", { host: HOST })).status).to.equal(200);
    for (const path of ["/console/", "/_lab/health", "/_lab/journal"])
      expect((await ask(cloud, path, { host: HOST })).status, path).to.equal(403);
  });

  it("are rejected if a web page may have sent the request, or if the host name is only similar", async () => {
    for (const host of [
      "localhost.localstack.cloud.evil.example",
      "evil-localhost.localstack.cloud",
      "localstack.cloud",
    ])
      expect((await ask(cloud, "/_localstack/health", { host })).status, host).to.equal(403);
    for (const [name, value] of [
      ["origin", `http://${HOST}`],
      ["sec-fetch-site", "same-origin"],
    ] as const)
      expect((await ask(cloud, "/", { host: HOST, headers: { ...SIGNED, [name]: value } })).status, name).to.equal(403);
    const evil = { host: "evil.example", headers: SIGNED };
    expect((await ask(cloud, "/_localstack/state/reset", { ...evil, method: "POST" })).status).to.equal(403);
  });
});

describe("LocalStack's endpoints of a cloud with its own keys", () => {
  const cloud = useCloud({ keys: "own" });

  it("need no token to be read, but to delete everything", async () => {
    expect((await ask(cloud, "/_localstack/health")).status).to.equal(200);
    const reset = (headers: RequestParts["headers"] = {}) =>
      ask(cloud, "/_localstack/state/reset", { method: "POST", headers });
    expect((await reset()).status).to.equal(403);
    expect((await reset({ "x-lab-token": cloud.running.token })).status).to.equal(200);
    const spelled = await ask(cloud, "/_localstack/STATE/Reset", { method: "POST" });
    expect(spelled.status).to.equal(403);
  });

  it("verify the signature of requests for LocalStack's names, too", async () => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const { endpoint, region } = cloud.running;
    const s3 = new S3({ endpoint, region, credentials, maxAttempts: 1 });
    const refusal: unknown = await s3.listBuckets({}).catch((error: unknown) => error);
    s3.destroy();
    expect(refusal).to.have.property("name", "InvalidAccessKeyId");
    const { status } = await ask(cloud, "/", { host: "localhost.localstack.cloud", headers: SIGNED });
    expect(status).to.equal(403);
  });
});
