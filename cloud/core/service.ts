import type { AwsFault } from "./faults";
import type { HttpRequest } from "./http";
import type { LiveFigures } from "./live-figures";
import type { OmittedOperation, Operation } from "./members";
import type { Violation } from "./rules";
import type { Rates } from "./rates";
import type { Protocol } from "../protocols/protocol";

/** One table of rows that the console shows for a service. Cells are plain text; the console escapes them. */
export interface View {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A service: how its requests are recognized, its protocols, and its operations. */
export interface Service<L> {
  /** The name in the journal and in messages: `kinesis`. */
  readonly name: string;
  /** The service name in a signature's credential scope. */
  readonly signingName: string;
  /** Before the dot in `X-Amz-Target`; also the service name in rpc-v2 paths. Absent for S3, STS and IAM. */
  readonly target?: string;
  /** The `Version` of query requests; it identifies the service of an unsigned request. */
  readonly version?: string;
  /** The protocols in order of preference; the first one that claims a request is used. */
  readonly protocols: readonly Protocol[];
  /** The largest request body that is read into memory, in bytes. Streamed bodies are not bound by it. */
  readonly maxBodyBytes: number;
  /** Each operation of the SDK, by name: emulated, or refused by name. */
  readonly operations: Readonly<Record<string, Operation<L> | OmittedOperation>>;
  /** Makes the fault for violations, with this service's error code and text. */
  readonly createInvalidFault: (found: readonly Violation[]) => AwsFault;
  /** Claims a request that carries no signature, target or version (S3's plain and virtual-host requests). */
  readonly isClaiming?: (request: HttpRequest) => boolean;
  /** The fault for an unsigned request that says more than that the signature is missing. */
  readonly findUnsignedFault?: (services: L, request: HttpRequest) => AwsFault | undefined;
  /** How often its operations may be called in a cloud with `--lag`. */
  readonly rates?: Rates;
  /** The tables that the console shows, from the service's real state. */
  readonly createViews?: (services: L) => readonly View[];
  /**
   * The figures of each resource by its name, for the console's feed. Called twice a second while a console is open:
   * must not wait.
   */
  readonly getLiveFigures?: (services: L) => Readonly<Record<string, LiveFigures>>;
  /** Messages to the service beside AWS's API, by name: `PUT /_lab/<service>/response?…` with a JSON object. */
  readonly messages?: Readonly<
    Record<string, (services: L, query: URLSearchParams, body: Readonly<Record<string, unknown>>) => unknown>
  >;
  /**
   * Queries to the service beside AWS's API, by name: `record` answers `GET /_lab/<service>/record?…` as JSON; bytes
   * are sent as they are. An invalid query throws an AwsFault.
   */
  readonly lookups?: Readonly<Record<string, (services: L, query: URLSearchParams) => unknown>>;
}
