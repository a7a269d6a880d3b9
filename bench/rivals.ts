import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../scripts/start/ports";

/** Other local clouds, as their makers publish them: what they are installed from, and how they are started. */
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
    // The account of the others, so that answers that name it can be compared.
    env: (): Readonly<Record<string, string>> => ({ MOTO_ACCOUNT_ID: "000000000000" }),
  },
} as const;

/** What they run on only if it is there: MiniStack's Athena makes answers up without DuckDB. */
const NEEDED = ["duckdb==1.5.5"];

/** The name of another local cloud. */
export type RivalName = keyof typeof RIVALS;
/** All of them. */
export const RIVAL_NAMES = ["MiniStack", "moto"] as const satisfies readonly RivalName[];

/** The rivals with their versions, for a benchmark's `beside`. */
export const RIVAL_VERSIONS = RIVAL_NAMES.map((name) => `${name} ${RIVALS[name].package.split("==")[1] ?? ""}`);

/** Another local cloud's process. It may not answer yet. */
export interface RivalProcess {
  readonly name: RivalName;
  readonly endpoint: string;
  readonly child: ChildProcess;
  readonly speaksHttp2: boolean;
}

/**
 * Makes the rivals' own Python environment under `.labs/bench`, unless it is there. The first time takes a minute and needs a network.
 *
 * @returns the folder of its programs
 */
export function rivalsInstalled(root: string): string {
  const folder = join(root, ".labs", "bench", "rivals");
  const bin = join(folder, "bin");
  const packages = [...RIVAL_NAMES.map((name) => RIVALS[name].package), ...NEEDED];
  const stamp = join(folder, `installed ${packages.join(" ")}`);
  if (!existsSync(stamp)) {
    // What an install that was cut short has left may let no other succeed.
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    execFileSync("python3", ["-m", "venv", folder], { stdio: "inherit" });
    execFileSync(join(bin, "pip"), ["install", "--quiet", "--disable-pip-version-check", ...packages], {
      stdio: "inherit",
    });
    writeFileSync(stamp, "");
  }
  return bin;
}

/** Starts a rival on a free port of this machine. @param bin of `rivalsInstalled` */
export async function startRival(name: RivalName, bin: string): Promise<RivalProcess> {
  const { command, env, speaksHttp2 } = RIVALS[name];
  const port = await freePort();
  const [program = "", ...args] = command(bin, port);
  const child = spawnRival(program, args, { env: env(port) });
  return { name, endpoint: `http://127.0.0.1:${port}`, child, speaksHttp2 };
}

/** Starts a process that says nothing, and ends with this one. @param cwd this process's own folder unless told */
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
