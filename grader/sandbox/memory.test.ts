import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { bundleGrader } from "../core/bundle.mjs";
import { openConfinedCloud } from "../testing/confined-cloud";
import {
  runInSandbox,
  NO_FILTER,
  ORDINARY,
  explainNotTried,
  type Grader,
  type SandboxOverrides,
} from "../testing/in-sandbox";
import { runHogs, type MemoryHog } from "../testing/memory-hog";
import { skipIf, LONG } from "../../cloud/testing/skip";
import { openCgroup } from "./cgroup";
import { confineIn } from "./confine";
import { DEFAULT_LIMITS } from "./limits";
import type { MemoryAccounting } from "./memory-counted";

const ROOT = join(import.meta.dirname, "..", "..");
const TESTING = join(ROOT, "grader", "testing");
/** Each process stays below this limit for one process; four of them hold twice the limit for all together. */
const LIMIT_MIB = 500;
const [CHILDREN, EACH_MIB] = [4, 250];
/** In this time, all hogs of a test reach their own time limits. */
const MAX_MS = 300_000;
/** So many processes and threads that Node runs, and two more processes of it do not. */
const FEW_PROCESSES = 24;
/**
 * How a submission ends whose children cannot all hold their memory. On a busy machine, its time can end while the kernel
 * still looks for memory to free.
 */
const FEWER_HELD = /^out-of-memory$|^timeout$|^done, held by [0-3]$/;
/** Suffix of titles: a long test run also shows that the counting is what stops the attack. */
const hold = (subject: string): string => (LONG ? `; not counted, ${subject}` : "");

/** Skips the test if it cannot run here. */
function skipUnless(context: Mocha.Context, grader: Grader, memory: MemoryAccounting): void {
  const group = openCgroup({ memoryMiB: 64, processes: 64 });
  group?.remove();
  const why =
    explainNotTried(grader) ??
    (memory === "by the kernel" && !group ? "this machine gives the grader no control group with memory" : undefined);
  skipIf(context, why);
}

describe("the memory of all processes of a submission", function () {
  this.timeout(MAX_MS);

  /**
   * How each run ends. An ordinary user's grader is its own process, the same for all runs, since it must load the
   * compiler.
   */
  async function gradeHogs(
    grader: Grader,
    each: readonly (readonly [MemoryAccounting, number])[],
    processes?: number,
  ): Promise<string[]> {
    const programs = await bundleGrader(ROOT);
    const expected = each.map(([memory, children]): MemoryHog => ({
      programs,
      root: ROOT,
      memory,
      limitMiB: LIMIT_MIB,
      children,
      eachMiB: EACH_MIB,
      ...(processes === undefined ? {} : { processes }),
    }));
    if (grader === "root") return runHogs(expected);
    const code = `import { runHogs } from "./memory-hog"; console.log((await runHogs(${JSON.stringify(expected)})).join("\\n"));`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", "tsx", "--no-warnings", "--input-type=module", "--eval", code],
      { encoding: "utf8", cwd: TESTING, env: { PATH: process.env["PATH"] ?? "" }, timeout: MAX_MS, ...ORDINARY },
    );
    return stderr ? [stdout, stderr] : stdout.trim().split("\n");
  }

  for (const [grader, memory] of [
    ["root", "by the kernel"],
    ["root", "by the grader"],
    ["an ordinary user", "by the grader"],
  ] as const)
    it(`is limited together where it is counted ${memory}, for a grader that is ${grader}: four cannot hold what one may${hold("they hold it")}`, async function () {
      skipUnless(this, grader, memory);
      const [counted, ...others] = await gradeHogs(grader, [
        [memory, CHILDREN],
        [memory, 1],
        ...(LONG ? [["not at all", CHILDREN] as const] : []),
      ]);
      expect(counted).to.match(FEWER_HELD);
      expect(others).to.deep.equal(["done, held by 1", ...(LONG ? ["done, held by 4"] : [])]);
    });

  it("is not waited for where the system starts too few of its processes", async function () {
    skipUnless(this, "root", "by the grader");
    const [few] = await gradeHogs("root", [["by the grader", CHILDREN]], FEW_PROCESSES);
    expect(few).to.match(FEWER_HELD);
  });
});

/**
 * A function whose child processes each hold memory.
 *
 * @returns how many of them are still running when all have their memory
 */
const FORKS = `
import os
def handler(event, context):
    children = []
    for n in range(event.get("n", 8)):
        (asked, ask), (answer, answers) = os.pipe(), os.pipe()
        if os.fork() == 0:
            try:
                held = b"x" * (${EACH_MIB} << 20)
                os.write(answers, b"h"); os.read(asked, 1); os.write(answers, b"s" * (len(held) > 0))
            finally: os._exit(0) # also without memory: otherwise the child would go on as the runtime
        os.close(answers)
        children.append((ask, answer))
    for ask, answer in children: os.read(answer, 1)
    still = 0
    for ask, answer in children:
        try:
            os.write(ask, b"?")
            still += os.read(answer, 1) == b"s"
        except BrokenPipeError: pass
    return still
`;

describe("the memory of all that a submission has started in its cloud", function () {
  this.timeout(MAX_MS);

  for (const memory of ["by the kernel", "by the grader"] as const)
    it(`is limited together where it is counted ${memory}: a function's children cannot hold it${hold("they do")}`, async function () {
      skipUnless(this, "root", memory);
      const { enter } = await bundleGrader(ROOT);
      const holdMemory = async (how: MemoryAccounting): Promise<unknown> => {
        const limits = { ...DEFAULT_LIMITS, memoryMiB: LIMIT_MIB };
        let end: (() => void) | undefined;
        const cloud = await openConfinedCloud((socket) => {
          const confinement = confineIn({ program: enter, root: ROOT, limits, socket, memory: how });
          ({ end } = confinement);
          return confinement.confine;
        });
        try {
          // Far above the tested limit, so that Lambda's own limit is not reached first.
          return await cloud.call("python3.12", FORKS, { memoryMiB: 10_240 });
        } finally {
          await cloud.close();
          end?.();
        }
      };
      const counted = await holdMemory(memory);
      expect(typeof counted === "number" ? counted : 0).to.be.lessThan(8);
      if (LONG) expect(await holdMemory("not at all")).to.equal(8);
    });
});

/**
 * Two processes share memory that is in no file, one part without a file and one part through /dev/zero, and hold it.
 */
const SHARES = (mib: number) => `
import mmap, os
done = []
for name in ("without a file", "/dev/zero"):
    pid = os.fork()
    if pid == 0:
        try:
            file = -1 if name == "without a file" else os.open(name, os.O_RDWR)
            shared = mmap.mmap(file, ${mib} << 20, mmap.MAP_SHARED)
            for at in range(0, ${mib} << 20, 4096): shared[at] = 1
            os._exit(0)
        except OSError: os._exit(1)
    if os.waitpid(pid, 0)[1] == 0: done.append(name)
print(done)`;

describe("memory that processes share without a file", () => {
  const run = (grader: Grader, mib: number, otherwise?: SandboxOverrides): string => {
    const code = `require("child_process").spawnSync("/usr/bin/python3", ["-c", ${JSON.stringify(SHARES(mib))}], { stdio: "inherit" })`;
    return runInSandbox(grader, ["--eval", code], otherwise).stdout.trim();
  };

  it("counts toward the group's limit like any other memory, and is allowed in a group with a larger limit", function () {
    skipUnless(this, "root", "by the kernel");
    const mib = DEFAULT_LIMITS.memoryMiB + 200;
    const runInGroup = (memoryMiB: number): string => {
      const cgroup = openCgroup({ memoryMiB, processes: 64 });
      if (!cgroup) throw new Error("There is no group.");
      const held = run("root", mib, { cgroup });
      const found = `${held} ${cgroup.hasRunOutOfMemory()}`;
      cgroup.remove();
      return found;
    };
    expect(runInGroup(DEFAULT_LIMITS.memoryMiB)).to.match(/^(\[\])? true$/);
    expect(runInGroup(2 * DEFAULT_LIMITS.memoryMiB)).to.equal("['without a file', '/dev/zero'] false");
  });

  for (const grader of ["root", "an ordinary user"] as const)
    it(`is refused without a group, since nobody could count it, for a grader that is ${grader}; without the filter it is available`, function () {
      skipUnless(this, grader, "by the grader");
      expect(run(grader, 1)).to.equal("[]");
      expect(run(grader, 1, { without: NO_FILTER })).to.equal("['without a file']");
    });
});
