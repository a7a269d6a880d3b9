import { expect } from "chai";
import { chmodSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connect, type SecureContextOptions } from "node:tls";
import { createTemporaryFolder, useEmptyFolder } from "../testing/temporary-folder";
import { waitUntil, isAlive } from "../testing/until";
import { startCloud, type Cloud } from "../index";
import { makeCertificate } from "../server/certificate";
import { findProcessesMarked } from "../../foundation/processes/process-tree";
import type { FlinkState } from "./flink";
import { findMemoryProblem, NEEDED_MIB } from "./free-memory";
import { findFlink, hasParquet } from "./installation";
import { findJava, adviseOnJava } from "./java";
import { requireFlink } from "./testing/with-flink";

const onPosix = process.platform === "win32" ? it.skip : it;
const onLinux = process.platform === "linux" ? it : it.skip;

describe("Flink's requirements", () => {
  const folder = useEmptyFolder();

  /** A program that prints the same as a Java of this version for `-version`. */
  function createFakeJava(version: string): string {
    const bin = join(folder, version, "bin");
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, "java"), `#!/bin/sh\necho 'openjdk version "${version}" 2025-04-15' >&2\n`);
    chmodSync(join(bin, "java"), 0o755);
    return bin;
  }
  const selectThese = (found: readonly { path: string; major: number }[]) =>
    found.filter(({ path }) => path.startsWith(folder)).map(({ major }) => major);

  onPosix("takes Java 17 before 11, wherever they stand, and no other", async () => {
    const path = ["21.0.2", "1.8.0_392", "11.0.20"].map(createFakeJava).join(":");
    const JAVA_HOME = join(createFakeJava("17.0.1"), "..");
    expect(selectThese((await findJava({ PATH: path, JAVA_HOME })).found)).to.have.members([17, 21, 8, 11]);
    expect((await findJava({ PATH: path, JAVA_HOME })).java).to.include({ major: 17 });
  });
  it("lists the installed Java versions if none fits, and explains how to get one", () => {
    expect(adviseOnJava([])).to.match(/^No Java was found. Flink runs on Java 17 or 11. Install it/);
    expect(
      adviseOnJava([
        { path: "/a", major: 21 },
        { path: "/b", major: 8 },
      ]),
    ).to.match(/^Only Java 8, 21 was found/);
  });
  it("reports how much memory it needs and how much is free", () => {
    expect(findMemoryProblem(NEEDED_MIB, "linux")).to.equal(undefined);
    expect(findMemoryProblem(300, "linux")).to.include(`needs ${NEEDED_MIB} MB`).and.to.include("only 300 MB");
  });
  it("counts as missing while its set-up is unfinished", () => {
    mkdirSync(join(folder, "lib"));
    expect(findFlink(folder)).to.equal(undefined);
  });
  it("writes Parquet to S3 if both plug-ins are installed, unlike an older set-up", () => {
    const [format, s3] = ["flink-parquet-1.20.1.jar", "flink-s3-fs-hadoop-1.20.1.jar"];
    expect(hasParquet({ classPath: ["flink-dist-1.20.3.jar", format, s3] })).to.equal(true);
    expect(hasParquet({ classPath: ["flink-dist-1.20.3.jar", s3] })).to.equal(false);
  });
  it("reports that its Java installation is missing, and what to do", async () => {
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
  it("reports that it isn't set up, and explains how to set it up", async () => {
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

describe("Flink for all callers", () => {
  it("doesn't start unless the cloud runs callers' code, because SQL is code", async () => {
    const cloud = await startCloud({ port: 0 });
    const reply = await fetch(`${cloud.endpoint}/_lab/flink`, { method: "POST" });
    expect([reply.status, ((await reply.json()) as { message: string }).message].join(" ")).to.match(
      /^409 .*--keys own/,
    );
    await cloud.stop();
  });
});

describe("Flink in the lab cloud", () => {
  requireFlink();
  let cloud: Cloud;
  let isStopped = false;
  const createHeaders = (): Record<string, string> => ({ "x-lab-token": cloud.token });
  const ask = async (method: string): Promise<FlinkState & { readonly message?: string }> => {
    const reply = await fetch(`${cloud.endpoint}/_lab/flink`, { method, headers: createHeaders() });
    return (await reply.json()) as FlinkState;
  };
  const listPids = (program: string): readonly number[] =>
    findProcessesMarked(`AWS_ENDPOINT_URL=${cloud.endpoint}`).filter((pid) => readCommandLine(pid).includes(program));
  const listJavas = (): readonly number[] => listPids("org.apache.flink.");
  // In a locale without these letters, Java can't open a file below such a folder.
  const data = join(createTemporaryFolder(), "flink für Zoë 漢字");
  const configuration = join(data, "services", "flink", "conf");
  // The border: the lab cloud has written the file.
  const readSetting = (name: string): string | number =>
    (JSON.parse(readFileSync(join(configuration, "config.yaml"), "utf8")) as Record<string, string | number>)[name] ??
    "";
  before(async () => {
    cloud = await startCloud({ port: 0, keys: "own", data });
  });
  after(async () => {
    if (!isStopped) await cloud?.stop();
  });

  it("doesn't run until requested, and only for callers with the token", async () => {
    expect(await ask("GET")).to.include({ state: "stopped" });
    expect((await fetch(`${cloud.endpoint}/_lab/flink`, { method: "POST" })).status).to.equal(403);
    expect(listJavas()).to.deep.equal([]);
  });
  it("starts once, no matter how many callers ask at the same time", async () => {
    const [first, second] = await Promise.all([ask("POST"), ask("POST")]);
    expect(first).to.deep.equal(second).and.to.include.keys("gateway", "cluster");
    expect(await (await fetch(`${first.gateway}/v1/info`, { headers: createHeaders() })).json()).to.deep.equal({
      productName: "Apache Flink",
      version: first.version,
    });
    expect(await ask("GET")).to.include({ state: "running", gateway: first.gateway });
  });
  onLinux("is three processes that listen on loopback only", () => {
    const pids = listJavas();
    expect(pids).to.have.length(3);
    for (const pid of pids)
      expect(listAddresses(pid), readCommandLine(pid)).to.have.length.greaterThan(0).and.satisfy(onLoopback);
  });
  onLinux("answers on none of its ports without its certificate, nor to another certificate", async () => {
    const ports = listJavas().flatMap((pid) => listListeners(pid).map(({ port }) => port));
    expect(ports).to.have.length.at.least(6);
    const other = await makeCertificate({ forClients: true });
    for (const port of ports) {
      expect(await tryHandshake(port), `port ${port}`).to.equal("refused");
      expect(await tryHandshake(port, { key: other.key, cert: other.certificate }), `port ${port}`).to.equal("refused");
    }
    const passphrase = String(readSetting("security.ssl.keystore-password"));
    const identity = { pfx: readFileSync(join(configuration, "identity.p12")), passphrase };
    for (const port of ports) expect(await tryHandshake(port, identity), `port ${port}`).to.equal("accepted");
  });
  onPosix("keeps its certificate's key where only its owner reads it", () => {
    for (const name of ["identity.p12", "config.yaml"])
      expect(statSync(join(configuration, name)).mode & 0o777, name).to.equal(0o600);
  });
  it("is reachable through the lab cloud only with the token, and accepts no programs there", async () => {
    const { gateway = "", cluster = "" } = await ask("GET");
    expect([gateway, cluster].every((url) => url.startsWith(`${cloud.endpoint}/_lab/flink/`))).to.equal(true);
    for (const url of [`${gateway}/v1/info`, `${cluster}/overview`]) {
      expect((await fetch(url)).status).to.equal(403);
      expect((await fetch(url, { headers: { ...createHeaders(), origin: "https://example.com" } })).status).to.equal(
        403,
      );
      expect((await fetch(url, { headers: createHeaders() })).status).to.equal(200);
    }
    // The job manager's own web page comes as JSON too: a job could answer in its place, with scripts.
    const page = await fetch(`${cluster}/`, { headers: createHeaders() });
    expect(page.headers.get("content-type")).to.equal("application/json");
    expect((await fetch(`${cluster}/jars/upload`, { method: "POST", headers: createHeaders() })).status).to.equal(404);
  });
  onLinux("gets another task manager when the one it has is killed", async () => {
    const { cluster = "" } = await ask("GET");
    const [killed = 0] = listPids("TaskManagerRunner");
    process.kill(killed, "SIGKILL");
    // The new task manager is ready when its process differs and the job manager counts its slots.
    await waitUntil(async () => {
      const [next = killed] = listPids("TaskManagerRunner");
      const reply = await fetch(`${cluster}/overview`, { headers: createHeaders() });
      return next !== killed && ((await reply.json()) as { "slots-available": number })["slots-available"] > 0;
    }, 100);
    expect(await ask("GET")).to.include({ state: "running" });
  });
  onLinux("is over when its job manager is killed, and starts again on request", async () => {
    const before = readSetting("rest.port");
    const old = listJavas();
    process.kill(listPids("StandaloneSessionClusterEntrypoint")[0] ?? 0, "SIGKILL");
    await waitUntil(async () => (await ask("GET")).state !== "running" && !old.some(isAlive));
    expect(await ask("POST")).to.include.keys("gateway");
    expect(readSetting("rest.port")).not.to.equal(before);
  });
  // `kinesisanalyticsv2/running.test.ts` tests on its own Flink that a reset ends it: one more start here would take
  // seven seconds of processor time.
  onLinux("ends with the cloud", async () => {
    const pids = listJavas();
    expect(pids).to.have.length(3);
    isStopped = true;
    await cloud.stop();
    expect(pids.filter(isAlive)).to.deep.equal([]);
  });
});

/**
 * Whether a TLS server takes a client with this certificate. In TLS 1.2 the client knows at the end of the handshake.
 */
async function tryHandshake(port: number, shown: SecureContextOptions = {}): Promise<"accepted" | "refused"> {
  const socket = connect({ ...shown, port, host: "127.0.0.1", rejectUnauthorized: false, maxVersion: "TLSv1.2" });
  const outcome = await new Promise<"accepted" | "refused">((resolve) => {
    socket.once("secureConnect", () => resolve("accepted"));
    socket.once("error", () => resolve("refused"));
    socket.once("close", () => resolve("refused"));
  });
  socket.destroy();
  return outcome;
}

const readCommandLine = (pid: number): string => readOr(`/proc/${pid}/cmdline`).replaceAll("\0", " ");

const listAddresses = (pid: number): readonly string[] => listListeners(pid).map(({ address }) => address);

/** Where a process listens: addresses in the kernel's hexadecimal, and ports. */
function listListeners(pid: number): readonly { readonly address: string; readonly port: number }[] {
  return ["tcp", "tcp6"].flatMap((kind) => {
    const sockets = new Set(listSockets(pid));
    return readOr(`/proc/${pid}/net/${kind}`)
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode = ""]) => state === "0A" && sockets.has(inode))
      .map(([, at = ""]) => at.split(":"))
      .map(([address = "", port = ""]) => ({ address, port: Number.parseInt(port, 16) }));
  });
}

/** Whether all addresses are 127.0.0.1, or the same as an IPv6 address. */
const onLoopback = (addresses: readonly string[]): boolean =>
  addresses.every((address) => address === "0100007F" || address === "0000000000000000FFFF00000100007F");

function listSockets(pid: number): readonly string[] {
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
