import { STS } from "@aws-sdk/client-sts";
import { expect } from "chai";
import { buildConsole } from "../build.mjs";
import { catchFault, START, useCloud } from "../testing/use-cloud";

const query = { method: "POST", body: "Action=GetCallerIdentity&Version=2011-06-15" };

before(() => buildConsole());

describe("a cloud with its own keys", () => {
  const cloud = useCloud({ keys: "own" });
  const ask = (path: string, init: RequestInit = {}) => fetch(`${cloud.running.endpoint}${path}`, init);
  const readToken = () => ({ "x-lab-token": cloud.running.token });

  it("answers health requests from everybody", async () => {
    expect(await (await ask("/_lab/health")).json()).to.deep.equal({
      status: "ok",
      version: "0.1.0",
      account: "000000000000",
      region: "us-east-1",
      speed: 0,
      now: Date.parse(START),
    });
  });

  it("refuses calls without a signature, with another key, and with a wrong secret", async () => {
    const { endpoint, region, credentials } = cloud.running;
    const call = (keys: typeof credentials) => {
      const client = new STS({ endpoint, region, credentials: keys, maxAttempts: 1 });
      return catchFault(client.getCallerIdentity({})).finally(() => client.destroy());
    };
    expect((await call({ ...credentials, accessKeyId: "AKIAOTHER" })).name).to.equal("InvalidClientTokenId");
    expect((await call({ ...credentials, secretAccessKey: "wrong" })).name).to.equal("SignatureDoesNotMatch");
    const unsigned = await ask("/?Action=GetCallerIdentity&Version=2011-06-15");
    expect(unsigned.status).to.equal(403);
    expect(await unsigned.text()).to.contain("MissingAuthenticationToken");
  });

  it("opens /_lab and the console only with the token", async () => {
    for (const path of ["/_lab/journal", "/console/"]) {
      expect((await ask(path)).status, path).to.equal(403);
      expect((await ask(path, { headers: { "x-lab-token": "wrong" } })).status, path).to.equal(403);
      expect((await ask(path, { headers: readToken() })).status, path).to.equal(200);
    }
  });

  it("exchanges a console link's token for a cookie that other sites never receive", async () => {
    const link = await ask(`/console/?token=${cloud.running.token}`, { redirect: "manual" });
    expect(link.status).to.equal(303);
    const cookie = link.headers.get("set-cookie") ?? "";
    expect(cookie).to.contain("HttpOnly; SameSite=Strict");
    expect((await ask("/console/", { headers: { cookie: cookie.split(";", 1)[0] ?? "" } })).status).to.equal(200);
  });
});

describe("a cloud that accepts any keys", () => {
  const cloud = useCloud();
  const ask = (path: string, init: RequestInit = {}) => fetch(`${cloud.running.endpoint}${path}`, init);

  const marks: Record<string, RequestInit> = {
    "an Origin": { headers: { origin: "http://evil.example" } },
    "a Sec-Fetch-Site": { headers: { "sec-fetch-site": "cross-site" } },
    "a form without a signature": { ...query, headers: { "content-type": "application/x-www-form-urlencoded" } },
    "a plain text body without a signature": { ...query, headers: { "content-type": "text/plain" } },
  };
  for (const [mark, init] of Object.entries(marks)) {
    it(`rejects a request with ${mark}`, async () => {
      expect((await ask("/", init)).status).to.equal(403);
      expect((await ask("/_lab/reset", { method: "POST", ...init })).status).to.equal(403);
    });
  }

  it("shows the console to a person, but not to another page", async () => {
    expect((await ask("/console/", { headers: { "sec-fetch-site": "none" } })).status).to.equal(200);
    expect((await ask("/console/", { headers: { "sec-fetch-site": "cross-site" } })).status).to.equal(403);
  });

  it("escapes names in the console's tables so that no script runs", async () => {
    const trust = JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] });
    await cloud.iam.createRole({
      RoleName: "role",
      Path: "/<script>alert(1)</script>/",
      AssumeRolePolicyDocument: trust,
    });
    const page = await ask("/console/tables");
    expect(page.headers.get("content-security-policy")).to.contain("default-src 'none'");
    const html = await page.text();
    expect(html).to.contain("role/&lt;script&gt;");
    expect(html).not.to.contain("<script>");
  });

  it("moves the clock and reports its time", async () => {
    const moved = await ask("/_lab/clock", {
      method: "POST",
      body: JSON.stringify({ advanceSeconds: 90 }),
      headers: { "content-type": "application/json" },
    });
    expect(await moved.json()).to.deep.equal({ now: Date.parse(START) + 90_000 });
    const wrong = await ask("/_lab/clock", {
      method: "POST",
      body: JSON.stringify({ advanceSeconds: -1 }),
      headers: { "content-type": "application/json" },
    });
    expect(wrong.status).to.equal(400);
  });

  it("forgets everything on a reset", async () => {
    const trust = JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] });
    const create = () => cloud.iam.createRole({ RoleName: "role", AssumeRolePolicyDocument: trust });
    await create();
    await ask("/_lab/reset", { method: "POST" });
    await create();
  });

  it("returns a planned fault as often as requested, and journals it", async () => {
    const fault = {
      service: "sts",
      operation: "GetCallerIdentity",
      code: "Throttling",
      message: "Rate exceeded",
      times: 2,
    };
    await ask("/_lab/faults", {
      method: "POST",
      body: JSON.stringify(fault),
      headers: { "content-type": "application/json" },
    });
    const call = () => cloud.sts.getCallerIdentity({});
    for (let i = 0; i < 2; i++)
      expect(await catchFault(call())).to.include({ name: "Throttling", message: "Rate exceeded" });
    await call();
    expect(
      cloud.running.journal.listAfter(0).map(({ outcome }) => (outcome === "ok" ? outcome : outcome.code)),
    ).to.deep.equal(["Throttling", "Throttling", "ok"]);
  });

  it("plans only faults that an operation can return, and lists them otherwise", async () => {
    const fault = { service: "kinesis", operation: "PutRecord", code: "Throttling" };
    const post = async (body: unknown): Promise<{ status: number; message: string }> => {
      const answer = await ask("/_lab/faults", {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      });
      return { status: answer.status, message: ((await answer.json()) as { message?: string }).message ?? "" };
    };
    for (const [changes, says] of [
      [{ service: "kinesys" }, /no service called "kinesys"\. There are: athena, .*kinesis/],
      [{ service: "__proto__" }, /no service called/],
      [{ operation: "PutRecrod" }, /no operation of kinesis called "PutRecrod"\. There are: .*PutRecord, /],
      // AWS has this operation and the lab cloud does not: a planned fault for it would never be answered.
      [{ operation: "UpdateAccountSettings" }, /no operation of kinesis called/],
      [{ operation: "constructor" }, /no operation of kinesis called/],
      [{ service: "s3" }, /no operation of s3 called "PutRecord"/],
      // Codes are sent in a header, so line ends must be refused.
      [{ code: "A\r\nset-cookie: b" }, /code must be a word/],
      [{ code: "é" }, /code must be a word/],
      [{ status: 400.5 }, /status must be a whole number/],
      [{ times: 1.5 }, /times must be a whole number/],
      [{ time: 1 }, /no field "time"\. There are: service, operation/],
    ] as const) {
      const { status, message } = await post({ ...fault, ...changes });
      expect(status, message).to.equal(400);
      expect(message).to.match(says);
    }
    expect((await post([])).status).to.equal(400);
    expect(await (await ask("/_lab/faults")).json()).to.deep.equal({ faults: [] });
    expect((await post({ ...fault, code: "AWS.SimpleQueueService.NonExistentQueue" })).status).to.equal(200);
  });

  it("limits the number of planned faults that each call is compared with", async () => {
    const post = async (): Promise<number> =>
      (
        await ask("/_lab/faults", {
          method: "POST",
          body: JSON.stringify({ service: "kinesis", operation: "PutRecord", code: "Throttling" }),
          headers: { "content-type": "application/json" },
        })
      ).status;
    const statuses: number[] = [];
    for (let count = 0; count < 101; count += 1) statuses.push(await post());
    expect(statuses.slice(0, 100)).to.not.include(400);
    expect(statuses[100]).to.equal(400);
    await ask("/_lab/faults", { method: "DELETE" });
    expect(await post()).to.equal(200);
  });

  it("chooses probabilistic faults from the seed", async () => {
    const draw = async (): Promise<string> => {
      await ask("/_lab/faults", {
        method: "POST",
        body: JSON.stringify({ service: "sts", operation: "GetCallerIdentity", code: "Throttling", probability: 0.5 }),
        headers: { "content-type": "application/json" },
      });
      const outcomes: string[] = [];
      for (let i = 0; i < 20; i++)
        outcomes.push(
          await cloud.sts.getCallerIdentity({}).then(
            () => ".",
            () => "x",
          ),
        );
      return outcomes.join("");
    };
    const first = await draw();
    expect(first).to.match(/x/).and.to.match(/\./);
    await cloud.restart();
    expect(await draw()).to.equal(first);
  });

  it("explains that a service or path doesn't exist", async () => {
    const target = await ask("/", {
      method: "POST",
      headers: { "x-amz-target": "DynamoDB_20120810.ListTables", "content-type": "application/x-amz-json-1.0" },
      body: "{}",
    });
    expect(target.status).to.equal(501);
    expect(await target.text()).to.contain("DynamoDB_20120810.ListTables");
    expect((await ask("/_lab/nothing")).status).to.equal(404);
  });
});
