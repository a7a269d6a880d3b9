import type { Architecture, Runtime } from "@aws-sdk/client-lambda";
import type { PolicyStatement, StoredCode } from "../functions/stored-function";

/** A version of a layer, as it was published: it never changes, but for who may use it. */
export interface StoredLayerVersion {
  readonly version: number;
  readonly code: StoredCode;
  readonly description: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly license?: string;
  /** Undefined if none were ever named: such a version fits all. */
  readonly runtimes?: readonly Runtime[];
  readonly architectures?: readonly Architecture[];
  readonly policy?: { readonly revisionId: string; readonly statements: readonly LayerStatement[] };
}

/** Who may use a version of a layer. */
export type LayerStatement = PolicyStatement;

/** A layer as it is kept; it stays when all its versions are gone, so that no number is given twice. */
export interface StoredLayer {
  readonly name: string;
  /** The number that the next published version gets. */
  readonly nextVersion: number;
  /** In the order of their numbers. */
  readonly versions: readonly StoredLayerVersion[];
}
