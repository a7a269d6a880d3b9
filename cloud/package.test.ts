import { execFileSync, spawnSync } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Athena } from "@aws-sdk/client-athena";
import { Firehose } from "@aws-sdk/client-firehose";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { LEFT_TO_CI, skipIf } from "./testing/skip";
import { createTemporaryFolder } from "./testing/temporary-folder";
import { createZip } from "./services/lambda/testing/functions";
import { createMetadataExtraction, createPartitioned } from "./testing/create-partitioned";
import { startCloudProcess, type CloudProcess } from "./testing/cloud-process";

const TOKEN = "token";
const ROLE = "arn:aws:iam::000000000000:role/any";

/** The package as npm packs it, installed by npm into an empty folder, without any other file of this project. */
describe("the npm package lab-cloud", () => {
  const home = createTemporaryFolder();
  let folder = "";
  let cloud: CloudProcess;
  before(async function () {
    skipIf(this, LEFT_TO_CI);
    folder = join(home, "an empty folder");
    mkdirSync(folder);
    writeFileSync(join(import.meta.dirname, "dist", "lab-cloud-OfAnEarlierBuild.cjs"), "");
    runNpm(import.meta.dirname, "pack", "--pack-destination", home);
    const [tarball = ""] = readdirSync(home).filter((name) => name.endsWith(".tgz"));
    runNpm(folder, "install", "--no-audit", "--no-fund", "--prefer-offline", join(home, tarball));
    cloud = await startCloudProcess(["--port", "0", "--tls-port", "0", "--memory", "--speed", "0", "--allow-code"], {
      env: { LABS_CLOUD_TOKEN: TOKEN, XDG_CACHE_HOME: join(home, "cache") },
      installed: { command: ["npx", "--no-install", "lab-cloud"], folder },
    });
  });
  after(() => cloud?.end("SIGTERM"));
  const runNpm = (cwd: string, ...args: string[]): void => void execFileSync("npm", args, { cwd, stdio: "pipe" });
  const createConnection = (at = cloud) => ({
    endpoint: at.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "any", secretAccessKey: "any" },
    forcePathStyle: true,
  });
  async function advance(advanceSeconds: number, { endpoint } = cloud): Promise<void> {
    const headers = { "content-type": "application/json", "x-lab-token": TOKEN };
    const body = JSON.stringify({ advanceSeconds });
    expect((await fetch(`${endpoint}/_lab/clock`, { method: "POST", headers, body })).status).to.equal(200);
  }

  it("takes at most 15 MB with all that it installs, without DuckDB and earlier builds", () => {
    const installed = readdirSync(join(folder, "node_modules"), { recursive: true, encoding: "utf8" });
    const bytes = installed.map((path) => lstatSync(join(folder, "node_modules", path)).size);
    expect(bytes.reduce((sum, size) => sum + size, 0)).to.be.within(5e6, 15e6);
    expect(installed.filter((path) => /duckdb\/|EarlierBuild/.test(path))).to.deep.equal([]);
  });

  it("has types for a program that starts a cloud", () => {
    const source = `import { startCloud, type CloudOptions } from "lab-cloud";
      const options: CloudOptions = { port: 0, speed: 0 };
      const cloud = await startCloud(options);
      export const endpoint: string = cloud.endpoint;
      // @ts-expect-error there is no such member
      cloud.start();`;
    writeFileSync(join(folder, "program.mts"), source);
    const compiler = join(import.meta.dirname, "../node_modules/@native/typescript/bin/tsc");
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022"];
    const { stdout, status } = spawnSync(process.execPath, [compiler, ...options, "program.mts"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect({ stdout, status }).to.deep.equal({ stdout: "", status: 0 });
  });

  it("contains every file of a build, and the licenses of its dependencies", () => {
    const dirents = readdirSync(join(import.meta.dirname, "dist"), { withFileTypes: true });
    const packed = readdirSync(join(folder, "node_modules/lab-cloud/dist"));
    expect(packed).to.include.members(dirents.filter((dirent) => dirent.isFile()).map(({ name }) => name));
    expect(readFileSync(join(folder, "node_modules/lab-cloud/CHANGELOG.md"), "utf8")).to.match(/^# Changes\n/);
    expect(readFileSync(join(folder, "node_modules/lab-cloud/FUNCTIONS.md"), "utf8")).to.match(
      /^# The functions of Athena/,
    );
    const licenses = readFileSync(join(folder, "node_modules/lab-cloud/dist/THIRD-PARTY-LICENSES.txt"), "utf8");
    for (const name of ["@aws-sdk/client-s3", "@smithy/core", "preact", "uplot", "@codemirror/view", "yaml"])
      expect(licenses).to.match(new RegExp(`^${name} [0-9.]+ \\(`, "m"));
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

  /** Runs a query to its end, and returns its state and the reason for it. */
  async function runQuery(at: CloudProcess) {
    const [s3, athena] = [new S3(createConnection(at)), new Athena(createConnection(at))];
    await s3.createBucket({ Bucket: "answers" });
    const { QueryExecutionId } = await athena.startQueryExecution({
      QueryString: "SELECT sum(n) FROM UNNEST(sequence(1, 4)) AS t(n)",
      ResultConfiguration: { OutputLocation: "s3://answers/" },
    });
    await advance(10, at);
    const { QueryExecution } = await athena.getQueryExecution({ QueryExecutionId });
    return { state: QueryExecution?.Status?.State, why: QueryExecution?.Status?.StateChangeReason };
  }

  it("fetches DuckDB for the first query, and runs queries in a process of their own", async () => {
    expect(await runQuery(cloud)).to.deep.include({ state: "SUCCEEDED" });
    expect(cloud.getErrors()).to.match(/^Fetching DuckDB \S+ for Athena and Parquet, once, into /m);
    expect(await runQuery(cloud)).to.deep.include({ state: "SUCCEEDED" });
    expect(cloud.getErrors().match(/Fetching/g)).to.have.length(1);
  });

  it("says how to fetch DuckDB where there is no network, and finds it once it was fetched ahead", async () => {
    const offline = {
      XDG_CACHE_HOME: join(home, "none"),
      npm_config_offline: "true",
      npm_config_cache: join(home, "npm"),
    };
    const command = ["npx", "--no-install", "lab-cloud"];
    const without = await startCloudProcess(["--port", "0", "--memory", "--speed", "0"], {
      env: { LABS_CLOUD_TOKEN: TOKEN, ...offline },
      installed: { command, folder },
    });
    try {
      const { state, why } = await runQuery(without);
      expect(state).to.equal("FAILED");
      expect(why).to.match(
        /^NOT_SUPPORTED: This needs DuckDB .* could not be fetched: .*cache.*`lab-cloud --fetch-duckdb`/,
      );
      const fetched = execFileSync("npx", ["--no-install", "lab-cloud", "--fetch-duckdb"], {
        cwd: folder,
        encoding: "utf8",
        env: { ...process.env, XDG_CACHE_HOME: offline.XDG_CACHE_HOME },
        stdio: "pipe",
      });
      expect(fetched).to.match(/^DuckDB is in /);
      expect(await runQuery(without)).to.deep.include({ state: "SUCCEEDED" });
    } finally {
      await without.end("SIGTERM");
    }
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
