import { createServer, type AddressInfo, type Server } from "node:net";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Athena } from "@aws-sdk/client-athena";
import { EC2 } from "@aws-sdk/client-ec2";
import { Firehose } from "@aws-sdk/client-firehose";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { startCloud, type Cloud } from "../../cloud/index";
import { skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { bundleGrader } from "../core/bundle.mjs";
import { explainNotConfined } from "./bubblewrap";
import { confineIn } from "./confine";
import { DEFAULT_LIMITS } from "./limits";

const ROOT = join(import.meta.dirname, "..", "..");
/** The project's own Python, with pyarrow, writes ORC files. */
const hasPyarrow = existsSync(join(ROOT, ".venv"));
const SECRET = join(ROOT, "course", "01-streaming-ingestion", "checks.ts");
/** Actions that unconfined code can do, and confined code cannot. */
const DEEDS = ["reads", "reaches", "signals", "writes"];

/** Targets of the actions that each program below tries. */
interface Targets {
  /** A port of this machine, to reach; the id of a process, to signal; and a file, to write. */
  readonly port: number;
  readonly pid: number;
  readonly file: string;
}

/**
 * Programs that try each action and report those that succeed. Their paths are in base64, since an instance rewrites
 * some paths that it finds.
 */
const tryToRead = (path: string) => Buffer.from(path).toString("base64");
const createJavascript = ({ port, pid, file }: Targets) => `
  import { readFileSync, writeFileSync } from "node:fs";
  import { connect } from "node:net";
  const path = (text) => Buffer.from(text, "base64").toString();
  const reaches = () => new Promise((resolve, reject) => connect(${port}, "127.0.0.1").once("connect", function () { resolve(this.destroy()); }).once("error", reject));
  const deeds = { reads: () => readFileSync(path("${tryToRead(SECRET)}")), reaches, signals: () => process.kill(${pid}, 0), writes: () => writeFileSync(path("${tryToRead(file)}"), "") };
  const done = [];
  for (const [name, deed] of Object.entries(deeds)) try { await deed(); done.push(name); } catch { /* held back */ }
`;
const createPython = ({ port, pid, file }: Targets) => `
import base64, os, socket
path = lambda text: base64.b64decode(text).decode()
deeds = {
    "reads": lambda: open(path("${tryToRead(SECRET)}")).read(), "reaches": lambda: socket.create_connection(("127.0.0.1", ${port})),
    "signals": lambda: os.kill(${pid}, 0), "writes": lambda: open(path("${tryToRead(file)}"), "w").close(),
}
done = []
for name, deed in deeds.items():
    try:
        deed()
        done.append(name)
    except OSError:
        pass
`;
const createShell = ({ port, pid, file }: Targets) => `#!/bin/bash
path() { echo "$1" | base64 -d; }
cat "$(path ${tryToRead(SECRET)})" > /dev/null && echo deed reads
(exec 3<> /dev/tcp/127.0.0.1/${port}) && echo deed reaches
kill -0 ${pid} && echo deed signals
touch "$(path ${tryToRead(file)})" && echo deed writes
echo that is all
`;

/** Opens a lab cloud, with each way in which the cloud runs given code. */
async function openCloud(enter: string, isConfined: boolean) {
  const folder = createTemporaryFolder();
  const socket = join(folder, "s");
  const data = join(folder, "data");
  const started: string[] = [];
  const { confine } = confineIn({ program: enter, root: ROOT, limits: DEFAULT_LIMITS, socket });
  const cloud = await startCloud({
    port: 0,
    keys: "own",
    iam: "on",
    speed: 0,
    socket,
    data,
    log: () => undefined,
    ...(isConfined
      ? {
          confine: (command) => {
            started.push(command.argv.join(" "));
            return confine(command);
          },
        }
      : {}),
  });
  await chmod(socket, 0o666);
  await chmod(folder, 0o755);
  const { endpoint, region, credentials } = cloud;
  const config = { endpoint, region, credentials };
  const [lambda, firehose, s3, ec2, athena] = [
    new Lambda(config),
    new Firehose(config),
    new S3({ ...config, forcePathStyle: true }),
    new EC2(config),
    new Athena(config),
  ];
  const services = ["lambda.amazonaws.com", "firehose.amazonaws.com"];
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: services }, Action: "sts:AssumeRole" }],
  };
  const { Role: role } = await new IAM(config).createRole({
    RoleName: "r",
    AssumeRolePolicyDocument: JSON.stringify(trust),
  });
  await s3.createBucket({ Bucket: "results" });
  let count = 0;

  async function create(Runtime: "nodejs20.x" | "python3.12", file: string, code: string): Promise<string> {
    const FunctionName = `f${++count}`;
    await lambda.createFunction({
      FunctionName,
      Runtime,
      Handler: "index.handler",
      Role: role?.Arn,
      Timeout: 20,
      MemorySize: 256,
      Code: { ZipFile: zipSync({ [file]: strToU8(code) }) },
    });
    await cloud.clock.advance(5);
    return FunctionName;
  }
  const invoke = async (FunctionName: string): Promise<unknown> => {
    const { Payload } = await lambda.invoke({ FunctionName, Payload: "{}" });
    return JSON.parse(new TextDecoder().decode(Payload));
  };
  const runNode = async (code: string): Promise<unknown> => invoke(await create("nodejs20.x", "index.mjs", code));

  /** Each way runs a program with these targets and gives the actions that succeeded. */
  const ways: Readonly<Record<string, (targets: Targets) => Promise<unknown>>> = {
    "a function in JavaScript": (targets) =>
      runNode(`${createJavascript(targets)} export const handler = async () => done;`),
    "a function in Python": async (targets) =>
      invoke(
        await create(
          "python3.12",
          "index.py",
          `${createPython(targets)}\ndef handler(event, context):\n    return done\n`,
        ),
      ),
    "a Firehose's transformation": async (targets) => {
      const name = await create(
        "nodejs20.x",
        "index.mjs",
        `${createJavascript(targets)}
        const data = Buffer.from(JSON.stringify(done)).toString("base64");
        export const handler = async ({ records }) => ({ records: records.map(({ recordId }) => ({ recordId, result: "Ok", data })) });`,
      );
      const parameters = {
        LambdaArn: `arn:aws:lambda:${region}:${cloud.account}:function:${name}`,
        BufferIntervalInSeconds: "1",
        BufferSizeInMBs: "1",
      };
      const Parameters = Object.entries(parameters).map(([ParameterName, ParameterValue]) => ({
        ParameterName: ParameterName as "LambdaArn",
        ParameterValue,
      }));
      await firehose.createDeliveryStream({
        DeliveryStreamName: "d",
        ExtendedS3DestinationConfiguration: {
          RoleARN: role?.Arn,
          BucketARN: "arn:aws:s3:::results",
          BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 1 },
          ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "Lambda", Parameters }] },
        },
      });
      await cloud.clock.advance(5);
      await firehose.putRecord({ DeliveryStreamName: "d", Record: { Data: Buffer.from("x") } });
      await cloud.clock.advance(90);
      const { Contents: [{ Key } = {}] = [] } = await s3.listObjectsV2({ Bucket: "results" });
      return JSON.parse((await (await s3.getObject({ Bucket: "results", Key })).Body?.transformToString()) ?? "");
    },
    "the user data of an instance": async (targets) => {
      const { Instances: [{ InstanceId = "" } = {}] = [] } = await ec2.runInstances({
        ImageId: "ami-0abcdef1234567890",
        InstanceType: "t2.micro",
        MinCount: 1,
        MaxCount: 1,
        UserData: Buffer.from(createShell(targets)).toString("base64"),
      });
      await cloud.clock.advance(2);
      // The instance's processes live in real time, and nothing tells when they end: the test reads the output until it
      // is complete, or times out.
      for (;;) {
        const { Output = "" } = await ec2.getConsoleOutput({ InstanceId });
        const written = Buffer.from(Output, "base64").toString();
        if (written.includes("that is all")) return [...written.matchAll(/deed (\w+)/g)].map(([, action]) => action);
      }
    },
  };
  /** The rows of a query; if it failed, its state and reason. */
  const query = async (QueryString: string): Promise<unknown> => {
    const { QueryExecutionId } = await athena.startQueryExecution({
      QueryString,
      ResultConfiguration: { OutputLocation: "s3://results/" },
    });
    await cloud.clock.advance(60);
    const status = (await athena.getQueryExecution({ QueryExecutionId })).QueryExecution?.Status;
    if (status?.State !== "SUCCEEDED") return `${status?.State}: ${status?.StateChangeReason}`;
    const { ResultSet: { Rows: rows = [] } = {} } = await athena.getQueryResults({ QueryExecutionId });
    return rows.map(({ Data: data = [] }) => data.map(({ VarCharValue }) => VarCharValue).join());
  };
  /** The rows that Athena finds in a table of one object, whose file on this machine `replace` replaces until it is undone. */
  const readRows = async (text: string, replace: (path: string) => () => void): Promise<unknown> => {
    await s3.putObject({ Bucket: "results", Key: "led/object", Body: text });
    const files = readdirSync(data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const file = files.find((path) => readFileSync(path, "utf8") === text) ?? "";
    await query("CREATE DATABASE led");
    await query("CREATE EXTERNAL TABLE led.objects (line string) LOCATION 's3://results/led/'");
    const undo = replace(file);
    return query("SELECT line FROM led.objects").finally(undo);
  };
  const close = async (): Promise<void> => {
    for (const client of [lambda, firehose, s3, ec2, athena]) client.destroy();
    await cloud.stop();
  };
  return { cloud: cloud satisfies Cloud, started, ways, runNode, query, readRows, close };
}

describe("a program that a submission starts through its lab cloud", () => {
  let outside: Server;
  let folder: string;
  let confined: Awaited<ReturnType<typeof openCloud>> | undefined;
  let free: Awaited<ReturnType<typeof openCloud>> | undefined;

  before(async function () {
    skipIf(this, explainNotConfined(DEFAULT_LIMITS));
    // Not in the temporary folder, since a sandbox has its own.
    await mkdir(join(ROOT, ".labs"), { recursive: true });
    folder = await mkdtemp(join(ROOT, ".labs", "hostile-"));
    outside = createServer((socket) => {
      socket.end();
    });
    await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
    const { enter } = await bundleGrader(ROOT);
    [confined, free] = await Promise.all([openCloud(enter, true), openCloud(enter, false)]);
  });
  after(async () => {
    outside?.close();
    await Promise.all([confined?.close(), free?.close()]);
    if (folder) await rm(folder, { recursive: true });
  });

  const createTargets = (file: string): Targets => ({
    port: (outside.address() as AddressInfo).port,
    pid: process.pid,
    file: join(folder, file),
  });

  for (const way of [
    "a function in JavaScript",
    "a function in Python",
    "a Firehose's transformation",
    "the user data of an instance",
  ]) {
    it(`is no way out: ${way} reads no solution, reaches nothing on this machine, signals nobody, writes nowhere; unconfined it does all that`, async () => {
      const name = way.replaceAll(/\W/g, "-");
      expect(await free?.ways[way]?.(createTargets(`free-${name}`))).to.have.members(DEEDS);
      expect(existsSync(join(folder, `free-${name}`))).to.equal(true);
      expect(await confined?.ways[way]?.(createTargets(`confined-${name}`))).to.deep.equal([]);
      expect(existsSync(join(folder, `confined-${name}`))).to.equal(false);
    });
  }

  it("is no way out: Athena reads no file of this machine, although the engine beneath it could", async () => {
    const path = SECRET.replaceAll("'", "''");
    const connection = await (await DuckDBInstance.create()).connect();
    expect((await connection.runAndReadAll(`SELECT count(*) > 0 FROM read_text('${path}')`)).getRows()).to.deep.equal([
      [true],
    ]);
    connection.closeSync();
    expect(await confined?.query("SELECT 1 AS n")).to.deep.equal(["n", "1"]);
    for (const sql of [`SELECT * FROM read_text('${path}')`, `SELECT * FROM "${path}"`, `SELECT getenv('HOME')`]) {
      expect(await confined?.query(sql).catch((error: Error) => error.name), sql).to.match(
        /^FAILED|^InvalidRequestException$/,
      );
    }
  });

  it("is no way out: Athena's engine reads no file of this machine, even when directed to one; unconfined it does", async () => {
    // A link in place of the file itself is refused before the engine sees it.
    const moveFolder = (path: string) => {
      const from = dirname(path);
      const moved = join(mkdtempSync(join(folder, "moved-")), "objects");
      cpSync(from, moved, { recursive: true });
      renameSync(from, `${from}-aside`);
      symlinkSync(moved, from);
      writeFileSync(join(moved, basename(path)), "a secret");
      return () => {
        rmSync(from);
        renameSync(`${from}-aside`, from);
      };
    };
    const runLed = (cloud: typeof free) => cloud?.readRows("an object", moveFolder);
    expect(await runLed(free)).to.deep.equal(["line", "a secret"]);
    expect(await runLed(confined)).to.match(/ENOENT/);
  });

  it("does its work: Athena reads objects created after it has started, and writes its tables' files", async () => {
    expect(await confined?.query("CREATE DATABASE lab")).to.deep.equal([]);
    for (const format of ["TEXTFILE", "PARQUET", ...(hasPyarrow ? ["ORC"] : [])]) {
      await confined?.query(
        `CREATE TABLE lab.made_${format} WITH (format = '${format}', external_location = 's3://results/${format}/') AS SELECT 'a' AS word, 1 AS n`,
      );
      expect(await confined?.query(`SELECT word, n FROM lab.made_${format}`), format).to.deep.equal(["word,n", "a,1"]);
    }
    const countStarted = (name: string) => confined?.started.filter((line) => line.includes(name)).length;
    expect([countStarted("query-process"), countStarted("orc-process")]).to.deep.equal([1, hasPyarrow ? 1 : 0]);
  });

  it("reaches its own cloud", async () => {
    const health =
      'const { status } = await fetch(process.env.AWS_ENDPOINT_URL + "/_lab/health"); export const handler = async () => status;';
    expect([await confined?.runNode(health), await free?.runNode(health)]).to.deep.equal([200, 200]);
  });

  it("has no user or rights of the system, and can write nothing of the system's", async () => {
    const found = await confined?.runNode(`
      import { writeFileSync } from "node:fs";
      const written = ["/usr/x", "/run/x", "/dev/shm/x"].filter((path) => { try { writeFileSync(path, ""); return true; } catch { return false; } });
      export const handler = async () => [process.getuid() > 1000, process.getgroups().every((group) => group > 1000), written];`);
    expect(found).to.deep.equal([true, true, []]);
  });
});
