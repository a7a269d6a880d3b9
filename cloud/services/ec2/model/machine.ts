import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  rmSync,
  writeFileSync,
  appendFileSync,
  readFileSync,
  statSync,
} from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { findPython } from "../../../../foundation/columnar/python";
import type { Core } from "../../../core/core";
import { toEnvironment, type Keys } from "../../../core/role-sessions";
import type { SupervisedProcess } from "../../../processes/supervised-process";
import { findSdkFolder } from "../../../processes/sdk-links";
import { removeUntrustedFolder } from "../../../../foundation/untrusted-folder";
import { BOOT, SHIMS } from "./machine/shims";
import type { StoredInstance } from "./stored";
import { isPresent, isMissing, readIfPresent } from "../../../storage/if-present";
import type { Readable } from "node:stream";
import { isDiskFull } from "../../../core/faults";

/** EC2 keeps the last 64 KiB of an instance's console output. */
const MAX_STORED_BYTES = 64 * 1024;

/**
 * The console output of an instance, read from a pipe. It is stored in a file that no process of the instance can
 * reach.
 */
export class Console {
  readonly #path: string;
  #bytes: number | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Stores everything that the stream delivers. */
  follow(output: Readable): void {
    output.on("data", (piece: Buffer) => this.write(piece));
  }

  write(piece: Buffer | string): void {
    this.#bytes ??= statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
    try {
      appendFileSync(this.#path, piece);
    } catch (error) {
      // The last output may arrive when the instance's folder is already removed. Where the disk is full, output is lost: nobody can ask
      // an instance to write it again.
      if (isMissing(error) || isDiskFull(error)) return;
      throw error;
    }
    this.#bytes += piece.length;
    if (this.#bytes > 2 * MAX_STORED_BYTES) this.#shorten();
  }

  /** The last 64 KiB of the output. */
  read(): Buffer {
    return readIfPresent(() => readFileSync(this.#path))?.subarray(-MAX_STORED_BYTES) ?? Buffer.alloc(0);
  }

  #shorten(): void {
    const last = this.read();
    writeFileSync(this.#path, last);
    this.#bytes = last.byteLength;
  }
}

/** The folders of a stock image that a script may expect. Each instance has them on its own disk. */
const INSTANCE_FOLDERS = [
  "etc/cron.d",
  "etc/systemd/system",
  "home/ec2-user",
  "home/ubuntu",
  "opt",
  "root",
  "srv",
  "tmp",
  "usr/local/bin",
  "var/lib",
  "var/log",
  "var/tmp",
  "var/www",
] as const;

const PATH = new RegExp(`(?<![\\w.\\-/$}])/(${INSTANCE_FOLDERS.join("|")})(?=[/\\s"'\`;:,)&|<>=]|$)`, "gm");

/**
 * A script in which the paths of these folders point to the instance's disk: `/home/ec2-user/app.py` is
 * `<disk>/home/ec2-user/app.py`. The script's text is changed, so that paths in files that the script writes are
 * changed, too.
 *
 * @param disk the absolute path of the instance's disk
 */
const replacePaths = (script: string, disk: string): string =>
  script.replace(PATH, (_whole, folder: string) => `${disk}/${folder}`);

/** ms of real time that the processes of a stopped instance get to end by themselves. */
const GRACE_MS = 1_000;

const MIB: Readonly<Record<string, number>> = {
  nano: 512,
  micro: 1_024,
  small: 2_048,
  medium: 4_096,
  large: 8_192,
  xlarge: 16_384,
};

/**
 * Called when a machine ends by itself: without `why` it was shut down from inside, else `why` is the reason why it
 * could not start.
 */
type Shutdown = (why: string | undefined) => void;

/**
 * The machine behind an instance: a folder as its disk, and one process that starts all others.
 *
 * The disk belongs to the programs of the instance; from its first start on, the cloud neither reads nor writes
 * anything in it. The cloud's own files are beside the disk: the console output, which the instance cannot see, and the
 * boot files, which it can only read.
 */
export class Machine {
  readonly console: Console;
  readonly #core: Core;
  readonly #folder: string;
  readonly #boot: string;
  readonly #disk: string;
  #process: SupervisedProcess | undefined;

  constructor(core: Core, id: string) {
    this.#core = core;
    this.#folder = join(core.storage.createSubfolder("ec2/instances"), id);
    this.#boot = join(this.#folder, "boot");
    this.#disk = join(this.#folder, "disk");
    this.console = new Console(join(this.#folder, "console.log"));
  }

  /** @param keys the credentials of the instance profile's role, if there is one that EC2 may assume */
  start(
    instance: StoredInstance,
    { keys, onShutdown }: { readonly keys: Keys | undefined; readonly onShutdown: Shutdown },
  ): void {
    const interpreter = this.#prepare(instance);
    const python = findPython(this.#core.python);
    const sdk = findSdkFolder();
    const started = this.#core.processes.start({
      argv: ["/bin/bash", join(this.#boot, "bin", "boot")],
      cwd: this.#disk,
      env: this.#createEnvironment(instance, { interpreter, python, sdk, keys }),
      writable: [this.#disk],
      readable: [this.#boot, dirname(dirname(python)), dirname(process.execPath), ...(sdk === undefined ? [] : [sdk])],
      memoryMiB: MIB[instance.type.split(".")[1] ?? ""],
    });
    this.#process = started;
    this.console.follow(started.output);
    this.console.follow(started.errors);
    void started.ended.then(({ error }) => {
      if (this.#process !== started) return;
      this.#process = undefined;
      // When the cloud itself stops, its instances stay in the state running, and boot at its next start.
      if (!this.#core.processes.isClosed) onShutdown(error);
    });
  }

  /** Ends all processes of the machine. */
  async stop(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    await running?.terminate(GRACE_MS);
  }

  /** Removes the disk; the console output stays. */
  discard(): void {
    removeUntrustedFolder(this.#disk);
  }

  /** Removes the disk, the boot files and the console output. */
  remove(): void {
    removeUntrustedFolder(this.#folder);
  }

  /** Creates the disk at the first start, and writes the boot files. @returns the program that runs the user data; empty if none is to run */
  #prepare({ userData, runsUserData }: StoredInstance): string {
    if (!isPresent(this.#disk))
      for (const folder of INSTANCE_FOLDERS) mkdirSync(join(this.#disk, folder), { recursive: true });
    rmSync(this.#boot, { recursive: true, force: true });
    mkdirSync(join(this.#boot, "bin"), { recursive: true });
    for (const [name, text] of Object.entries(SHIMS)) this.#writeProgram(join("bin", name), `#!/bin/bash\n${text}`);
    this.#writeProgram("bin/boot", BOOT);
    if (userData === undefined) return "";
    const script = Buffer.from(userData, "base64").toString("utf8");
    this.#writeProgram("user-data", replacePaths(script, this.#disk));
    return runsUserData ? findInterpreter(script) : "";
  }

  #writeProgram(path: string, text: string): void {
    writeFileSync(join(this.#boot, path), text);
    chmodSync(join(this.#boot, path), 0o755);
  }

  #createEnvironment(
    instance: StoredInstance,
    {
      interpreter,
      python,
      sdk,
      keys,
    }: {
      readonly interpreter: string;
      readonly python: string;
      readonly sdk: string | undefined;
      readonly keys: Keys | undefined;
    },
  ): Record<string, string> {
    return {
      ...this.#core.processes.createEnvironment(),
      ...(keys === undefined ? {} : toEnvironment(keys)),
      AWS_EC2_METADATA_DISABLED: "true",
      RANDOM_USER_API: `${this.#core.processes.endpoint}/_lab/random-user/api/`,
      LAB_DISK: this.#disk,
      LAB_USER_DATA: join(this.#boot, "user-data"),
      LAB_INTERPRETER: interpreter,
      LAB_PYTHON: python,
      LAB_NODE: process.execPath,
      LAB_NODE_MODULES: sdk ?? "",
      LAB_AWS: join(dirname(python), "aws"),
      LAB_CURL: onPath("curl"),
      LAB_INSTANCE_ID: instance.id,
      LAB_INSTANCE_TYPE: instance.type,
      LAB_IMAGE_ID: instance.imageId,
      LAB_ZONE: instance.zone,
      LAB_PRIVATE_IP: instance.privateIp,
      LAB_PUBLIC_IP: instance.publicIp ?? "",
      PATH: [
        join(this.#boot, "bin"),
        join(this.#disk, "usr/local/bin"),
        dirname(python),
        "/usr/local/bin",
        "/usr/bin",
        "/bin",
      ].join(delimiter),
      HOME: join(this.#disk, "root"),
      TMPDIR: join(this.#disk, "tmp"),
      LANG: "C.UTF-8",
      PYTHONUNBUFFERED: "1",
      PYTHONDONTWRITEBYTECODE: "1",
      NODE_NO_WARNINGS: "1",
    };
  }
}

/** The program that a script's first line names, searched by its name on the instance's path; empty if there is none. */
function findInterpreter(script: string): string {
  const [program = "", first = ""] = /^#!(.*)/.exec(script)?.[1]?.trim().split(/\s+/) ?? [];
  return basename(basename(program) === "env" ? first : program);
}

/** The path of a program of this machine. */
function onPath(name: string): string {
  const found = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isProgram);
  return found ?? name;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // Whatever keeps us from running it, another folder may have one that runs.
  }
}
