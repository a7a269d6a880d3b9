import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { installPython } from "./install-python";
import { findFreePort } from "../scripts/start/ports";

/** Other local clouds, as their makers publish them: their packages, and the commands that start them. */
const RIVALS = {
  MiniStack: {
    package: "ministack==1.5.33",
    speaksHttp2: true,
    command: (bin: string): readonly string[] => [join(bin, "ministack")],
    env: (port: number): Readonly<Record<string, string>> => ({ GATEWAY_PORT: String(port), LOG_LEVEL: "ERROR" }),
  },
  moto: {
    package: "moto[server]==5.2.5",
    speaksHttp2: false,
    command: (bin: string, port: number): readonly string[] => [
      join(bin, "moto_server"),
      "-H",
      "127.0.0.1",
      "-p",
      String(port),
    ],
    // The same account as the other clouds', so that answers that contain it can be compared.
    env: (): Readonly<Record<string, string>> => ({ MOTO_ACCOUNT_ID: "000000000000" }),
  },
} as const;

/** Packages that rivals use only if they are installed: without DuckDB, MiniStack's Athena makes its answers up. */
const NEEDED = ["duckdb==1.5.5"];

/** The name of another local cloud. */
export type RivalName = keyof typeof RIVALS;
export const RIVAL_NAMES = ["MiniStack", "moto"] as const satisfies readonly RivalName[];

/** The rivals' names and versions, for a benchmark's `beside`. */
export const RIVAL_VERSIONS = RIVAL_NAMES.map((name) => `${name} ${RIVALS[name].package.split("==")[1] ?? ""}`);

/** The process of another local cloud, which may not answer yet. */
interface RivalProcess {
  readonly name: RivalName;
  readonly endpoint: string;
  readonly child: ChildProcess;
  readonly speaksHttp2: boolean;
}

/**
 * Makes the rivals' own Python environment under `.labs/bench`, unless it is there.
 *
 * @returns the folder of its programs
 */
export function installRivals(root: string): string {
  const packages = [...RIVAL_NAMES.map((name) => RIVALS[name].package), ...NEEDED];
  return installPython(join(root, ".labs", "bench", "rivals"), packages);
}

/** Starts a rival on a free port of this machine. @param bin the result of `installRivals` */
export async function startRival(name: RivalName, bin: string): Promise<RivalProcess> {
  const { command, env, speaksHttp2 } = RIVALS[name];
  const port = await findFreePort();
  const [program = "", ...args] = command(bin, port);
  const child = spawnRival(program, args, { env: env(port) });
  return { name, endpoint: `http://127.0.0.1:${port}`, child, speaksHttp2 };
}

/**
 * Starts a process without output, which is killed when this one exits.
 *
 * @param cwd by default this process's own folder
 */
export function spawnRival(
  program: string,
  args: readonly string[],
  { env, cwd }: { readonly env: NodeJS.ProcessEnv; readonly cwd?: string },
): ChildProcess {
  const child = spawn(program, args, { stdio: "ignore", env: { ...process.env, ...env }, cwd });
  const kill = (): void => void child.kill("SIGKILL");
  process.on("exit", kill);
  child.once("close", () => process.off("exit", kill));
  return child;
}
