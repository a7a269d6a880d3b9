import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import type { Cloud } from "../index";
import { createEnvironment, root } from "./venv";

const path = join(root, ".labs", "java");

/** Why tests with Java clients cannot run; undefined if they can. */
export const withoutJava: string | undefined = existsSync(join(path, "installed"))
  ? undefined
  : "the Java clients are not in .labs/java; `npm test` installs them where there are Maven, a JDK of version 17 and a network";

/** Java's options for short runs: only the fast compiler. Flink needs reflection into these packages. */
const FLAGS = [
  "-XX:TieredStopAtLevel=1",
  ...["lang", "net", "time", "util"].flatMap((name) => ["--add-opens", `java.base/java.${name}=ALL-UNNAMED`]),
];

/** Starts a program of `testing/java`. @param program the program's class */
export const startJava = (program: string, args: readonly string[], cloud: Cloud): ChildProcessWithoutNullStreams =>
  spawn("java", [...FLAGS, ...createProgramArgs(program), ...args], { env: createEnvironment(cloud) });

const createProgramArgs = (program: string): readonly string[] => [
  "-cp",
  [join(path, "classes"), join(path, "lib", "*")].join(delimiter),
  program,
];

/** Runs a program of `testing/java` that needs no cloud, and returns its answer to each line. */
export async function runJava(program: string, lines: readonly string[]): Promise<readonly string[]> {
  const child = spawn("java", [...FLAGS, "-Dfile.encoding=UTF-8", ...createProgramArgs(program)], {
    env: { PATH: process.env["PATH"] },
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(lines.map((line) => `${line}\n`).join(""));
  return (await text(child.stdout)).split("\n").slice(0, -1);
}
