import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { build } from "esbuild";
import { buildCloud } from "../cloud/build.mjs";
import { RIVAL_NAMES, rivalsInstalled, startRival } from "./rivals";
import { connection, jsonCall } from "./wire";

/** A server in a process of its own, which is measured. */
export interface Contestant {
  readonly name: string;
  readonly endpoint: string;
  readonly speaksHttp2: boolean;
  /** Resident memory, in MB. */
  memoryMb(): number;
  /** Processor time used so far, in ms. */
  processorMs(): number;
  stop(): Promise<void>;
}

/** The lab cloud on a folder, which is kept when the cloud stops. @param args further options @param program the program's file; by default the project's own build */
export async function labCloudOn(data: string, args: readonly string[] = [], program?: string): Promise<Contestant> {
  const cli = program ?? String((await buildCloud()).cli);
  const child = spawn(process.execPath, [cli, "--port", "0", "--data", data, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return ofProcess("lab cloud", child, await announced(child));
}

/** The lab cloud as learners run it: with its data in a folder, and all limits on. @param args further options @param program the program's file; by default the project's own build */
export async function labCloud(args: readonly string[] = [], program?: string): Promise<Contestant> {
  const data = mkdtempSync(join(tmpdir(), "labs-bench-"));
  const contestant = await labCloudOn(data, args, program);
  return {
    ...contestant,
    async stop() {
      await contestant.stop();
      rmSync(data, { recursive: true });
    },
  };
}

/** The ceiling server: the least that a server on Node can do for the same calls. */
async function ceiling(): Promise<Contestant> {
  const data = mkdtempSync(join(tmpdir(), "labs-bench-"));
  const child = spawn(process.execPath, [await ceilingProgram(data), data], { stdio: ["ignore", "pipe", "inherit"] });
  const contestant = ofProcess("ceiling", child, await announced(child));
  return {
    ...contestant,
    async stop() {
      await contestant.stop();
      rmSync(data, { recursive: true });
    },
  };
}

/** Bundles the ceiling server's program. @param folder where the bundle is written */
export async function ceilingProgram(folder: string): Promise<string> {
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
export async function rivals(root: string): Promise<Contestant[]> {
  const bin = rivalsInstalled(root);
  return Promise.all(
    RIVAL_NAMES.map(async (name) => {
      const { endpoint, child, speaksHttp2 } = await startRival(name, bin);
      await firstAnswer(endpoint);
      return { ...ofProcess(name, child, endpoint), speaksHttp2 };
    }),
  );
}

/** Starts the lab cloud, its ceiling and the rivals (unless BENCH_RIVALS=none), lets `use` measure them, and stops them. */
export async function withContestants<T>(
  root: string,
  use: (contestants: readonly Contestant[]) => Promise<T>,
): Promise<T> {
  const all = [
    await labCloud(),
    await ceiling(),
    ...(process.env["BENCH_RIVALS"] === "none" ? [] : await rivals(root)),
  ];
  try {
    return await use(all);
  } finally {
    await Promise.all(all.map((one) => one.stop()));
  }
}

/** Repeats a call until it succeeds. */
export async function firstAnswer(endpoint: string): Promise<void> {
  const line = connection(endpoint, "HTTP/1.1", 1);
  const call = jsonCall("kinesis", "Kinesis_20131202.ListStreams", {});
  // A server that does not listen yet, or is not ready, is expected here.
  while ((await line.send(call).catch(() => ({ status: 503 }))).status !== 200) await pause(2);
  line.close();
}

/** Makes a contestant of a process that listens on an endpoint. */
export const ofProcess = (name: string, child: ChildProcess, endpoint: string): Contestant => ({
  name,
  endpoint,
  speaksHttp2: true,
  memoryMb: () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024,
  processorMs: () => {
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

async function announced(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("the child has no output");
  const kill = (): void => void child.kill("SIGKILL");
  process.on("exit", kill);
  child.once("close", () => process.off("exit", kill));
  let text = "";
  while (!text.includes("\n")) text += String((await once(child.stdout, "data"))[0]);
  child.stdout.resume();
  return /http:\/\/\S+/.exec(text)?.[0] ?? "";
}
