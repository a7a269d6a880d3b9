import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";

/** A folder beside this file, with a `pom.xml` and Java programs that need its dependencies. */
export type JavaFolder = "client-library" | "lease-tables" | "producer-library" | "spark";

const COPY_JARS = "org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies";
/** The maximum number of ms that a program may take to the next awaited line. */
const MAX_MS = 180_000;
/** The number of a program's last lines of stderr that an error quotes. */
const LAST_LINES = 12;

/** Fetches the jars of a folder, and compiles its programs, unless that was done before. @returns the class path */
export async function installJava(root: string, name: JavaFolder): Promise<string> {
  const sources = join(import.meta.dirname, name);
  const path = join(root, ".labs", "bench", "java-clients", name);
  const lib = join(path, "lib");
  const classes = join(path, "classes");
  const files = readdirSync(sources)
    .sort()
    .map((file) => join(sources, file));
  const digest = createHash("sha256");
  for (const file of files) digest.update(readFileSync(file));
  const requested = digest.digest("hex");
  const stamp = join(path, "installed");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== requested) {
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { recursive: true });
    const pom = join(sources, "pom.xml");
    await runToEnd("mvn", ["--quiet", "--batch-mode", "--file", pom, COPY_JARS, `-DoutputDirectory=${lib}`]);
    const programs = files.filter((file) => file.endsWith(".java"));
    await runToEnd("javac", ["-nowarn", "-d", classes, "-cp", join(lib, "*"), ...programs]);
    writeFileSync(stamp, requested);
  }
  return [classes, join(lib, "*")].join(delimiter);
}

async function runToEnd(command: string, args: readonly string[]): Promise<void> {
  const [status] = (await once(spawn(command, args, { stdio: "inherit" }), "close")) as [number | null];
  if (status !== 0) throw new Error(`${command} ended with status ${status}`);
}

/** A running Java program. */
export interface JavaProgram {
  /** The lines that it has printed so far. */
  readonly lines: readonly string[];
  /** Resolves when `isSo` holds for its lines; rejects if the program ends before, or takes too long. */
  waitForLines(subject: string, isSo: (lines: readonly string[]) => boolean): Promise<void>;
  /** Closes its standard input, which ends each program here, and waits. @throws Error if the exit status is not 0 */
  end(): Promise<void>;
  kill(): void;
}

/** Starts a program of `installJava`. @param command the arguments of `java` @param env its environment, without PATH */
export function startJava(command: readonly string[], env: NodeJS.ProcessEnv): JavaProgram {
  const child = spawn("java", command, { env: { PATH: process.env["PATH"], ...env }, stdio: "pipe" });
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = once(child, "close").then(([status]) => {
    process.off("exit", kill);
    return status as number | null;
  });
  const lines: string[] = [];
  const messages: string[] = [];
  const changed = new EventTarget();
  createInterface(child.stdout).on("line", (line) => {
    lines.push(line);
    changed.dispatchEvent(new Event("line"));
  });
  createInterface(child.stderr).on("line", (line) => {
    if (process.env["JAVA_CLIENTS_LOG"] !== undefined) console.error(line);
    if (line.includes(" INFO ")) return;
    messages.push(line);
    if (messages.length > LAST_LINES) messages.shift();
  });
  const getLastLine = (): string => messages.join("\n");
  return {
    lines,
    waitForLines: (subject, isSo) =>
      new Promise((resolve, reject) => {
        const deadline = setTimeout(() => {
          reject(new Error(`${subject} did not come in ${MAX_MS / 1000} s: ${getLastLine()}`));
        }, MAX_MS);
        const look = (): void => {
          if (!isSo(lines)) return;
          clearTimeout(deadline);
          resolve();
        };
        changed.addEventListener("line", look);
        void ended.then((status) => {
          clearTimeout(deadline);
          reject(new Error(`the program ended with ${status} before ${subject}: ${getLastLine()}`));
        });
        look();
      }),
    async end() {
      child.stdin.end();
      const status = await ended;
      if (status !== 0) throw new Error(`the program ended with ${status}: ${getLastLine()}`);
    },
    kill,
  };
}
