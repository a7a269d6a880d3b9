import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { LEFT_TO_CI } from "./skip";

/** Containers without isolation of the network: they reach the registries, and this machine reaches their ports. */
const BUILDAH_ENVIRONMENT = { ...process.env, BUILDAH_ISOLATION: "chroot" };

/** Runs Debian's builder of images. @returns its output, without the last line break @throws Error with its errors */
export const runBuildah = (...args: readonly string[]): string =>
  execFileSync("buildah", args, {
    env: BUILDAH_ENVIRONMENT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();

/** Starts a program in a container. @param args the options of `buildah run`, the container, and after `--` the command */
export const startInContainer = (...args: readonly string[]): ChildProcess =>
  spawn("buildah", ["run", ...args], { env: BUILDAH_ENVIRONMENT, detached: true });

/** Reads a program's lines up to the one that matches. @throws Error with all lines and errors if the program ends before */
export async function waitForLine({ stdout, stderr }: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  if (stdout === null) throw new Error("the program has no output");
  const lines: string[] = [];
  stderr?.on("data", (text: Buffer) => lines.push(String(text)));
  for await (const line of createInterface({ input: stdout })) {
    const found = pattern.exec(line);
    if (found) return found;
    lines.push(line);
  }
  throw new Error(lines.join("\n"));
}

/**
 * Ends a program of `startInContainer` as Ctrl-C in its terminal does: the signal reaches all its processes, which hold its output open until
 * they end. buildah itself would kill the program without letting it end.
 */
export async function stopInContainer(program: ChildProcess, signal: "SIGINT" | "SIGTERM"): Promise<void> {
  const ended = once(program, "close");
  process.kill(-(program.pid ?? 0), signal);
  await ended;
}

/** Why no image can be built here; undefined if it can. */
export function findImageObstacle(): string | undefined {
  const paths = (process.env["PATH"] ?? "").split(":");
  const missing = ["buildah", "mmdebstrap"].filter((name) => !paths.some((path) => existsSync(join(path, name))));
  if (missing.length > 0) return `building an image needs ${missing.join(" and ")}: apt install ${missing.join(" ")}`;
  if (process.getuid?.() !== 0) return "building an image needs root";
  return LEFT_TO_CI;
}

/**
 * Makes an image of this machine's Debian with its Node, npm and npm's settings, in place of one from a registry.
 *
 * @param name     the image's name
 * @param folder   an empty folder for the archive
 * @param packages Debian's packages in addition to its base
 */
export function buildBareDebian(name: string, folder: string, packages: readonly string[] = []): void {
  const suite = /^VERSION_CODENAME=(\w+)$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? "bookworm";
  const archive = join(folder, "base.tar");
  const included = ["ca-certificates", ...packages].join();
  execFileSync("mmdebstrap", ["--quiet", "--variant=apt", `--include=${included}`, suite, archive]);
  const npm = execFileSync("npm", ["root", "--global"], { encoding: "utf8" }).trim();
  const settings = execFileSync("npm", ["config", "get", "userconfig"], { encoding: "utf8" }).trim();
  const certificates = process.env["NODE_EXTRA_CA_CERTS"];
  const container = runBuildah("from", "scratch");
  runBuildah("add", container, archive, "/");
  runBuildah("copy", container, realpathSync(process.execPath), "/usr/local/bin/node");
  runBuildah("copy", container, join(npm, "npm"), "/usr/local/lib/node_modules/npm");
  for (const program of ["npm", "npx"])
    runBuildah(
      "run",
      container,
      "--",
      "ln",
      "-s",
      `../lib/node_modules/npm/bin/${program}-cli.js`,
      `/usr/local/bin/${program}`,
    );
  if (existsSync(settings)) runBuildah("copy", container, settings, "/usr/local/etc/npmrc");
  if (certificates !== undefined) {
    runBuildah("copy", container, certificates, certificates);
    runBuildah("config", "--env", `NODE_EXTRA_CA_CERTS=${certificates}`, container);
  }
  runBuildah("commit", container, name);
  runBuildah("rm", container);
}
