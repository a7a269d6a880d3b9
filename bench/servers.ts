import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { build } from "esbuild";
import { buildCloud } from "../cloud/build.mjs";
import { measureProcessorSeconds } from "../grader/compile/processor-seconds";
import { findFreePort } from "../scripts/start/ports";
import type { Run } from "./bench";
import { installPython } from "./install";
import { parseMemoryMiB, readProcessFile } from "./machine";
import { createJsonCall, openConnection, type WireRequest } from "./wire";

/** A program that listens on a port. */
export interface Program {
  readonly name: string;
  readonly getCommand: (port: number) => readonly string[];
  readonly env?: (port: number) => NodeJS.ProcessEnv;
  /** False for servers without HTTP/2. */
  readonly speaksHttp2?: boolean;
}

/** A server in its own process, which is measured. */
export interface Server {
  readonly name: string;
  readonly endpoint: string;
  readonly speaksHttp2: boolean;
  /** Resident memory, in MB. */
  readMemoryMb(): number;
  /** Processor time used so far, in ms. */
  readProcessorMs(): number;
  stop(): Promise<void>;
}

/** The lab cloud with its data in a folder, and with all limits on. @param args further options */
export async function createLabCloud(data: string, args: readonly string[] = []): Promise<Program> {
  const { cli } = await buildCloud();
  const getCommand = (port: number) => [process.execPath, String(cli), "--port", String(port), "--data", data, ...args];
  return { name: "lab cloud", getCommand };
}

/** The ceiling server: the least that a server on Node can do for the same calls. */
async function createCeiling(folder: string): Promise<Program> {
  const outfile = join(folder, "ceiling-server.mjs");
  const entryPoints = [join(import.meta.dirname, "ceiling-server.ts")];
  await build({ entryPoints, outfile, platform: "node", format: "esm", logLevel: "warning" });
  return { name: "ceiling", getCommand: (port) => [process.execPath, outfile, folder, String(port)] };
}

const MINISTACK = "1.5.33";
const MOTO = "5.2.5";

/** Other local clouds, as their makers publish them, installed into `.labs/bench` on first use; none with BENCH_RIVALS=none. */
export function createRivals(run: Run): readonly Program[] {
  if (process.env["BENCH_RIVALS"] === "none") return [];
  run.beside.push(`MiniStack ${MINISTACK}`, `moto ${MOTO}`);
  const folder = join(run.root, ".labs", "bench", "rivals");
  const bin = installPython(folder, [`ministack==${MINISTACK}`, `moto[server]==${MOTO}`]);
  return [
    {
      name: "MiniStack",
      getCommand: () => [join(bin, "ministack")],
      env: (port) => ({ GATEWAY_PORT: String(port), LOG_LEVEL: "ERROR" }),
    },
    {
      name: "moto",
      getCommand: (port) => [join(bin, "moto_server"), "-H", "127.0.0.1", "-p", String(port)],
      speaksHttp2: false,
    },
  ];
}

/** Starts a program, which is ended with the run, or before by `stop`. It may not answer yet. */
export async function launch(run: Run, { name, getCommand, env, speaksHttp2 = true }: Program): Promise<Server> {
  const port = await findFreePort();
  const [command = "", ...args] = getCommand(port);
  const child = spawnUntilExit(command, args, { ...process.env, ...env?.(port) });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "close");
    child.kill("SIGKILL");
    await ended;
  };
  run.onEnd(stop);
  return {
    name,
    endpoint: `http://127.0.0.1:${port}`,
    speaksHttp2,
    readMemoryMb: () => parseMemoryMiB(readProcessFile(child.pid ?? 0, "status"), "VmRSS"),
    readProcessorMs: () => 1000 * measureProcessorSeconds(child.pid),
    stop,
  };
}

/** Starts a process without output, which is killed when this one exits. */
function spawnUntilExit(command: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(command, args, { stdio: "ignore", env });
  const kill = (): void => void child.kill("SIGKILL");
  process.on("exit", kill);
  child.once("close", () => process.off("exit", kill));
  return child;
}

/** Starts a program, and waits until it answers. */
export async function start(run: Run, program: Program): Promise<Server> {
  const server = await launch(run, program);
  await waitForAnswer(server);
  return server;
}

/** Starts the lab cloud as learners run it, with its data in a new folder. @param args further options */
export const startLabCloud = async (run: Run, args: readonly string[] = []): Promise<Server> =>
  start(run, await createLabCloud(run.createFolder(), args));

/** Starts the lab cloud, its ceiling and the rivals. */
export async function startContestants(run: Run): Promise<readonly [Server, Server, ...Server[]]> {
  const rivals = createRivals(run).map((rival) => start(run, rival));
  const ceiling = await start(run, await createCeiling(run.createFolder()));
  return [await startLabCloud(run), ceiling, ...(await Promise.all(rivals))];
}

const LIST_STREAMS = createJsonCall("kinesis", "Kinesis_20131202.ListStreams", {});

/** Repeats a call until it succeeds: a server that doesn't listen yet, or isn't ready, is expected here. */
export async function waitForAnswer({ endpoint }: Server, call: WireRequest = LIST_STREAMS): Promise<void> {
  const line = openConnection(endpoint, "HTTP/1.1", 1);
  while ((await line.send(call).catch(() => ({ status: 503 }))).status !== 200) await pause(2);
  line.close();
}
