import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { createTemporaryFolder } from "./temporary-folder";
import { startCloud, type Cloud } from "../index";
import { findAnotherCloud, adaptTimes, assertAnswers, createClientConfig } from "./another-endpoint";
import { keepAnswers, readStoredAnswers, removeAccount } from "./clients/recorded-answers";
import { root } from "./venv";
import { itIfLong } from "./skip";

describe("CLOUD_ENDPOINT", () => {
  const keys = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };

  it("means no other cloud if it isn't set", () => {
    expect(findAnotherCloud({})).to.equal(undefined);
    expect(findAnotherCloud({ CLOUD_ENDPOINT: "" })).to.equal(undefined);
  });

  it("can be AWS itself with its keys and no URL, or another URL with any keys", () => {
    const aws = findAnotherCloud({ CLOUD_ENDPOINT: "aws", AWS_REGION: "eu-west-1", AWS_SESSION_TOKEN: "c", ...keys });
    expect(aws).to.include({ source: "aws", endpoint: undefined });
    const credentials = { accessKeyId: "a", secretAccessKey: "b", sessionToken: "c" };
    if (aws === undefined) throw new Error("AWS is another cloud");
    expect(createClientConfig(aws)).to.deep.equal({ region: "eu-west-1", credentials, maxAttempts: 1 });
    expect(() => findAnotherCloud({ CLOUD_ENDPOINT: "aws" })).to.throw("needs AWS_ACCESS_KEY_ID");
    expect(findAnotherCloud({ CLOUD_ENDPOINT: "http://127.0.0.1:4567" })).to.include({
      ...{ source: "127.0.0.1:4567", endpoint: "http://127.0.0.1:4567", region: "us-east-1" },
    });
  });

  it("is checked once before all tests, and one line reports it if nothing responds", async () => {
    const [there, removed] = [await startCloud({ port: 0 }), await startCloud({ port: 0 })];
    const getEndpoint = ({ endpoint }: Cloud) => {
      const another = findAnotherCloud({ CLOUD_ENDPOINT: endpoint });
      if (another === undefined) throw new Error("an address is another cloud");
      return another;
    };
    await removed.stop();
    await assertAnswers(getEndpoint(there)).finally(() => there.stop());
    const message = await assertAnswers(getEndpoint(removed)).then(
      () => "answered",
      (error: unknown) => String(error),
    );
    expect(message).to.equal(
      `Error: CLOUD_ENDPOINT=${removed.endpoint} cannot be asked: Error: connect ECONNREFUSED ${new URL(removed.endpoint).host}`,
    );
  });

  it("stores responses by source and day, without the account's id", () => {
    const folder = createTemporaryFolder();
    expect(readStoredAnswers(join(folder, "none"))).to.deep.equal([]);
    const createAnswers = (account: string) => ({
      sqs: {
        "create a queue": { output: { QueueUrl: `https://sqs.us-east-1.amazonaws.com/${account}/jobs`, n: 7 } },
        "do not find it": { fault: { code: "X", message: `Stream t under account ${account} not found.` } },
        "see its ARN": { output: { Arn: `arn:aws:sqs:us-east-1:${account}:jobs`, Account: account } },
      },
    });
    keepAnswers(folder, { source: "aws", date: "2026-11-24", answers: {} });
    keepAnswers(folder, { source: "aws", date: "2026-11-23", answers: createAnswers("123456789012") });
    expect(readdirSync(folder)).to.have.members(["aws-2026-11-23.json", "aws-2026-11-24.json"]);
    expect(readStoredAnswers(folder)).to.deep.equal([
      { source: "aws", date: "2026-11-23", answers: createAnswers("000000000000") },
      { source: "aws", date: "2026-11-24", answers: {} },
    ]);
    expect(removeAccount("a record of 123456789012 bytes")).to.equal("a record of 123456789012 bytes");
  });

  it("replaces only the times of the cases with today's", () => {
    const now = Date.parse("2026-11-23T15:20:00Z");
    const input = {
      at: "2030-01-01T00:10:00.000Z",
      in: [Date.parse("2030-01-01T00:00:01Z"), 1440],
      name: "2030",
      no: null,
    };
    expect(adaptTimes(now, input)).to.deep.equal({
      ...{ at: "2026-11-23T15:10:00.000Z", in: [Date.parse("2026-11-23T15:00:01Z"), 1440], name: "2030", no: null },
    });
  });

  itIfLong("runs the same cases and suites against another cloud", async () => {
    const cloud = await startCloud({ port: 0, speed: 1, allowCode: true });
    try {
      const files = ["cloud/same-cases.test.ts", "cloud/services/logs/recorded.test.ts"];
      // The suites share the other cloud: two tests that make the same group would disturb each other.
      const which = "the same cases of \\S+ (logs|iam and sts)|too long a name";
      const child = spawn(process.execPath, ["node_modules/mocha/bin/mocha.js", ...files, "-g", which], {
        cwd: root,
        env: { ...process.env, CLOUD_ENDPOINT: cloud.endpoint },
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [output, [status]] = await Promise.all([text(child.stdout), once(child, "close")]);
      expect(status, output).to.equal(0);
      expect(output)
        .to.contain(`the same cases of ${new URL(cloud.endpoint).host}`)
        .and.contain("too long a name");
      expect(cloud.journal.listAfter(0).map(({ service }) => service)).to.include.members(["logs", "iam", "sts"]);
    } finally {
      await cloud.stop();
    }
  });
});
