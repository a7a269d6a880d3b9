import type { Core } from "../../../../core/core";
import type { Random } from "../../../../../foundation/random";
import type { Table } from "../../../../storage/table";
import type { StoredCode, PolicyStatement } from "../stored-function";
import {
  createLayerVersionNotFoundFault,
  createLayerVersionTooLowFault,
  createForeignLayerFault,
  createLayersElsewhereFault,
} from "../faults";
import type { Architecture, Runtime } from "@aws-sdk/client-lambda";

type AccountAndRegion = Pick<Core, "region" | "account">;

/** A layer that a request names. */
export interface NamedLayer {
  readonly name: string;
  /** Set if the ARN ends in a version. */
  readonly version: number | undefined;
}

export const formatLayerArn = ({ region, account }: AccountAndRegion, name: string): string =>
  `arn:aws:lambda:${region}:${account}:layer:${name}`;

export const formatLayerVersionArn = (account: AccountAndRegion, name: string, version: number): string =>
  `${formatLayerArn(account, name)}:${version}`;

const ARN = /^arn:[^:]*:lambda:([^:]*):(\d{12})?:(?:aws)?layer:([^:]+)(?::(\d+))?$/;

/**
 * Parses a layer's name or ARN, or the ARN of a layer version.
 *
 * @param text a string that matches one of the rules `layerName` and `formatLayerVersionArn`
 * @throws AwsFault NotImplemented if the layer is another account's, InvalidParameterValueException if it is in another
 * region
 */
export function parseLayerName({ region, account }: AccountAndRegion, text: string): NamedLayer {
  const [, itsRegion, itsAccount, name, version] = ARN.exec(text) ?? [];
  if (name === undefined) return { name: text, version: undefined };
  if (itsAccount !== account) throw createForeignLayerFault(text);
  if (itsRegion !== region) throw createLayersElsewhereFault(region);
  return { name, version: version === undefined ? undefined : Number(version) };
}

/** A published version of a layer: only its policy can change. */
export interface StoredLayerVersion {
  readonly version: number;
  readonly code: StoredCode;
  readonly description: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly license?: string;
  /** Undefined if the publisher named none: such a version fits all runtimes. */
  readonly runtimes?: readonly Runtime[];
  readonly architectures?: readonly Architecture[];
  readonly policy?: { readonly revisionId: string; readonly statements: readonly LayerStatement[] };
}

/** A statement of a layer version's policy, which says who may use it. */
export type LayerStatement = PolicyStatement;

/** A layer as it is stored. It stays after all its versions are deleted, so that no number is reused. */
interface StoredLayer {
  readonly name: string;
  /** The number that the next published version gets. */
  readonly nextVersion: number;
  /** In the order of their numbers. */
  readonly versions: readonly StoredLayerVersion[];
}

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

  /** Removes a version. Functions that use the version keep it. A missing version isn't an error, as on AWS. */
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
