import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as immediately } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { createTemporaryFolder } from "./testing/temporary-folder";
import { skipIf, LONG } from "./testing/skip";
import { createRandom, type Random } from "../foundation/random";
import { startCloud } from "./index";
import { startCloudProcess, type CloudProcess } from "./testing/cloud-process";
import { createClients, OPERATIONS, type Clients, type Operation } from "./testing/kill-operations";

const SEED = Number(process.env["KILL_SEED"] ?? 41);
/** How many moments of each operation are tried in a short run. */
const SAMPLE = 8;
const PRELOAD = fileURLToPath(new URL("testing/kill-at-change.cjs", import.meta.url));
/** At each stop, the data folder holds what kill -9 would leave; the same process then continues, so that one serves all moments. */
describe(`kill -9 between two files that belong together (KILL_SEED=${SEED})`, () => {
  const home = createTemporaryFolder();
  const data = join(home, "data");
  const orders = join(home, "orders");
  let cloud: CloudProcess;
  let clients: Clients;
  let counted = 0;
  before(async function () {
    skipIf(this, process.platform === "linux" ? undefined : "only Linux says whether a process has stopped");
    cloud = await startCloudProcess(["--port", "0", "--data", data, "--speed", "0", "--allow-code"], {
      env: { NODE_OPTIONS: `--require ${PRELOAD}`, STOP_AT_CHANGES: orders },
    });
    clients = createClients(cloud.clientConfig, (seconds) => cloud.advance(seconds));
    await clients.s3.createBucket({ Bucket: "objects" });
  });
  after(async () => {
    await cloud?.end("SIGKILL");
    console.log(`      ${counted} moments`);
  });
  /** The lock names the process, which is gone after a kill. */
  const copy = (to: string) =>
    cpSync(data, to, { recursive: true, filter: (path) => !path.startsWith(join(data, "in-use-by")) });
  /** Copies between two operations. The process is stopped meanwhile: it may still tidy up after the last one. */
  async function copyStopped(to: string): Promise<void> {
    cloud.child.kill("SIGSTOP");
    while (!isStopped(cloud.child.pid)) await immediately();
    copy(to);
    cloud.child.kill("SIGCONT");
  }

  /** @param visit is called at each change with its name, while all threads are stopped */
  async function applyInSteps(apply: Operation["apply"], visit: (change: string) => void): Promise<void> {
    writeFileSync(orders, "");
    let isDone = false;
    const working = apply(clients).finally(() => (isDone = true));
    for (let seen = ""; !isDone; await immediately()) {
      if (!isStopped(cloud.child.pid)) continue;
      const change = readFileSync(orders, "utf8");
      if (change === seen) continue;
      visit((seen = change));
      cloud.child.kill("SIGCONT");
    }
    rmSync(orders);
    await working;
  }

  for (const [index, { pair, prepare, apply, observe, isDurable = false }] of OPERATIONS.entries()) {
    it(`leaves all of a change or nothing of it: ${pair}`, async () => {
      const copies = join(home, String(index));
      mkdirSync(copies);
      await prepare?.(clients);
      await copyStopped(join(copies, "before"));
      const moments: string[] = [];
      await applyInSteps(apply, (change) => copy(join(copies, String(moments.push(change)))));
      await copyStopped(join(copies, "after"));
      const [was, is] = [
        await readCopy(join(copies, "before"), observe),
        await readCopy(join(copies, "after"), observe),
      ];
      expect(moments, "changes of files").to.have.length.greaterThan(1);
      expect(was === is, `${was} ${is}`).to.equal(isDurable);
      for (const at of drawMoments(moments.length, createRandom(`${SEED} ${pair}`))) {
        counted += 1;
        const found = await readCopy(join(copies, String(at + 1)), observe);
        expect([was, is], `before ${moments[at]}: ${found}`).to.include(found);
      }
      rmSync(copies, { recursive: true });
    });
  }

  it("leaves the same files as the copy made at that moment", async () => {
    const at = 1 + createRandom(String(SEED)).drawBelow(3);
    let stops = 0;
    const put = applyInSteps(
      ({ s3 }) => s3.putObject({ Bucket: "objects", Key: "last", Body: "l".repeat(300_000) }),
      () => {
        stops += 1;
        if (stops !== at) return;
        copy(join(home, "last"));
        cloud.child.kill("SIGKILL");
      },
    );
    await put.catch(() => undefined);
    expect(await cloud.ended).to.equal(null);
    expect(readFiles(data)).to.deep.equal(readFiles(join(home, "last")));
  });
});

/** All moments in a long run; otherwise some, drawn by the seed. */
function drawMoments(length: number, random: Random): readonly number[] {
  const all = Array.from({ length }, (_, at) => at);
  if (LONG) return all;
  while (all.length > SAMPLE) all.splice(random.drawBelow(all.length), 1);
  return all;
}

/** Whether all threads of a process have stopped: one may be in the middle of a write that another has begun. */
function isStopped(pid = 0): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).every((task) => {
      const status = readFileSync(`/proc/${pid}/task/${task}/stat`, "utf8");
      return status[status.lastIndexOf(")") + 2] === "T";
    });
  } catch {
    return false; // A thread, or the process, has just ended.
  }
}

/** The content of each file, except for the lock, which names the process. */
function readFiles(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => !name.startsWith("in-use-by") && statSync(join(folder, name)).isFile(),
  );
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), "latin1")]));
}

/** What a cloud that starts with these files says, and whether it found damage. */
async function readCopy(data: string, observe: Operation["observe"]): Promise<string> {
  const logged: string[] = [];
  const cloud = await startCloud({ port: 0, data, speed: 0, allowCode: true, log: (line) => logged.push(line) });
  const { endpoint, credentials, region } = cloud;
  const clients = createClients({ endpoint, credentials, region, maxAttempts: 1 }, (seconds) =>
    cloud.clock.advance(seconds),
  );
  try {
    const found = JSON.stringify(await observe(clients));
    const faults = logged.filter((line) => /^bug |\.damaged/.test(line));
    return [found, ...faults].join(" ");
  } finally {
    clients.close();
    await cloud.stop();
  }
}
