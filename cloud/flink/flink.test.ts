import { expect } from "chai";
import { chmodSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder, useEmptyFolder } from "../../test/temporary-folder";
import { until } from "../../test/until";
import { startCloud, type Cloud } from "../index";
import { processesMarked } from "../processes/process-tree";
import { isAlive } from "../testing/is-alive";
import type { FlinkState } from "./flink";
import { memoryProblem, NEEDED_MIB } from "./free-memory";
import { findFlink, hasParquet } from "./installation";
import { findJava, javaAdvice } from "./java";
import { needsFlink } from "./testing/with-flink";

const onPosix = process.platform === "win32" ? it.skip : it;
const onLinux = process.platform === "linux" ? it : it.skip;

describe("Flink: what it stands on", () => {
  const folder = useEmptyFolder();

  /** A program that prints the same as a Java of this version for `-version`. */
  function fakeJava(version: string): string {
    const bin = join(folder, version, "bin");
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, "java"), `#!/bin/sh\necho 'openjdk version "${version}" 2025-04-15' >&2\n`);
    chmodSync(join(bin, "java"), 0o755);
    return bin;
  }
  const ofThese = (found: readonly { path: string; major: number }[]) =>
    found.filter(({ path }) => path.startsWith(folder)).map(({ major }) => major);

  onPosix("takes Java 17 before 11, wherever they stand, and no other", async () => {
    const path = ["21.0.2", "1.8.0_392", "11.0.20"].map(fakeJava).join(":");
    const JAVA_HOME = join(fakeJava("17.0.1"), "..");
    expect(ofThese((await findJava({ PATH: path, JAVA_HOME })).found)).to.have.members([17, 21, 8, 11]);
    expect((await findJava({ PATH: path, JAVA_HOME })).java).to.include({ major: 17 });
  });
  it("says which Javas there are when none will do, and how to get one", () => {
    expect(javaAdvice([])).to.match(/^No Java was found. Flink runs on Java 17 or 11. Install it/);
    expect(
      javaAdvice([
        { path: "/a", major: 21 },
        { path: "/b", major: 8 },
      ]),
    ).to.match(/^Only Java 8, 21 was found/);
  });
  it("says how much memory it needs and how much is free", () => {
    expect(memoryProblem(NEEDED_MIB, "linux")).to.equal(undefined);
    expect(memoryProblem(300, "linux")).to.include(`needs ${NEEDED_MIB} MB`).and.to.include("only 300 MB");
  });
  it("is not there while its set-up is half-finished", () => {
    mkdirSync(join(folder, "lib"));
    expect(findFlink(folder)).to.equal(undefined);
  });
  it("writes Parquet to S3 where it was set up with both parts for it, as an older one was not", () => {
    const [format, s3] = ["flink-parquet-1.20.1.jar", "flink-s3-fs-hadoop-1.20.1.jar"];
    expect(hasParquet({ classPath: ["flink-dist-1.20.3.jar", format, s3] })).to.equal(true);
    expect(hasParquet({ classPath: ["flink-dist-1.20.3.jar", s3] })).to.equal(false);
  });
  it("tells who asks for it that the Java it was set up with is gone, and what to do", async () => {
    const stamp = { version: "1.20.3", java: join(folder, "java"), javaVersion: "17", classPath: [], clientPath: [] };
    writeFileSync(join(folder, "installed.json"), JSON.stringify(stamp));
    const cloud = await startCloud({ port: 0, flink: folder, allowCode: true });
    const reply = await fetch(`${cloud.endpoint}/_lab/flink`, { method: "POST" });
    expect(reply.status).to.equal(409);
    expect(await reply.json())
      .to.have.property("message")
      .that.includes(`${join(folder, "java")}. Run \`npx labs flink\` again`);
    await cloud.stop();
  });
  it("tells who asks for it that it is not set up, and how to set it up", async () => {
    const cloud = await startCloud({ port: 0, flink: folder, allowCode: true });
    const reply = await fetch(`${cloud.endpoint}/_lab/flink`, { method: "POST" });
    expect(reply.status).to.equal(409);
    expect(await reply.json())
      .to.have.property("message")
      .that.includes("npx labs flink");
    expect(await (await fetch(`${cloud.endpoint}/_lab/flink`)).json()).to.deep.equal({ state: "not set up" });
    await cloud.stop();
  });
});

describe("Flink for whoever calls", () => {
  it("is not started unless the cloud runs code for them: SQL is code", async () => {
    const cloud = await startCloud({ port: 0 });
    const reply = await fetch(`${cloud.endpoint}/_lab/flink`, { method: "POST" });
    expect([reply.status, ((await reply.json()) as { message: string }).message].join(" ")).to.match(
      /^409 .*--keys own/,
    );
    await cloud.stop();
  });
});

describe("Flink in the lab cloud", function () {
  this.timeout(240_000);
  needsFlink();
  let cloud: Cloud;
  let isStopped = false;
  const ask = async (method: string): Promise<FlinkState & { readonly message?: string }> => {
    const reply = await fetch(`${cloud.endpoint}/_lab/flink`, { method, headers: { "x-lab-token": cloud.token } });
    return (await reply.json()) as FlinkState;
  };
  const pidsOf = (program: string): readonly number[] =>
    processesMarked(`AWS_ENDPOINT_URL=${cloud.endpoint}`).filter((pid) => commandLine(pid).includes(program));
  const javas = (): readonly number[] => pidsOf("org.apache.flink.");
  // In a locale without these letters, Java opens no file below such a folder.
  const data = join(temporaryFolder(), "flink für Zoë 漢字");
  before(async () => {
    cloud = await startCloud({ port: 0, keys: "own", data });
  });
  after(async () => {
    if (!isStopped) await cloud?.stop();
  });

  it("does not run until it is asked for, and only those who have the token may ask", async () => {
    expect(await ask("GET")).to.include({ state: "stopped" });
    expect((await fetch(`${cloud.endpoint}/_lab/flink`, { method: "POST" })).status).to.equal(403);
    expect(javas()).to.deep.equal([]);
  });
  it("starts once, however many ask at the same time", async () => {
    const [one, other] = await Promise.all([ask("POST"), ask("POST")]);
    expect(one).to.deep.equal(other).and.to.include.keys("gateway", "cluster");
    expect(await (await fetch(`${one.gateway}/v1/info`)).json()).to.deep.equal({
      productName: "Apache Flink",
      version: one.version,
    });
    expect(await ask("GET")).to.include({ state: "running", gateway: one.gateway });
  });
  onLinux("is three processes that listen on loopback only", () => {
    const pids = javas();
    expect(pids).to.have.length(3);
    for (const pid of pids)
      expect(listeners(pid), commandLine(pid)).to.have.length.greaterThan(0).and.satisfy(onLoopback);
  });
  it("lets no web page read its answers, and takes no programs", async () => {
    const { gateway, cluster } = await ask("GET");
    for (const url of [`${gateway}/v1/info`, `${cluster}/overview`])
      expect(
        (await fetch(url, { headers: { origin: "https://example.com" } })).headers.get("access-control-allow-origin"),
      ).to.equal("null");
    expect((await fetch(`${cluster}/jars/upload`, { method: "POST" })).status).to.equal(404);
  });
  onLinux("gets another task manager when the one it has is killed", async () => {
    const { cluster } = await ask("GET");
    const [killed = 0] = pidsOf("TaskManagerRunner");
    process.kill(killed, "SIGKILL");
    // The new task manager is ready when its process differs and the job manager counts its slots.
    await until(async () => {
      const [next = killed] = pidsOf("TaskManagerRunner");
      return next !== killed && (await slotsOf(cluster)) > 0;
    }, 100);
    expect(await ask("GET")).to.include({ state: "running" });
  });
  onLinux("is over when its job manager is killed, and starts anew when it is asked for", async () => {
    const before = await ask("GET");
    const old = javas();
    process.kill(pidsOf("StandaloneSessionClusterEntrypoint")[0] ?? 0, "SIGKILL");
    await until(async () => (await ask("GET")).state !== "running" && !old.some(isAlive));
    expect(await ask("POST"))
      .to.include.keys("gateway")
      .and.not.include({ gateway: before.gateway });
  });
  // `kinesisanalyticsv2/running.test.ts` tests on its own Flink that a reset ends it: one more start here would take
  // seven seconds of processor time.
  onLinux("ends with the cloud", async () => {
    const pids = javas();
    expect(pids).to.have.length(3);
    isStopped = true;
    await cloud.stop();
    expect(pids.filter(isAlive)).to.deep.equal([]);
  });
});

async function slotsOf(cluster: string | undefined): Promise<number> {
  const reply = await fetch(`${cluster}/overview`);
  return ((await reply.json()) as { "slots-available": number })["slots-available"];
}

const commandLine = (pid: number): string => readOr(`/proc/${pid}/cmdline`).replaceAll("\0", " ");

/** The addresses on which a process listens, in the kernel's hexadecimal. */
function listeners(pid: number): readonly string[] {
  return ["tcp", "tcp6"].flatMap((kind) => {
    const own = new Set(socketsOf(pid));
    return readOr(`/proc/${pid}/net/${kind}`)
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode = ""]) => state === "0A" && own.has(inode))
      .map(([, address = ""]) => address.split(":")[0] ?? "");
  });
}

/** Whether all addresses are 127.0.0.1, or the same as an IPv6 address. */
const onLoopback = (addresses: readonly string[]): boolean =>
  addresses.every((one) => one === "0100007F" || one === "0000000000000000FFFF00000100007F");

function socketsOf(pid: number): readonly string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
    } catch {
      return []; // Closed in the meantime.
    }
  });
}

/** Empty if the file cannot be read: the process may have ended. */
function readOr(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
