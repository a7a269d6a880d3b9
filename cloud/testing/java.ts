import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Cloud } from "../index";
import { environmentOf, root } from "./venv";

const place = join(root, ".labs", "java");

/** Why tests with Java clients cannot run; undefined if they can. */
export const withoutJava: string | undefined = existsSync(join(place, "installed"))
  ? undefined
  : "the Java clients are not in .labs/java; `npm test` installs them where there are Maven, a JDK of version 17 and a network";

/** For a short life: compiled once, and quickly. Flink looks into these packages. */
const FLAGS = [
  "-XX:TieredStopAtLevel=1",
  ...["lang", "net", "time", "util"].flatMap((name) => ["--add-opens", `java.base/java.${name}=ALL-UNNAMED`]),
];

/** Starts a program of `testing/java`. @param program its class */
export const startJava = (program: string, args: readonly string[], cloud: Cloud): ChildProcessWithoutNullStreams =>
  spawn(
    "java",
    [...FLAGS, "-cp", [join(place, "classes"), join(place, "lib", "*")].join(delimiter), program, ...args],
    { env: environmentOf(cloud) },
  );
