import { spawn } from "node:child_process";
import { join } from "node:path";

export interface FinishedScript {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export interface SpawnedScript {
  /** Resolves once the script has printed all of these texts, in any order. @throws Error if it ends before */
  waitFor(...texts: readonly string[]): Promise<void>;
  /** Interrupts the script, as Ctrl-C does. */
  interrupt(): void;
  /** Kills the script, which gets no time to clean up. */
  kill(): void;
  readonly ended: Promise<FinishedScript>;
}

/**
 * Runs a script of the project as a learner's terminal in JupyterLab does, in the script's folder, and watches its output.
 *
 * @param script path in the project
 * @param env    replaces variables of this process; undefined removes one
 */
export function spawnScript(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): SpawnedScript {
  const root = process.cwd();
  const child = spawn(process.execPath, ["--import", "tsx", join(root, script), ...args], {
    cwd: join(root, script, ".."),
    env: { ...process.env, LABS_TARGET: "cloud", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  let look = (): void => undefined;
  child.stdout.setEncoding("utf8").on("data", (text: string) => ((out += text), look()));
  child.stderr.setEncoding("utf8").on("data", (text: string) => ((err += text), look()));
  const ended = new Promise<FinishedScript>((resolve) => child.on("close", (status) => resolve({ status, out, err })));
  return {
    ended,
    interrupt: () => void child.kill("SIGINT"),
    kill: () => void child.kill("SIGKILL"),
    waitFor: (...texts) =>
      new Promise((resolve, reject) => {
        look = () => {
          if (texts.every((text) => out.includes(text))) resolve();
        };
        look();
        void ended.then(() => reject(new Error(`It ended without printing ${JSON.stringify(texts)}:\n${out}\n${err}`)));
      }),
  };
}
