import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { build } from "esbuild";
import { buildCloud } from "../cloud/build.mjs";
import { parseMemoryMiB, readProcessFile, readProcessorSeconds } from "./machine";
import { RIVAL_NAMES, installRivals, startRival } from "./rivals";
import { openConnection, createJsonCall } from "./wire";

/** A server in its own process, which is measured. */
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

/** The lab cloud on a folder, which is kept when the cloud stops. @param args further options */
export async function startLabCloudOn(data: string, args: readonly string[] = []): Promise<Contestant> {
  const { cli } = await buildCloud();
  return startProgram("lab cloud", [String(cli), "--port", "0", "--data", data, ...args]);
}

/** The lab cloud as learners run it: with its data in a folder, and all limits on. @param args further options */
export const startLabCloud = (args: readonly string[] = []): Promise<Contestant> =>
  startInFolder((folder) => startLabCloudOn(folder, args));

/** The ceiling server: the least that a server on Node can do for the same calls. */
const startCeiling = (): Promise<Contestant> =>
  startInFolder(async (folder) => startProgram("ceiling", [await buildCeilingProgram(folder), folder]));

/** Bundles the ceiling server's program. @param folder where the bundle is written */
async function buildCeilingProgram(folder: string): Promise<string> {
  const outfile = join(folder, "ceiling-server.mjs");
  const entryPoints = [join(import.meta.dirname, "ceiling-server.ts")];
  await build({ entryPoints, outfile, platform: "node", format: "esm", logLevel: "warning" });
  return outfile;
}

/** Starts a server on its own folder, which is removed when the server stops. */
async function startInFolder(start: (folder: string) => Promise<Contestant>): Promise<Contestant> {
  const folder = mkdtempSync(join(tmpdir(), "labs-bench-"));
  const contestant = await start(folder);
  return {
    ...contestant,
    async stop() {
      await contestant.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Starts a program of Node that prints its address as soon as it is ready. */
async function startProgram(name: string, args: readonly string[]): Promise<Contestant> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const kill = (): void => void child.kill("SIGKILL");
  process.on("exit", kill);
  child.once("close", () => process.off("exit", kill));
  return createContestant(name, child, await readAnnouncement(child.stdout));
}

/** Reads a server's output up to the address that it announces. */
export async function readAnnouncement(output: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  while (!text.includes("\n")) text += String((await once(output, "data"))[0]);
  output.resume();
  return /http:\/\/\S+/.exec(text)?.[0] ?? "";
}

/** Starts all rivals, and waits until they answer; none with BENCH_RIVALS=none. */
export async function startRivals(root: string): Promise<Contestant[]> {
  if (process.env["BENCH_RIVALS"] === "none") return [];
  const bin = installRivals(root);
  return Promise.all(
    RIVAL_NAMES.map(async (name) => {
      const { endpoint, child, speaksHttp2 } = await startRival(name, bin);
      await waitForFirstAnswer(endpoint);
      return { ...createContestant(name, child, endpoint), speaksHttp2 };
    }),
  );
}

/** Starts the lab cloud, its ceiling and the rivals, lets `use` measure them, and stops them. */
export async function useContestants<T>(
  root: string,
  use: (contestants: readonly Contestant[]) => Promise<T>,
): Promise<T> {
  const all = [await startLabCloud(), await startCeiling(), ...(await startRivals(root))];
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
  readMemoryMb: () => parseMemoryMiB(readProcessFile(child.pid ?? 0, "status"), "VmRSS"),
  readProcessorMs: () => 1000 * readProcessorSeconds(child.pid ?? 0),
  async stop() {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "close");
    child.kill("SIGKILL");
    await ended;
  },
});
