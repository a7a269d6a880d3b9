import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { KinesisAnalyticsV2 } from "@aws-sdk/client-kinesis-analytics-v2";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { skipIf, itIfLong } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { waitUntil } from "../../cloud/testing/until";
import { bundleGrader } from "../core/bundle.mjs";
import { explainNotConfined } from "../sandbox/bubblewrap";
import { confineIn } from "../sandbox/confine";
import { DEFAULT_LIMITS } from "../sandbox/limits";
import { openConfinedCloud } from "../testing/confined-cloud";
import { ROOT } from "./testing/attack";

const FLINK = join(ROOT, ".labs", "flink");
const LAB = "03-data-collection";
const NAME = "hostile";
const LOG = { logGroupName: "/applications", logStreamName: NAME };

/**
 * Holds more memory than all of Flink may have, in processes that each have less than one process may. One starts after the other, so that
 * the largest process is always one of these.
 */
const [HOGS, EACH_MIB] = [3, 600];
const HOG =
  `import subprocess as s, sys; code = "import sys; held = b'x' * (${EACH_MIB} << 20); print(len(held), flush=True); sys.stdin.read()"; ` +
  "start = lambda: s.Popen([sys.executable, '-c', code], stdin=s.PIPE, stdout=s.PIPE); " +
  `hogs = [hog for hog in (start() for _ in range(${HOGS})) if hog.stdout.readline()]; ` +
  `sys.exit([hog.poll() for hog in hogs] != [None] * ${HOGS})`;

/** The Python program that does what `testing/Hostile.java` does in its own process. */
const PYTHON = (targets: readonly string[]): string => `
import os, socket, subprocess
wanted, port, pid, hog, *files = ${JSON.stringify(targets)}
attempts = {
    "write": lambda: open(wanted, "w").write("written"),
    "port": lambda: socket.create_connection(("127.0.0.1", int(port))),
    "process": lambda: os.kill(int(pid), 0),
    "memory": lambda: subprocess.check_call(["/usr/bin/python3", "-c", hog]),
    **{file: lambda file=file: open(file).read() for file in files},
}
reached = []
for name, attempt in attempts.items():
    try:
        attempt()
        reached.append(name)
    except (OSError, subprocess.CalledProcessError):
        pass
print("program reached:", *reached)
`;

describe("a submission's program for Flink", () => {
  const folder = createTemporaryFolder();
  const jar = join(folder, "hostile.jar");
  const written = join(folder, "results.json");
  let sleeper: ChildProcess;
  const server = createServer((socket) => socket.end());
  let targets: readonly string[];

  before(async function () {
    const why =
      explainNotConfined(DEFAULT_LIMITS) ??
      (existsSync(join(FLINK, "installed.json"))
        ? undefined
        : "Apache Flink is not in .labs/flink: `npx labs flink`") ??
      (existsSync("/usr/bin/python3") ? undefined : "there is no /usr/bin/python3") ??
      (spawnSync("javac", ["-version"]).status === 0 ? undefined : "there is no javac");
    skipIf(this, why);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    sleeper = spawn("sleep", ["600"], { stdio: "ignore" });
    writeFileSync(join(folder, "anna.ipynb"), "another submission");
    targets = [
      ...[written, String((server.address() as AddressInfo).port), String(sleeper.pid), HOG],
      ...[join(ROOT, "solutions", `${LAB}_Solution.ipynb`), join(ROOT, "course", LAB, "checks.ts")],
      ...[join(folder, "anna.ipynb"), "/etc/shadow"],
    ];
    compileJar();
  });
  after(() => {
    server.close();
    sleeper?.kill("SIGKILL");
  });

  function compileJar(): void {
    const classPath = readdirSync(join(FLINK, "lib"))
      .map((name) => join(FLINK, "lib", name))
      .join(":");
    const source = join(import.meta.dirname, "testing", "Hostile.java");
    const { stderr, status } = spawnSync("javac", ["-nowarn", "-cp", classPath, "-d", folder, source], {
      encoding: "utf8",
    });
    expect(status, stderr).to.equal(0);
    const classes = readdirSync(folder).filter((name) => name.endsWith(".class"));
    writeFileSync(
      jar,
      zipSync({
        "META-INF/MANIFEST.MF": strToU8("Manifest-Version: 1.0\nMain-Class: Hostile\n\n"),
        targets: strToU8(targets.join("\n")),
        ...Object.fromEntries(classes.map((name) => [name, readFileSync(join(folder, name))])),
      }),
    );
  }

  /** Runs the Python program and the jar. @returns what was reached by the program in Python, the one in Java, and a task of the latter */
  async function runHostile(isConfined: boolean): Promise<readonly (readonly string[])[]> {
    const { enter } = await bundleGrader(ROOT);
    let end: (() => void) | undefined;
    const confined = await openConfinedCloud(
      isConfined
        ? (socket) => {
            const confinement = confineIn({ program: enter, root: ROOT, limits: DEFAULT_LIMITS, socket });
            ({ end } = confinement);
            return confinement.confine;
          }
        : undefined,
    );
    const { endpoint, region, credentials, clock } = confined.cloud;
    const config = { endpoint, region, credentials };
    const [s3, logs, analytics] = [
      new S3({ ...config, forcePathStyle: true }),
      new CloudWatchLogs(config),
      new KinesisAnalyticsV2(config),
    ];
    const readLog = async (): Promise<string> =>
      ((await logs.getLogEvents({ ...LOG, startFromHead: true })).events ?? [])
        .map(({ message }) => message)
        .join("\n");
    const run = async (name: string, code: Uint8Array, groups: readonly [string, Record<string, string>][]) => {
      await s3.putObject({ Bucket: "code", Key: name, Body: code });
      await analytics.createApplication({
        ApplicationName: name,
        RuntimeEnvironment: "FLINK-1_20",
        ServiceExecutionRole: "arn:aws:iam::000000000000:role/analytics",
        CloudWatchLoggingOptions: [
          { LogStreamARN: `arn:aws:logs:${region}:000000000000:log-group:/applications:log-stream:${NAME}` },
        ],
        ApplicationConfiguration: {
          ApplicationCodeConfiguration: {
            CodeContentType: "ZIPFILE",
            CodeContent: { S3ContentLocation: { BucketARN: "arn:aws:s3:::code", FileKey: name } },
          },
          EnvironmentProperties: {
            PropertyGroups: groups.map(([PropertyGroupId, PropertyMap]) => ({ PropertyGroupId, PropertyMap })),
          },
        },
      });
      await analytics.startApplication({ ApplicationName: name });
      await clock.advance(1);
    };
    try {
      await s3.createBucket({ Bucket: "code" });
      await logs.createLogGroup({ logGroupName: LOG.logGroupName });
      await logs.createLogStream(LOG);
      await run("python", zipSync({ "main.py": strToU8(PYTHON(targets)) }), [
        ["kinesis.analytics.flink.run.options", { python: "main.py" }],
      ]);
      await run("jar", readFileSync(jar), []);
      // The cloud looks at jobs by its clock.
      await waitUntil(async () => {
        await clock.advance(1);
        return (await readLog()).includes("task reached");
      }, 100);
      const found = (await readLog()).matchAll(/"message":"(program|task) reached:([^"]*)"/g);
      return [...found].slice(0, 3).map(([, , names = ""]) => names.trim().split(" ").filter(Boolean));
    } finally {
      for (const client of [s3, logs, analytics]) client.destroy();
      await confined.close();
      end?.();
    }
  }

  itIfLong(
    "reads nobody's files, reaches nobody's ports or processes, writes nowhere, and holds no more memory than Flink may",
    async () => {
      expect(await runHostile(true)).to.deep.equal([[], [], []]);
    },
  );

  itIfLong("would do all of that without a sandbox", async () => {
    const all = ["write", "port", "process", "memory", ...targets.slice(4)];
    expect(await runHostile(false)).to.deep.equal([all, all, all]);
  });
});
