import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Core } from "../../../../core/core";
import type { StoredCode, StoredVersion } from "../stored-function";
import { linkSdk } from "../../../../processes/sdk-links";
import { getLanguage } from "../runtimes";
import { linkPackages, assembleCode, unzipPackage } from "./layered-code";
import { isPresent } from "../../../../storage/if-present";

/** The largest zip that a request may contain. */
export const MAX_ZIP_BYTES = 52_428_800;

/** Stored code: a single package, or the code of a function's version with its layers. */
type StoredPackages = Pick<StoredVersion, "code"> & Partial<Pick<StoredVersion, "layers" | "runtime">>;

/** The folders with the files of a version. */
interface CodeFolders {
  /** The function's own files. */
  readonly task: string;
  /** The files of its layers; undefined if it has none. */
  readonly opt: string | undefined;
  /** Further paths that the function needs to read: the SDK, and the files beside its folder. */
  readonly surroundings: readonly string[];
}

/** The deployment packages of all functions and layers: each zip only once, with its unpacked files beside it. */
export class CodeStore {
  readonly #folder: string;
  /** By folder with layers: other paths of this machine that its linked packages lead to. Linked again after each start, since these paths may change. */
  readonly #linked = new Map<string, readonly string[]>();
  #sdk: readonly string[] | undefined;

  constructor(core: Pick<Core, "storage">) {
    this.#folder = core.storage.createSubfolder("lambda/code");
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
    if (isPresent(path)) return code;
    const files = unzipPackage(zip);
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
  getFolder(code: StoredCode): string {
    const folder = this.#getFolder(code);
    if (!isPresent(folder)) this.#unpack(code, unzipPackage(this.zip(code)));
    return folder;
  }

  /** The files of a version, with those of its layers. */
  placeFiles({ code, layers = [], runtime }: Pick<StoredVersion, "code" | "layers" | "runtime">): CodeFolders {
    const isNode = getLanguage(runtime) === "node";
    if (layers.length === 0)
      return { task: this.getFolder(code), opt: undefined, surroundings: isNode ? this.#listSurroundings() : [] };
    const folder = this.#prepareLayeredFolder({ code, layers, runtime });
    const parts = { folder, task: this.getFolder(code), layers: layers.map((layer) => this.getFolder(layer.code)) };
    if (!isPresent(folder)) assembleCode(parts);
    const sources = isNode ? (this.#linked.get(folder) ?? linkPackages(folder, runtime)) : [];
    this.#linked.set(folder, sources);
    const beside = ["node_modules", "package.json"].map((name) => join(folder, name));
    return {
      task: join(folder, "task"),
      opt: join(folder, "opt"),
      surroundings: [join(folder, "opt"), ...(isNode ? [...beside, ...sources] : [])],
    };
  }

  #listSurroundings(): readonly string[] {
    if (this.#sdk === undefined) {
      // Without this file, a package.json of a parent folder would decide the module type of a function's files.
      writeFileSync(join(this.#folder, "package.json"), "{}\n");
      this.#sdk = linkSdk(this.#folder);
    }
    return [join(this.#folder, "package.json"), join(this.#folder, "node_modules"), ...this.#sdk];
  }

  /** Removes all packages but these. */
  keepOnly(codes: Iterable<StoredPackages>): void {
    const stored = new Set([...codes].flatMap((code) => this.#listPaths(code)));
    for (const name of readdirSync(this.#folder)) {
      const path = join(this.#folder, name);
      if (!stored.has(path)) this.#linked.delete(path);
      if (name !== "node_modules" && name !== "package.json" && !stored.has(path))
        rmSync(path, { recursive: true, force: true });
    }
    if (stored.size > 0) return;
    for (const name of ["node_modules", "package.json"])
      rmSync(join(this.#folder, name), { recursive: true, force: true });
    this.#sdk = undefined;
  }

  /** Unpacks into a temporary folder first, so that the folder is complete or missing. Read-only, since no call may change the code of the next one. */
  #unpack(code: StoredCode, files: ReadonlyMap<string, Uint8Array>): void {
    const folder = this.#getFolder(code);
    const created = `${folder}.new`;
    rmSync(created, { recursive: true, force: true });
    for (const [name, content] of files) {
      const path = join(created, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      chmodSync(path, 0o555);
    }
    renameSync(created, folder);
  }

  #listPaths({ code, layers = [], runtime = "" }: StoredPackages): readonly string[] {
    const packages = [code, ...layers.map((layer) => layer.code)];
    return [
      ...packages.flatMap((code) => [this.#getFolder(code), this.#zipPath(code)]),
      ...(layers.length === 0 ? [] : [this.#prepareLayeredFolder({ code, layers, runtime })]),
    ];
  }

  #prepareLayeredFolder({ code, layers = [], runtime }: Pick<StoredVersion, "code" | "layers" | "runtime">): string {
    const message = [runtime, code.sha256, ...layers.map((layer) => layer.code.sha256)].join(" ");
    return join(this.#folder, `${createHash("sha256").update(message).digest("hex")}.layered`);
  }

  #getFolder = ({ sha256 }: StoredCode): string => join(this.#folder, Buffer.from(sha256, "base64").toString("hex"));
  #zipPath = (code: StoredCode): string => `${this.#getFolder(code)}.zip`;
}
