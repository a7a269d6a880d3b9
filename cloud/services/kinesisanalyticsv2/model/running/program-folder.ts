import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import type { PropertyGroup } from "@aws-sdk/client-kinesis-analytics-v2";
import { ZipFiles } from "../../../../storage/zip-files";
import { JobFailure } from "./job-failure";

/** The largest size of an unpacked program, in bytes. */
const MAX_BYTES = 1024 ** 3;
const JAR = "application.jar";

/** A folder with a program's code, ready to run, and its properties as managed Flink gives them. */
export class ProgramFolder {
  readonly #folder: string;

  /** @param folder absolute; its content from an earlier start is removed */
  constructor(folder: string) {
    this.#folder = folder;
    rmSync(folder, { recursive: true, force: true });
    for (const path of [this.code, this.etc]) mkdirSync(path, { recursive: true });
  }

  /** The folder with the code, which is the program's working directory. */
  get code(): string {
    return join(this.#folder, "code");
  }

  /** The folder that the program sees as `/etc/flink`. */
  get etc(): string {
    return join(this.#folder, "etc");
  }

  /** Writes the file that programs, and AWS's KinesisAnalyticsRuntime for Java, read their property groups from. */
  writeProperties(groups: readonly PropertyGroup[]): void {
    writeFileSync(join(this.etc, "application_properties.json"), JSON.stringify(groups, undefined, 2), { mode: 0o600 });
  }

  writeJar(jar: Uint8Array): string {
    const path = join(this.code, JAR);
    writeFileSync(path, jar);
    return path;
  }

  /** @throws JobFailure if the bytes are no zip, too large, or contain a path that cannot be unpacked */
  unzip(zip: Uint8Array): void {
    for (const [name, content] of Object.entries(listEntries(zip))) {
      const path = join(this.code, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
  }

  /** @throws JobFailure if the zip has no such file */
  requireFile(name: string, option: string): string {
    const path = join(this.code, name);
    if (new ZipFiles().hasRoomFor(name) && existsSync(path)) return path;
    throw new JobFailure(
      `The zip has no ${name}, which the run option ${option} names. Paths begin at the zip's root.`,
    );
  }
}

function listEntries(zip: Uint8Array): Readonly<Record<string, Uint8Array>> {
  let bytes = 0;
  const held = new ZipFiles();
  try {
    return unzipSync(zip, {
      // Called for each entry before any is unpacked.
      filter({ name, originalSize }) {
        bytes += originalSize;
        if (bytes > MAX_BYTES) throw new JobFailure("The zip has more than 1 GiB in it.");
        if (name.endsWith("/")) return false;
        if (!held.hasRoomFor(name))
          throw new JobFailure(
            `The zip has more files than the lab cloud unpacks, or one for which its folder has no place: ${name}`,
          );
        return true;
      },
    });
  } catch (error) {
    if (error instanceof JobFailure) throw error;
    throw new JobFailure("The code is no zip that can be opened. Put the program, not its folder alone, into one.", {
      cause: error,
    });
  }
}
