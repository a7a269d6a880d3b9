import { request as http1Request, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { buildConsole } from "../../build.mjs";
import { useCloud, type TestCloud } from "../../testing/use-cloud";

/** The headers that a browser sends with a call of the console's own page. */
const OWN = {
  "content-type": "application/json",
  "x-lab-console": "1",
  "sec-fetch-site": "same-origin",
};
const CREATE_STREAM = {
  ...OWN,
  "x-lab-service": "kinesis",
  "x-lab-request": "POST /",
  "x-lab-content-type": "application/x-amz-json-1.1",
  "x-amz-target": "Kinesis_20131202.CreateStream",
};
const BODY = JSON.stringify({ StreamName: "made-by-page", ShardCount: 1 });

interface RequestParts {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request. Not by fetch, which does not let a test set the headers that browsers set themselves. */
async function ask(cloud: TestCloud, path: string, { method = "GET", headers = {}, body }: RequestParts = {}) {
  const { port } = cloud.running;
  const request = http1Request({ host: "127.0.0.1", port, path, method, headers: { ...headers }, agent: false }).end(
    body,
  );
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}
const listStreams = async (cloud: TestCloud) => (await cloud.kinesis.listStreams({})).StreamNames;

before(() => buildConsole());

describe("the console's gateway to the AWS APIs", () => {
  const cloud = useCloud();
  const call = (changes: Readonly<Record<string, string | undefined>>, path = "/console/aws", method = "POST") => {
    const headers = Object.entries({ ...CREATE_STREAM, ...changes }).filter(([, value]) => value !== undefined);
    return ask(cloud, path, {
      method,
      headers: Object.fromEntries(headers) as Record<string, string>,
      ...(method === "GET" ? {} : { body: BODY }),
    });
  };

  it("accepts calls from the console's own page, and journals the caller", async () => {
    const { status, body } = await call({});
    expect(status, body).to.equal(200);
    expect(await listStreams(cloud)).to.deep.equal(["made-by-page"]);
    const [entry] = cloud.running.journal.listAfter(0);
    expect(entry).to.deep.include({
      service: "kinesis",
      operation: "CreateStream",
      input: { StreamName: "made-by-page", ShardCount: 1 },
      outcome: "ok",
      caller: "arn:aws:sts::000000000000:assumed-role/lab-console/console",
    });
  });

  for (const [title, changes] of Object.entries({
    "a page elsewhere": { "sec-fetch-site": "cross-site", origin: "http://evil.example" },
    "a page at another port of this machine": { "sec-fetch-site": "same-site" },
    "a page whose browser says nothing of it": { "sec-fetch-site": undefined },
    "a page under a name that was made to mean this machine": { host: "evil.example" },
    "a page whose origin is not where it calls": { origin: "http://127.0.0.1:1" },
    "a form": { "content-type": "application/x-www-form-urlencoded" },
    "plain text, which a page may send without asking": { "content-type": "text/plain" },
    "a call without our header, which another page would have to ask for": { "x-lab-console": undefined },
  }))
    it(`refuses ${title}`, async () => {
      expect((await call(changes)).status).to.equal(403);
      expect((await call(changes, "/console/lab/reset")).status).to.equal(403);
      expect(await listStreams(cloud)).to.deep.equal([]);
    });

  it("does nothing in response to GET, links or images", async () => {
    for (const path of ["/console/aws", "/console/lab/reset", "/console/lab/clock", "/console/lab/faults?code=x"])
      for (const site of ["none", "same-origin"])
        expect((await call({ "sec-fetch-site": site }, path, "GET")).status, path).to.be.oneOf([200, 404]);
    expect(await listStreams(cloud)).to.deep.equal([]);
    expect((await ask(cloud, "/console/lab/faults")).body).to.contain('"faults":[]');
  });

  it("is the only way in: the AWS APIs refuse the console's page like any other page", async () => {
    for (const path of ["/", "/_lab/reset"]) expect((await call({}, path)).status).to.equal(403);
    expect(await listStreams(cloud)).to.deep.equal([]);
  });

  it("serves an HTML object as bytes that no browser displays or runs", async () => {
    await cloud.s3.createBucket({ Bucket: "pages" });
    await cloud.s3.putObject({
      Bucket: "pages",
      Key: "a.html",
      Body: "<script>alert(1)</script>",
      ContentType: "text/html",
    });
    const { headers, body } = await call({
      "x-lab-service": "s3",
      "x-lab-request": "GET /pages/a.html",
      "x-amz-target": undefined,
    });
    expect(body).to.equal("<script>alert(1)</script>");
    expect(headers).to.include({
      "content-type": "application/octet-stream",
      "x-lab-content-type": "text/html",
      "x-content-type-options": "nosniff",
    });
    expect(headers["content-security-policy"]).to.contain("sandbox");
  });

  it("requires a readable request", async () => {
    for (const line of [undefined, "", "TRACE /", "GET http://evil.example/", "GET /a b"])
      expect((await call({ "x-lab-request": line })).status, line).to.equal(400);
  });
});

describe("the console of a cloud with its own keys", () => {
  const cloud = useCloud({ keys: "own" });
  const readToken = () => ({ "x-lab-token": cloud.running.token });

  it("requires the token for every path", async () => {
    for (const path of ["/console/", "/console/main.js", "/console/feed", "/console/tables", "/console/lab/journal"])
      expect((await ask(cloud, path)).status, path).to.equal(403);
    const refused = await ask(cloud, "/console/aws", { method: "POST", headers: CREATE_STREAM, body: BODY });
    expect(refused.status).to.equal(403);
    expect(await listStreams(cloud)).to.deep.equal([]);
    const headers = { ...CREATE_STREAM, ...readToken() };
    expect((await ask(cloud, "/console/aws", { method: "POST", headers, body: BODY })).status).to.equal(200);
    expect(await listStreams(cloud)).to.deep.equal(["made-by-page"]);
  });

  it("accepts the cookie that a link is exchanged for", async () => {
    const link = await ask(cloud, `/console/?token=${cloud.running.token}`);
    const cookie = String(link.headers["set-cookie"]).split(";", 1)[0] ?? "";
    expect((await ask(cloud, "/console/main.js", { headers: { cookie } })).status).to.equal(200);
  });
});

describe("the console's files", () => {
  const cloud = useCloud();

  it("come only from its own folder, under a policy that blocks everything from elsewhere", async () => {
    for (const path of [
      "/console/..%2findex.js",
      "/console/../index.js",
      "/console/.env",
      "/console/main.js%00",
      "/console/x.js",
    ])
      expect((await ask(cloud, path)).status, path).to.equal(404);
    const { status, headers } = await ask(cloud, "/console/");
    expect(status).to.equal(200);
    expect(headers["content-security-policy"])
      .to.contain("default-src 'none'")
      .and.to.contain("script-src 'self';")
      .and.to.contain("require-trusted-types-for 'script'");
  });
});
