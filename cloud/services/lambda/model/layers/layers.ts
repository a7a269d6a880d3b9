import type { Core } from "../../../../core/core";
import type { Random } from "../../../../core/random";
import type { Table } from "../../../../storage/table";
import type { StoredCode } from "../stored-function";
import { createLayerVersionNotFoundFault, createLayerVersionTooLowFault } from "../faults";
import type { NamedLayer } from "./layer-name";
import type { StoredLayer, StoredLayerVersion } from "./stored-layer";

/** The layers of the account in this region. */
export class Layers {
  readonly #random: Random;
  readonly #table: Table<StoredLayer>;

  constructor(core: Pick<Core, "random" | "storage">) {
    this.#random = core.random.fork("lambda/layers");
    this.#table = core.storage.openTable<StoredLayer>("lambda/layers");
  }

  /** All layers, by name; some have no versions any more. */
  listAll(): readonly StoredLayer[] {
    return [...this.#table.listValues()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The packages of all versions. */
  listCodes(): readonly StoredCode[] {
    return this.#table.listValues().flatMap(({ versions }) => versions.map(({ code }) => code));
  }

  /** Whether layers may be missing, since their table was damaged. */
  get isIncomplete(): boolean {
    return this.#table.isIncomplete;
  }

  listVersions(name: string): readonly StoredLayerVersion[] {
    return this.#table.get(name)?.versions ?? [];
  }

  find(name: string, version: number): StoredLayerVersion | undefined {
    return this.listVersions(name).find((item) => item.version === version);
  }

  /** @throws AwsFault ResourceNotFoundException, InvalidParameterValueException for a number below 1 */
  requireVersion({ name }: NamedLayer, version: number): StoredLayerVersion {
    if (version < 1) throw createLayerVersionTooLowFault();
    const found = this.find(name, version);
    if (found === undefined) throw createLayerVersionNotFoundFault();
    return found;
  }

  /** Stores a new version under the next number. */
  publish(name: string, published: Omit<StoredLayerVersion, "version">): StoredLayerVersion {
    const { nextVersion, versions } = this.#table.get(name) ?? { nextVersion: 1, versions: [] };
    const added = { version: nextVersion, ...published };
    this.#table.set(name, { name, nextVersion: nextVersion + 1, versions: [...versions, added] });
    return added;
  }

  /** Stores a version with another policy. */
  save(name: string, changed: StoredLayerVersion): void {
    this.#change(name, (versions) =>
      versions.map((version) => (version.version === changed.version ? changed : version)),
    );
  }

  /** Removes a version. Functions that use the version keep it. A missing version is no error, as on AWS. */
  remove(name: string, version: number): void {
    if (this.find(name, version) === undefined) return;
    this.#change(name, (versions) => versions.filter((item) => item.version !== version));
  }

  createId(): string {
    return this.#random.drawUuid();
  }

  #change(name: string, change: (versions: readonly StoredLayerVersion[]) => readonly StoredLayerVersion[]): void {
    const layer = this.#table.get(name);
    if (layer !== undefined) this.#table.set(name, { ...layer, versions: change(layer.versions) });
  }
}
