import { execFile } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

/** A Java that was found. */
export interface Java {
  /** The path of the program; absolute. */
  readonly path: string;
  /** The major version, such as 17. */
  readonly major: number;
}

/**
 * The Java versions that the Flink project tests Flink 1.20 with, best first
 * (nightlies.apache.org/flink/flink-docs-release-1.20, Java compatibility).
 */
const FLINK_JAVAS: readonly number[] = [17, 11];
const PROGRAM = process.platform === "win32" ? "java.exe" : "java";
/** The folders in which Linux distributions and macOS install Javas. */
const JAVA_FOLDERS = ["/usr/lib/jvm", "/Library/Java/JavaVirtualMachines"];

/**
 * Looks for a Java that can run Flink: in JAVA_HOME, in PATH, and in the system's folders.
 *
 * @returns `java`, the best one; `found`, all Javas of any version
 */
export async function findJava(
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ readonly java: Java | undefined; readonly found: readonly Java[] }> {
  const seen = await Promise.all([...new Set(listCandidates(env))].map(readVersion));
  const found = seen.filter((item) => item !== undefined);
  const java = FLINK_JAVAS.map((major) => found.find((item) => item.major === major)).find(
    (item) => item !== undefined,
  );
  return { java, found };
}

/** What to do about a missing Java, in one or two sentences. */
export function adviseOnJava(found: readonly Java[]): string {
  const by: Partial<Record<NodeJS.Platform, string>> = {
    darwin: "Install it with `brew install openjdk@17`",
    win32: "Install it with `winget install EclipseAdoptium.Temurin.17.JRE`",
    linux:
      "Install it with `sudo apt install openjdk-17-jre-headless` (Debian, Ubuntu) or `sudo dnf install java-17-openjdk-headless` (Fedora)",
  };
  const versions = [...new Set(found.map(({ major }) => major))].sort((a, b) => a - b);
  const there = versions.length === 0 ? "No Java was found." : `Only Java ${versions.join(", ")} was found.`;
  return `${there} Flink runs on Java 17 or 11. ${by[process.platform] ?? "Install it"}, or let JAVA_HOME name one.`;
}

function listCandidates(env: NodeJS.ProcessEnv): readonly string[] {
  const home = env["JAVA_HOME"];
  const onPath = (env["PATH"] ?? env["Path"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const homes = JAVA_FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder).flatMap((name) => [join(folder, name), join(folder, name, "Contents", "Home")]),
  );
  return [
    ...(home === undefined || home === "" ? [] : [join(home, "bin", PROGRAM)]),
    ...onPath.map((folder) => join(folder, PROGRAM)),
    ...homes.map((folder) => join(folder, "bin", PROGRAM)),
  ]
    .filter((path) => existsSync(path))
    .map((path) => realpathSync(path));
}

/**
 * @returns undefined if the program isn't a working Java, such as macOS's placeholder, which only says where to get one
 */
async function readVersion(path: string): Promise<Java | undefined> {
  try {
    const { stderr } = await promisify(execFile)(path, ["-version"], { timeout: 60_000, windowsHide: true });
    // `openjdk version "17.0.15" 2025-04-15`; Java 8 and older say `1.8.0_392`.
    const [, first = "", second = ""] = /version "(\d+)(?:\.(\d+))?/.exec(stderr) ?? [];
    const major = first === "1" ? Number(second) : Number(first);
    return Number.isInteger(major) && major > 0 ? { path, major } : undefined;
  } catch {
    return undefined;
  }
}
