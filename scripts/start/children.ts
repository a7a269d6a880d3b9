import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, fchmodSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { Failure } from "../labs/command";

export interface ChildPlan {
  /** The program's name for people, such as "JupyterLab". */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The file for its output, which is overwritten. */
  readonly log: string;
  /** True: the program ends when its standard input closes, which happens when this process ends in any way. */
  readonly endsWithUs?: boolean;
}

/** A program that `npm start` started and will end. */
export interface Child {
  readonly name: string;
  /** The process id; 0 if the system could not start the program: then `spawned` rejects. */
  readonly pid: number;
  readonly log: string;
  /** Resolves when the program runs; rejects with a Failure if the system cannot start it. */
  readonly spawned: Promise<void>;
  /** Resolves when the program has ended, with the reason: "ended with status 1", "was ended by SIGKILL". */
  readonly ended: Promise<string>;
  hasEnded(): boolean;
}

/**
 * Starts a program in its own process group, so that a Ctrl-C in the terminal reaches only this process, which then ends
 * the programs in order.
 */
export function startChild({ name, command, args, cwd, env, log, endsWithUs = false }: ChildPlan): Child {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, "w", 0o600);
  // The log of an older version may be open to other users.
  fchmodSync(output, 0o600);
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: [endsWithUs ? "pipe" : "ignore", output, output],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  closeSync(output);
  child.stdin?.on("error", () => undefined); // the child has ended first
  let over = false;
  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => {
      over = true;
      resolve(signal === null ? `ended with status ${code ?? "unknown"}` : `was ended by ${signal}`);
    });
  });
  return { name, pid: child.pid ?? 0, log, spawned: waitUntilSpawned(child, name), ended, hasEnded: () => over };
}

/** The last line of a child's log, to be shown if the child has failed. */
export function getLastLine(log: string): string {
  return readFileSync(log, "utf8").trimEnd().split("\n").pop()?.trim() ?? "";
}

function waitUntilSpawned(child: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(new Failure(`${name} could not be started: ${error.message}.`)));
    child.once("spawn", () => resolve());
  });
}
