import type { GoodCell } from "../../kernel/compile/cell";
import type { MemoryAccounting } from "../sandbox/memory-counted";
import { DEFAULT_LIMITS } from "../sandbox/limits";
import { createSandbox, type SandboxOptions } from "../sandbox/sandbox";

/** A submission whose child processes hold memory. */
export interface MemoryHog extends Pick<SandboxOptions, "programs" | "root"> {
  readonly memory: MemoryAccounting;
  /** The maximum memory that all processes may hold together. */
  readonly limitMiB: number;
  readonly children: number;
  readonly eachMiB: number;
  /** How many processes and threads the submission may have. Default: the grader's own limit. */
  readonly processes?: number;
}

/** Processor time of a hog, in seconds; three times as long may pass. Three hogs then end before their test does. */
const [TOTAL_SECONDS, WAIT_FACTOR] = [30, 3];

/**
 * For how long the children hold their shares, unless one is killed before: ten looks of the grader's, which looks five times a second
 * (`watchMemory`). On a quiet machine they have their shares between two looks.
 */
const HOLD_MS = 2_000;
/** How long a submission waits between two looks; so short a wait passes in real time. */
const BETWEEN_LOOKS_MS = 20;

/**
 * Each child says when it holds its share and, after all do, whether it still does: the kernel or the grader may have killed it
 * meanwhile. A child that the system did not start has no output that could end, and so says that by an error only. V8 has no threads of
 * its own: a Node that the system gives only some of them waits for the others forever, before its first line of code.
 */
const createBody = ({ children, eachMiB }: MemoryHog) => `
const { spawn } = require("node:child_process");
const hold = "const all = Buffer.alloc(${eachMiB} * 2 ** 20, 1); process.stdout.write('held'); process.stdin.on('data', () => { process.stdout.write('still ' + all.length); });";
const children = Array.from({ length: ${children} }, () => spawn(process.execPath, ["--v8-pool-size=0", "-e", hold], { stdio: ["pipe", "pipe", "ignore"] }));
const says = (child) => new Promise((resolve) => {
  child.stdout.once("data", () => { resolve(true); });
  for (const event of ["close", "error"]) child.once(event, () => { resolve(false); });
});
await Promise.all(children.map(says));
for (const child of children) child.stdin.on("error", () => undefined);
const howMany = async () => (await Promise.all(children.map((child) => {
  if (child.exitCode !== null || child.signalCode !== null) return false;
  const said = says(child);
  child.stdin.write("?");
  return said;
}))).filter(Boolean).length;
const end = performance.now() + ${HOLD_MS};
let still = await howMany();
while (still === children.length && performance.now() < end) {
  await new Promise((resolve) => setTimeout(resolve, ${BETWEEN_LOOKS_MS}));
  still = await howMany();
}
console.log("held by", still);
`;

/** The cell as TypeScript's compiler would give it, which takes longer to load than all hogs run. */
const createCell = (hog: MemoryHog): GoodCell => ({
  ...{ id: "hog", ok: true, js: createBody(hog), maps: ["{}", "{}"] },
  ...{ declared: [], awaits: true, modules: [] },
});

/**
 * Runs the submissions one after the other.
 *
 * @returns for each: how it ended, and how many of its processes held their shares at the same time
 */
export async function runHogs(hogs: readonly MemoryHog[]): Promise<string[]> {
  const ended: string[] = [];
  for (const hog of hogs) ended.push(await runHog(hog));
  return ended;
}

async function runHog(hog: MemoryHog): Promise<string> {
  const { programs, root, memory, limitMiB, processes = DEFAULT_LIMITS.processes } = hog;
  const hogLimits = { totalSeconds: TOTAL_SECONDS, waitFactor: WAIT_FACTOR };
  const limits = { ...DEFAULT_LIMITS, ...hogLimits, memoryMiB: limitMiB, processes };
  const sandbox = await createSandbox({ programs, root, isConfined: true, limits, memory });
  try {
    let found = "";
    const process = sandbox.start({
      cloud: undefined,
      onMessage(message) {
        if (message.did === "ready") process.send({ run: "cell", cell: createCell(hog) });
        else if (message.did === "wait") process.send({ run: "on", wait: message.wait });
        else if (message.did === "cell") {
          found = message.output.trim() || (message.error ?? "");
          process.kill({ end: "done", why: "" });
        }
      },
    });
    const { end } = await process.ended;
    return found === "" ? end : `${end}, ${found}`;
  } finally {
    await sandbox.close();
  }
}
