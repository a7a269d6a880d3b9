import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Core } from "../../../core/core";
import type { StoredCode, StoredVersion } from "../functions/stored-function";
import { linkSdk } from "../../../processes/sdk-links";
import { languageOf } from "../runtimes";
import { linkPackages, putTogether } from "./layered-code";
import { unzipped } from "./unzip";

/** The largest zip that a request or an S3 object may bring. */
export const MOST_ZIP_BYTES = 52_428_800;

/** What is kept: a package, or what a version of a function runs. */
export type KeptCode = Pick<StoredVersion, "code"> & Partial<Pick<StoredVersion, "layers" | "runtime">>;

/** Where the files of a version are. */
export interface PlacedCode {
  /** The function's own. */
  readonly task: string;
  /** Those of its layers; undefined if it has none. */
  readonly opt: string | undefined;
  /** What it needs to read beside: the SDK, and what stands beside its folder. */
  readonly surroundings: readonly string[];
}

/** The deployment packages of all functions and layers: each zip once, and its files beside it, ready to run. */
export class CodeStore {
  readonly #folder: string;
  /** Folders with layers whose packages are linked, and what else of this machine the links lead to: once a start, since those may move. */
  readonly #linked = new Map<string, readonly string[]>();
  #sdk: readonly string[] | undefined;

  constructor(core: Pick<Core, "storage">) {
    this.#folder = core.storage.subfolder("lambda/code");
  }

  /**
   * Keeps a package.
   *
   * @throws AwsFault InvalidParameterValueException if it cannot be unpacked
   */
  add(zip: Uint8Array): StoredCode {
    const sha256 = createHash("sha256").update(zip).digest("base64");
    const code = { sha256, size: zip.byteLength };
    const path = this.#zipPath(code);
    if (existsSync(path)) return code;
    const files = unzipped(zip);
    this.#unpack(code, files);
    writeFileSync(`${path}.new`, zip);
    renameSync(`${path}.new`, path);
    return code;
  }

  /** The zip itself. */
  zip(code: StoredCode): Buffer {
    return readFileSync(this.#zipPath(code));
  }

  /** The folder with a package's files. */
  folder(code: StoredCode): string {
    const folder = this.#folderOf(code);
    if (!existsSync(folder)) this.#unpack(code, unzipped(this.zip(code)));
    return folder;
  }

  /** The files of a version, with those of its layers. */
  place({ code, layers = [], runtime }: Pick<StoredVersion, "code" | "layers" | "runtime">): PlacedCode {
    const isNode = languageOf(runtime) === "node";
    if (layers.length === 0)
      return { task: this.folder(code), opt: undefined, surroundings: isNode ? this.#surroundings() : [] };
    const folder = this.#layeredFolderOf({ code, layers, runtime });
    const parts = { folder, task: this.folder(code), layers: layers.map((layer) => this.folder(layer.code)) };
    if (!existsSync(folder)) putTogether(parts);
    const sources = isNode ? (this.#linked.get(folder) ?? linkPackages(folder, runtime)) : [];
    this.#linked.set(folder, sources);
    const beside = ["node_modules", "package.json"].map((name) => join(folder, name));
    return {
      task: join(folder, "task"),
      opt: join(folder, "opt"),
      surroundings: [join(folder, "opt"), ...(isNode ? [...beside, ...sources] : [])],
    };
  }

  #surroundings(): readonly string[] {
    if (this.#sdk === undefined) {
      // Without this, a package.json further up would say what kind of modules a function's files are.
      writeFileSync(join(this.#folder, "package.json"), "{}\n");
      this.#sdk = linkSdk(this.#folder);
    }
    return [join(this.#folder, "package.json"), join(this.#folder, "node_modules"), ...this.#sdk];
  }

  /** Removes all packages but these. */
  keepOnly(codes: Iterable<KeptCode>): void {
    const kept = new Set([...codes].flatMap((one) => this.#pathsOf(one)));
    for (const name of readdirSync(this.#folder)) {
      const path = join(this.#folder, name);
      if (!kept.has(path)) this.#linked.delete(path);
      if (name !== "node_modules" && name !== "package.json" && !kept.has(path))
        rmSync(path, { recursive: true, force: true });
    }
    if (kept.size > 0) return;
    for (const name of ["node_modules", "package.json"])
      rmSync(join(this.#folder, name), { recursive: true, force: true });
    this.#sdk = undefined;
  }

  /** Beside its place first, so that it is there whole or not at all. Read-only: no call may change what the next one runs. */
  #unpack(code: StoredCode, files: ReadonlyMap<string, Uint8Array>): void {
    const folder = this.#folderOf(code);
    const made = `${folder}.new`;
    rmSync(made, { recursive: true, force: true });
    for (const [name, content] of files) {
      const path = join(made, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      chmodSync(path, 0o555);
    }
    renameSync(made, folder);
  }

  #pathsOf({ code, layers = [], runtime = "" }: KeptCode): readonly string[] {
    const packages = [code, ...layers.map((layer) => layer.code)];
    return [
      ...packages.flatMap((one) => [this.#folderOf(one), this.#zipPath(one)]),
      ...(layers.length === 0 ? [] : [this.#layeredFolderOf({ code, layers, runtime })]),
    ];
  }

  #layeredFolderOf({ code, layers = [], runtime }: Pick<StoredVersion, "code" | "layers" | "runtime">): string {
    const told = [runtime, code.sha256, ...layers.map((layer) => layer.code.sha256)].join(" ");
    return join(this.#folder, `${createHash("sha256").update(told).digest("hex")}.layered`);
  }

  #folderOf = ({ sha256 }: StoredCode): string => join(this.#folder, Buffer.from(sha256, "base64").toString("hex"));
  #zipPath = (code: StoredCode): string => `${this.#folderOf(code)}.zip`;
}
