import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { KinesisAnalyticsV2 } from "@aws-sdk/client-kinesis-analytics-v2";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { withoutFlink } from "../../cloud/flink/testing/with-flink";
import {
  createGroup,
  createProgram,
  putCode,
  createStreamGroups,
  SUMS,
  createZip,
} from "../../cloud/services/kinesisanalyticsv2/testing/program";
import { readDetail, createStudio } from "../../cloud/services/kinesisanalyticsv2/testing/studio";
import { logStreamArn } from "../../cloud/services/kinesisanalyticsv2/testing/world";
import { skipIf, LONG } from "../../cloud/testing/skip";
import { bundleGrader } from "../../grader/core/bundle.mjs";
import { openConfinedCloud, type ConfinedCloud } from "../../grader/testing/confined-cloud";
import { explainNotConfined } from "../../grader/sandbox/bubblewrap";
import { confineIn, type Confinement } from "../../grader/sandbox/confine";
import { DEFAULT_LIMITS } from "../../grader/sandbox/limits";
import { waitUntil } from "../../cloud/testing/until";

const ROOT = join(import.meta.dirname, "..", "..");
const RUN = "kinesis.analytics.flink.run.options";

/** A Python program that tries to read files and to reach a port, and then does honest work. */
const createLookup = (paths: readonly string[], port: number): string => `import json, os, urllib.request
found = []
for path in json.loads(${JSON.stringify(JSON.stringify(paths))}):
    try:
        with open(path) as file:
            found.append("read " + os.path.basename(path) + " " + file.read(8))
    except OSError:
        pass
try:
    urllib.request.urlopen("http://127.0.0.1:${port}/").read()
    found.append("reached")
except OSError:
    pass
print("found", json.dumps(found))
${SUMS}`;
/** A notebook with a table over a folder of this machine, which is copied into a stream. */
const createCopy = (folder: string): string => `%flink.ssql
CREATE TABLE files (line STRING) WITH ('connector' = 'filesystem', 'path' = 'file://${folder}', 'format' = 'raw');
CREATE TABLE copied (line STRING) WITH ('connector' = 'kinesis', 'stream' = 'copied', 'aws.region' = 'us-east-1',
  'sink.flush-buffer.timeout' = '100', 'format' = 'json');
INSERT INTO copied SELECT line FROM files;`;

/** Suffix of titles: a long test run also shows that the confinement is what stops the jobs. */
const AS_FREE = LONG ? ", as it would unconfined" : "";

/** Flink jobs that a submission starts through the API: confined and, in a long run, also unconfined. */
describe("Flink's jobs in a confined cloud", () => {
  let folder = "";
  let visits = 0;
  let server: Server;
  let confinement: Confinement | undefined;
  let confined: FlinkWorld | undefined;
  let free: FlinkWorld | undefined;
  before(async function () {
    skipIf(this, explainNotConfined(DEFAULT_LIMITS) ?? withoutFlink);
    // Not in the temporary folder, since a sandbox has its own.
    mkdirSync(join(ROOT, ".labs"), { recursive: true });
    folder = mkdtempSync(join(ROOT, ".labs", "hostile-"));
    writeFileSync(join(folder, "secret.txt"), "a secret\n");
    server = createServer((_request, reply) => {
      visits += 1;
      reply.end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { enter } = await bundleGrader(ROOT);
    confined = await openWorld((socket) => {
      confinement = confineIn({ program: enter, root: ROOT, limits: DEFAULT_LIMITS, socket });
      return confinement.confine;
    });
    if (LONG) free = await openWorld();
  });
  after(async () => {
    await Promise.all([confined?.confinedCloud.close(), free?.confinedCloud.close()]);
    confinement?.end();
    server?.close();
    if (folder) rmSync(folder, { recursive: true });
  });
  const listBoth = (): readonly (readonly [string, FlinkWorld])[] =>
    Object.entries({ confined, free }).flatMap(([which, first]) =>
      first === undefined ? [] : [[which, first] as const],
    );

  it(`run: a Python program finds its streams in its property groups, and its job reads one and writes the other; it finds no file of this machine and connects to nothing there${AS_FREE}`, async () => {
    const { port } = server.address() as AddressInfo;
    const paths = [join(folder, "secret.txt"), join(ROOT, "course", "index.ts"), "/etc/passwd"];
    for (const [which, { confinedCloud, api, s3, make, put, start, readLog, readRecords }] of listBoth()) {
      visits = 0;
      await make(["numbers", "sums"], "sums");
      await putCode(s3, "sums.zip", createZip({ "main.py": createLookup(paths, port) }));
      const groups = [createGroup(RUN, { python: "main.py" }), ...createStreamGroups(["numbers", "sums"])];
      await createProgram(api, { name: "sums", key: "sums.zip", groups });
      await start("sums");
      expect((await readDetail(api, "sums")).ApplicationStatus, `${which}: ${await readLog("sums")}`).to.equal(
        "RUNNING",
      );
      await put("numbers", { n: 1 }, { n: 2 }, { n: 3 });
      await waitUntil(async () => {
        // A shard allows five reads in a second of cloud time, so the clock must move.
        await confinedCloud.cloud.clock.advance(1);
        return (await readRecords("sums")).some(({ total }) => total === 6);
      }, 400);
      const all = ["read secret.txt a secret", "read index.ts", "read passwd root", "reached"];
      const found = /found (.*)/.exec(await readLog("sums"))?.[1] ?? "";
      const seen = all.filter((text) => found.includes(text));
      expect([seen, visits > 0], `${which}: ${await readLog("sums")}`).to.deep.equal(
        which === "free" ? [all, true] : [[], false],
      );
    }
  });

  it(`copy no file of this machine into a stream${AS_FREE}`, async () => {
    for (const [which, { confinedCloud, api, make, start, readRecords }] of listBoth()) {
      await make(["copied"], "copies");
      const CloudWatchLoggingOptions = [{ LogStreamARN: logStreamArn("copies") }];
      await createStudio(api, ["copies", createCopy(folder)], { CloudWatchLoggingOptions });
      const readLines = async () => (await readRecords("copied")).map(({ line }) => line);
      const starting = start("copies").catch(() => undefined);
      if (which === "confined") {
        // Managed Flink restarts a job for ever: without a file to copy, the application never becomes ready.
        const log = join(confinedCloud.folder, "data", "services", "flink", "logs", "jobmanager.log");
        await waitUntil(() => readText(log).includes(`FileNotFoundException: File file:${folder} does not`), 400);
      } else {
        await starting;
        await waitUntil(async () => {
          await confinedCloud.cloud.clock.advance(1);
          return (await readLines()).length > 0;
        }, 400);
      }
      expect(await readLines(), which).to.deep.equal(which === "free" ? ["a secret"] : []);
    }
  });

  it("end with their cloud, as do all three of Flink's programs", async () => {
    const { folder: jobFolder = "" } = confined?.confinedCloud ?? {};
    const listRunning = () =>
      readdirSync("/proc").filter(
        (pid) => /^\d+$/.test(pid) && readCommand(pid).includes(`${jobFolder}/data/services/flink`),
      );
    expect(
      listRunning()
        .map((pid) => /\/java\0/.test(readCommand(pid)))
        .filter(Boolean),
    ).to.have.length.at.least(3);
    await confined?.confinedCloud.close();
    confined = undefined;
    // The system may take a moment to remove a process that has been killed.
    await waitUntil(() => listRunning().length === 0);
  });
});

type FlinkWorld = Awaited<ReturnType<typeof openWorld>>;

/** A cloud, with the functions that the tests use. */
async function openWorld(confine?: Parameters<typeof openConfinedCloud>[0]) {
  const confinedCloud: ConfinedCloud = await openConfinedCloud(confine);
  const { endpoint, region, credentials, clock } = confinedCloud.cloud;
  const config = { endpoint, region, credentials };
  const [kinesis, logs] = [new Kinesis(config), new CloudWatchLogs(config)];
  const [api, s3] = [new KinesisAnalyticsV2(config), new S3({ ...config, forcePathStyle: true })];
  const logGroupName = "/applications";
  await logs.createLogGroup({ logGroupName });
  return {
    confinedCloud,
    api,
    s3,
    async make(streams: readonly string[], logStreamName: string): Promise<void> {
      for (const StreamName of streams) await kinesis.createStream({ StreamName, ShardCount: 1 });
      await logs.createLogStream({ logGroupName, logStreamName });
      await clock.advance(1);
    },
    put: (StreamName: string, ...rows: readonly object[]) =>
      kinesis.putRecords({
        StreamName,
        Records: rows.map((row) => ({ PartitionKey: "k", Data: Buffer.from(JSON.stringify(row)) })),
      }),
    /** Starts an application. When this resolves, its job is running or has failed to start. */
    async start(ApplicationName: string): Promise<void> {
      await api.startApplication({ ApplicationName, RunConfiguration: {} });
      await clock.advance(1);
    },
    async readLog(logStreamName: string): Promise<string> {
      const { events = [] } = await logs.getLogEvents({ logGroupName, logStreamName, startFromHead: true });
      return events.map(({ message = "" }) => (JSON.parse(message) as { message: string }).message).join("\n");
    },
    /** All records of a stream with one shard. */
    async readRecords(StreamName: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
      const target = { StreamName, ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" } as const;
      const { ShardIterator } = await kinesis.getShardIterator(target);
      const { Records = [] } = await kinesis.getRecords({ ShardIterator });
      return Records.map(({ Data }) => JSON.parse(Buffer.from(Data ?? "").toString()) as Record<string, unknown>);
    },
  };
}

const readCommand = (pid: string): string => readText(`/proc/${pid}/cmdline`);

/** The text of a file; empty if the file does not exist: a log that has not begun, a process that has ended. */
function readText(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
