import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Athena } from "@aws-sdk/client-athena";
import { Firehose } from "@aws-sdk/client-firehose";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { createTemporaryFolder } from "./testing/temporary-folder";
import { buildCloud } from "./build.mjs";
import { createZip } from "./services/lambda/testing/functions";
import { createMetadataExtraction, createPartitioned } from "./testing/create-partitioned";
import { startCloudProcess, type CloudProcess } from "./testing/cloud-process";

const TOKEN = "token";
const ROLE = "arn:aws:iam::000000000000:role/any";

/** The package as npm packs it, installed by npm into an empty folder, without any other file of this project. */
describe("the npm package lab-cloud", function () {
  this.timeout(240_000);
  const home = createTemporaryFolder();
  let folder = "";
  let cloud: CloudProcess;
  before(async () => {
    folder = join(home, "an empty folder");
    mkdirSync(folder);
    await buildCloud();
    runNpm(import.meta.dirname, "pack", "--ignore-scripts", "--pack-destination", home);
    const [tarball = ""] = readdirSync(home).filter((name) => name.endsWith(".tgz"));
    runNpm(folder, "install", "--no-audit", "--no-fund", "--prefer-offline", join(home, tarball));
    cloud = await startCloudProcess(["--port", "0", "--tls-port", "0", "--memory", "--speed", "0", "--allow-code"], {
      env: { LABS_CLOUD_TOKEN: TOKEN },
      installed: { command: ["npx", "--no-install", "lab-cloud"], folder },
    });
  });
  after(() => cloud?.end("SIGTERM"));
  const runNpm = (cwd: string, ...args: string[]): void => void execFileSync("npm", args, { cwd, stdio: "pipe" });
  const createConnection = () => ({
    endpoint: cloud.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "any", secretAccessKey: "any" },
    forcePathStyle: true,
  });
  async function advance(advanceSeconds: number): Promise<void> {
    const headers = { "content-type": "application/json", "x-lab-token": TOKEN };
    const body = JSON.stringify({ advanceSeconds });
    expect((await fetch(`${cloud.endpoint}/_lab/clock`, { method: "POST", headers, body })).status).to.equal(200);
  }

  it("contains every file of a build, and the licenses of its dependencies", () => {
    const dirents = readdirSync(join(import.meta.dirname, "dist"), { withFileTypes: true });
    const packed = readdirSync(join(folder, "node_modules/lab-cloud/dist"));
    expect(packed).to.include.members(dirents.filter((dirent) => dirent.isFile()).map(({ name }) => name));
    const licences = readFileSync(join(folder, "node_modules/lab-cloud/dist/THIRD-PARTY-LICENSES.txt"), "utf8");
    for (const name of ["@aws-sdk/client-s3", "@smithy/core", "preact", "uplot", "@codemirror/view", "yaml"])
      expect(licences).to.match(new RegExp(`^${name} [0-9.]+ \\(`, "m"));
  });

  it("serves its console", async () => {
    const page = await fetch(`${cloud.endpoint}/console/`);
    expect(page.status).to.equal(200);
    const [script = ""] = /main\.js/.exec(await page.text()) ?? [];
    expect((await fetch(`${cloud.endpoint}/console/${script}`)).headers.get("content-type")).to.include("javascript");
  });

  it("runs jq in a thread of its own when it delivers", async () => {
    const [s3, firehose] = [new S3(createConnection()), new Firehose(createConnection())];
    await s3.createBucket({ Bucket: "lake" });
    await firehose.createDeliveryStream({
      DeliveryStreamName: "trips",
      ExtendedS3DestinationConfiguration: {
        BucketARN: "arn:aws:s3:::lake",
        RoleARN: ROLE,
        ...createPartitioned(
          "!{partitionKeyFromQuery:city}/",
          createMetadataExtraction("{city: (.city | ascii_downcase)}"),
        ),
      },
    });
    await advance(60);
    const Data = Buffer.from(JSON.stringify({ city: "ULM" }));
    await firehose.putRecord({ DeliveryStreamName: "trips", Record: { Data } });
    await advance(120);
    const { Contents = [] } = await s3.listObjectsV2({ Bucket: "lake" });
    expect(Contents.map(({ Key = "" }) => Key.split("/")[0])).to.deep.equal(["ulm"]);
  });

  it("runs queries in a process of their own", async () => {
    const [s3, athena] = [new S3(createConnection()), new Athena(createConnection())];
    await s3.createBucket({ Bucket: "answers" });
    const { QueryExecutionId } = await athena.startQueryExecution({
      QueryString: "SELECT sum(n) FROM UNNEST(sequence(1, 4)) AS t(n)",
      ResultConfiguration: { OutputLocation: "s3://answers/" },
    });
    await advance(10);
    const { QueryExecution } = await athena.getQueryExecution({ QueryExecutionId });
    expect(QueryExecution?.Status?.State, QueryExecution?.Status?.StateChangeReason).to.equal("SUCCEEDED");
  });

  for (const [Runtime, Handler, files] of [
    ["nodejs20.x", "index.handler", { "index.mjs": "export const handler = async ({ n }) => n * 2;" }],
    ["python3.12", "main.handler", { "main.py": "def handler(event, context):\n    return event['n'] * 2\n" }],
  ] as const)
    it(`runs a function of ${Runtime}`, async () => {
      const lambda = new Lambda(createConnection());
      const FunctionName = Runtime.replace(".", "-");
      await lambda.createFunction({ FunctionName, Runtime, Handler, Role: ROLE, Code: { ZipFile: createZip(files) } });
      await advance(5);
      const { Payload } = await lambda.invoke({ FunctionName, Payload: Buffer.from(JSON.stringify({ n: 21 })) });
      expect(Buffer.from(Payload ?? []).toString()).to.equal("42");
    });
});
