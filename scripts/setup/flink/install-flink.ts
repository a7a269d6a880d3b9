import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { PYTHON_FOLDER, readFlink, STAMP, type FlinkInstallation } from "../../../cloud/flink/installation";
import type { Java } from "../../../cloud/flink/java";
import { describeInstallerFailure } from "../offline.mjs";
import { runLogged } from "../run-logged.mjs";
import { cleanEnvironment, getVenvPython } from "../venv.mjs";
import { rehearse } from "./rehearse";
import { isPresent } from "../../../cloud/storage/if-present";

/** The versions and checksums of all parts of Flink. */
interface Parts {
  readonly version: string;
  /** Checksums by file name, in the order of the class path. */
  readonly sha256: Readonly<Record<string, string>>;
  /** Additional parts that only Flink's client needs. */
  readonly client: Readonly<Record<string, string>>;
}

/** Flink could not be set up. The message tells the reason and what to do. */
export class FlinkSetupFailure extends Error {}

const HERE = import.meta.dirname;
const COPY_JARS = "org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies";
const AGAIN = "npx labs flink";
const PYTHON_PARTS = "python.txt";

export const getFlinkFolder = (root: string): string => join(root, ".labs", "flink");

/** The version that this project wants. */
export const getWantedVersion = (): string => listParts().version;

/** A hash of the list of wanted parts: when it changes, Flink is set up again. */
function createFingerprint(): string {
  const hash = createHash("sha256");
  for (const file of ["parts.json", PYTHON_PARTS]) hash.update(readFileSync(join(HERE, file)));
  return hash.digest("hex");
}

/** The installed Flink, if it has the wanted version and its Java still exists; otherwise undefined. */
export function findInstalledFlink(root: string): FlinkInstallation | undefined {
  const found = readFlink(getFlinkFolder(root));
  if (found === undefined || !existsSync(found.java)) return undefined;
  return "parts" in found && found.parts === createFingerprint() ? found : undefined;
}

/**
 * Downloads Flink's parts, compares each with its checksum, and starts Flink once, which shows that it runs and makes later starts
 * faster.
 *
 * @throws FlinkSetupFailure if there is no network, a part has another checksum, or Flink does not run
 */
export async function installFlink(root: string, java: Java): Promise<FlinkInstallation> {
  const folder = getFlinkFolder(root);
  rmSync(folder, { recursive: true, force: true });
  const [lib, download] = [join(folder, "lib"), join(folder, "download")];
  mkdirSync(download, { recursive: true });
  const { version, sha256, client } = listParts();
  const all = { ...sha256, ...client };
  await fetchLibraries(root, { lib, download, required: Object.keys(all) });
  await fetchConnectors(root, lib);
  await fetchPython(root, folder);
  // Flink's client puts each file of this folder on Python's path, and prints an error if there is no such folder.
  mkdirSync(join(lib, "python"));
  rmSync(download, { recursive: true, force: true });
  await verify(lib, all);
  const installed = {
    version,
    java: java.path,
    javaVersion: String(java.major),
    classPath: Object.keys(sha256),
    clientPath: Object.keys(client),
    parts: createFingerprint(),
  };
  await rehearse({ ...installed, folder }, getVenvPython(root));
  writeFileSync(join(folder, STAMP), JSON.stringify(installed, undefined, 2));
  return { ...installed, folder };
}

interface InstallPaths {
  readonly lib: string;
  readonly download: string;
  readonly required: readonly string[];
}

async function fetchLibraries(root: string, { lib, download, required: requested }: InstallPaths): Promise<void> {
  const python = getVenvPython(root);
  if (!existsSync(python))
    throw new FlinkSetupFailure(
      "The labs themselves are not installed yet: run `npm start` once, then this command again.",
    );
  await run(root, {
    title: "Fetching Apache Flink (230 MB)",
    tool: "pip",
    command: python,
    args: [
      ...["-m", "pip", "download", "--no-input", "--disable-pip-version-check", "--retries", "1", "--no-cache-dir"],
      ...[
        "--no-deps",
        "--no-binary",
        ":all:",
        "--require-hashes",
        "--requirement",
        join(HERE, "requirements.txt"),
        "--dest",
        download,
      ],
    ],
  });
  const archive = readdirSync(download)[0] ?? "";
  await run(root, {
    title: "Unpacking it",
    tool: "Python",
    command: python,
    args: [join(HERE, "unpack.py"), join(download, archive), lib, ...requested],
  });
}

const fetchConnectors = (root: string, lib: string): Promise<void> =>
  run(root, {
    title: "Fetching its SQL Gateway, its connector for Kinesis, and Parquet on S3 (100 MB)",
    tool: "Maven",
    command: process.platform === "win32" ? "mvn.cmd" : "mvn",
    args: [
      ...["--quiet", "--batch-mode", "--file", join(HERE, "pom.xml"), COPY_JARS],
      ...["-DexcludeTransitive=true", `-DoutputDirectory=${lib}`],
    ],
  });

/** Downloads the same wheels on all systems, those of one platform, since only their Python files are used. */
const fetchPython = (root: string, folder: string): Promise<void> =>
  run(root, {
    title: "Fetching its Python API (3 MB)",
    tool: "pip",
    command: getVenvPython(root),
    args: [
      ...["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--retries", "1", "--no-cache-dir"],
      ...["--no-deps", "--no-compile", "--only-binary", ":all:", "--platform", "manylinux1_x86_64"],
      ...["--python-version", "3.11", "--implementation", "cp", "--require-hashes"],
      ...["--requirement", join(HERE, PYTHON_PARTS), "--target", join(folder, PYTHON_FOLDER)],
    ],
  });

interface Step {
  readonly title: string;
  readonly tool: string;
  readonly command: string;
  readonly args: readonly string[];
}

async function run(root: string, { title, tool, command, args }: Step): Promise<void> {
  const log = join(root, ".labs", "logs", `flink-${tool.toLowerCase()}.log`);
  const { code, output } = await runLogged({ title, command, args, cwd: root, log, env: cleanEnvironment() });
  if (code === 127 && tool === "Maven") throw new FlinkSetupFailure(adviseOnMaven());
  if (code !== 0) throw new FlinkSetupFailure(describeInstallerFailure({ tool, output, log, again: AGAIN }));
}

const adviseOnMaven = (): string =>
  `Maven was not found. It fetches parts of Flink, once. ${
    {
      darwin: "Install it with `brew install maven`",
      win32: "Install it from https://maven.apache.org",
      linux: "Install it with `sudo apt install maven` (Debian, Ubuntu) or `sudo dnf install maven` (Fedora)",
    }[process.platform as string] ?? "Install it"
  }, then run \`${AGAIN}\` again.`;

async function verify(lib: string, sha256: Parts["sha256"]): Promise<void> {
  for (const [file, requested] of Object.entries(sha256)) {
    const path = join(lib, file);
    if (!isPresent(path))
      throw new FlinkSetupFailure(`${file} is missing from the downloaded files. Run \`${AGAIN}\` again.`);
    const hash = createHash("sha256");
    await pipeline(createReadStream(path), hash);
    if (hash.digest("hex") !== requested)
      throw new FlinkSetupFailure(
        `${file} is not the expected file: its checksum differs. Nothing was set up. Run \`${AGAIN}\` again; if that doesn't help, your registry serves a different file.`,
      );
  }
}

// The border: the file is in this folder.
const listParts = (): Parts => JSON.parse(readFileSync(join(HERE, "parts.json"), "utf8")) as Parts;
