import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { build } from "esbuild";
import { buildCloud } from "../cloud/build.mjs";
import { RIVAL_NAMES, installRivals, startRival } from "./rivals";
import { openConnection, createJsonCall } from "./wire";

/** A server in a process of its own, which is measured. */
export interface Contestant {
  readonly name: string;
  readonly endpoint: string;
  readonly speaksHttp2: boolean;
  /** Resident memory, in MB. */
  readMemoryMb(): number;
  /** Processor time used so far, in ms. */
  readProcessorMs(): number;
  stop(): Promise<void>;
}

/** The lab cloud on a folder, which is kept when the cloud stops. @param args further options @param program the program's file; by default the project's own build */
export async function startLabCloudOn(
  data: string,
  args: readonly string[] = [],
  program?: string,
): Promise<Contestant> {
  const cli = program ?? String((await buildCloud()).cli);
  const child = spawn(process.execPath, [cli, "--port", "0", "--data", data, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return createContestant("lab cloud", child, await readAnnouncement(child));
}

/** The lab cloud as learners run it: with its data in a folder, and all limits on. @param args further options @param program the program's file; by default the project's own build */
export async function startLabCloud(args: readonly string[] = [], program?: string): Promise<Contestant> {
  const data = mkdtempSync(join(tmpdir(), "labs-bench-"));
  const contestant = await startLabCloudOn(data, args, program);
  return {
    ...contestant,
    async stop() {
      await contestant.stop();
      rmSync(data, { recursive: true });
    },
  };
}

/** The ceiling server: the least that a server on Node can do for the same calls. */
async function startCeiling(): Promise<Contestant> {
  const data = mkdtempSync(join(tmpdir(), "labs-bench-"));
  const child = spawn(process.execPath, [await buildCeilingProgram(data), data], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const contestant = createContestant("ceiling", child, await readAnnouncement(child));
  return {
    ...contestant,
    async stop() {
      await contestant.stop();
      rmSync(data, { recursive: true });
    },
  };
}

/** Bundles the ceiling server's program. @param folder where the bundle is written */
export async function buildCeilingProgram(folder: string): Promise<string> {
  const program = join(folder, "ceiling-server.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "ceiling-server.ts")],
    outfile: program,
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
  return program;
}

/** Starts all rivals, and waits until they answer. */
export async function startRivals(root: string): Promise<Contestant[]> {
  const bin = installRivals(root);
  return Promise.all(
    RIVAL_NAMES.map(async (name) => {
      const { endpoint, child, speaksHttp2 } = await startRival(name, bin);
      await waitForFirstAnswer(endpoint);
      return { ...createContestant(name, child, endpoint), speaksHttp2 };
    }),
  );
}

/** Starts the lab cloud, its ceiling and the rivals (unless BENCH_RIVALS=none), lets `use` measure them, and stops them. */
export async function useContestants<T>(
  root: string,
  use: (contestants: readonly Contestant[]) => Promise<T>,
): Promise<T> {
  const all = [
    await startLabCloud(),
    await startCeiling(),
    ...(process.env["BENCH_RIVALS"] === "none" ? [] : await startRivals(root)),
  ];
  try {
    return await use(all);
  } finally {
    await Promise.all(all.map((contestant) => contestant.stop()));
  }
}

/** Repeats a call until it succeeds. */
export async function waitForFirstAnswer(endpoint: string): Promise<void> {
  const line = openConnection(endpoint, "HTTP/1.1", 1);
  const call = createJsonCall("kinesis", "Kinesis_20131202.ListStreams", {});
  // A server that does not listen yet, or is not ready, is expected here.
  while ((await line.send(call).catch(() => ({ status: 503 }))).status !== 200) await pause(2);
  line.close();
}

/** Makes a contestant of a process that listens on an endpoint. */
export const createContestant = (name: string, child: ChildProcess, endpoint: string): Contestant => ({
  name,
  endpoint,
  speaksHttp2: true,
  readMemoryMb: () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024,
  readProcessorMs: () => {
    // The fields follow the process's name, which may hold any character: the state is the 3rd field, user and system time the 14th and 15th, in ticks of 10 ms.
    const [, after = ""] = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ");
    const fields = after.split(" ");
    return 10 * (Number(fields[11]) + Number(fields[12]));
  },
  async stop() {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "close");
    child.kill("SIGKILL");
    await ended;
  },
});

async function readAnnouncement(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("the child has no output");
  const kill = (): void => void child.kill("SIGKILL");
  process.on("exit", kill);
  child.once("close", () => process.off("exit", kill));
  let text = "";
  while (!text.includes("\n")) text += String((await once(child.stdout, "data"))[0]);
  child.stdout.resume();
  return /http:\/\/\S+/.exec(text)?.[0] ?? "";
}
