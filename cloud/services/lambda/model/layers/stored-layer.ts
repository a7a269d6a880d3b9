import type { Architecture, Runtime } from "@aws-sdk/client-lambda";
import type { PolicyStatement, StoredCode } from "../stored-function";

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
export interface StoredLayer {
  readonly name: string;
  /** The number that the next published version gets. */
  readonly nextVersion: number;
  /** In the order of their numbers. */
  readonly versions: readonly StoredLayerVersion[];
}
