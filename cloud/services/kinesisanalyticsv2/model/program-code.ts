import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AwsFault } from "../../../core/faults";
import type { Core } from "../../../core/core";
import { createCodeTooLargeFault, createArgumentFault } from "./faults";
import type { AnalyticsPorts } from "./ports";
import type { StoredApplication, StoredCode } from "./stored-application";
import { readIfPresent } from "../../../storage/if-present";

/** AWS's quota of an application's code (docs: "Managed Service for Apache Flink and Studio notebook quota"), in bytes. */
const MAX_BYTES = 512 * 1024 ** 2;

/**
 * The code of applications from S3. As on AWS, it is copied when an application is created or its code updated, so a
 * later object takes effect only after an UpdateApplication.
 */
export class ProgramCode {
  readonly #core: Pick<Core, "storage">;
  readonly #objects: AnalyticsPorts["objects"];

  constructor(core: Pick<Core, "storage">, objects: AnalyticsPorts["objects"]) {
    this.#core = core;
    this.#objects = objects;
  }

  /**
   * Reads code from the S3 object that a request names; undefined if the request itself holds the code.
   *
   * @throws AwsFault InvalidArgumentException if there is no such object, LimitExceededException if it is too large
   */
  async fetchCode({ s3 }: StoredCode): Promise<Buffer | undefined> {
    if (s3 === undefined) return undefined;
    const bucket = /^arn:[^:]*:s3:::(?<bucket>[^/]+)$/.exec(s3.BucketARN)?.groups?.["bucket"];
    if (bucket === undefined)
      throw createArgumentFault(`${s3.BucketARN} is not the ARN of a bucket: arn:aws:s3:::NAME.`);
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    try {
      for await (const piece of this.#objects.readObject(bucket, s3.FileKey)) {
        bytes += piece.byteLength;
        if (bytes > MAX_BYTES) throw createCodeTooLargeFault(MAX_BYTES);
        pieces.push(piece);
      }
    } catch (error) {
      if (error instanceof AwsFault && (error.code.startsWith("NoSuch") || error.code === "AccessDenied"))
        throw createArgumentFault(
          `Unable to get the specified fileKey: ${s3.FileKey} in the specified bucket: ${s3.BucketARN}`,
        );
      throw error;
    }
    return Buffer.concat(pieces);
  }

  /** Stores the code of a version, and removes that of earlier versions. */
  keep({ id, version }: Pick<StoredApplication, "id" | "version">, code: Uint8Array): void {
    const name = `${id}-${version}`;
    const before = readdirSync(this.#folder).filter((item) => item.startsWith(`${id}-`) && item !== name);
    writeFileSync(join(this.#folder, name), code);
    for (const item of before) rmSync(join(this.#folder, item));
  }

  /** The absolute path of the folder into which an application's program is unpacked to run. */
  getProgramFolder({ id }: Pick<StoredApplication, "id">): string {
    return join(this.#core.storage.createSubfolder("kinesisanalyticsv2/programs"), id);
  }

  forget({ id }: Pick<StoredApplication, "id">): void {
    rmSync(this.getProgramFolder({ id }), { recursive: true, force: true });
    for (const name of readdirSync(this.#folder))
      if (name.startsWith(`${id}-`)) rmSync(join(this.#folder, name), { force: true });
  }

  /** The stored code, which is that of the newest version. */
  read({ id }: Pick<StoredApplication, "id">): Buffer | undefined {
    const name = readdirSync(this.#folder).find((item) => item.startsWith(`${id}-`));
    const path = name === undefined ? undefined : join(this.#folder, name);
    return path === undefined ? undefined : readIfPresent(() => readFileSync(path));
  }

  get #folder(): string {
    return this.#core.storage.createSubfolder("kinesisanalyticsv2/code");
  }
}
