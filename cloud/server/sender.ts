import type { Call, Caller } from "../core/call";
import { isRegionName } from "../core/arn-parts";
import type { Core } from "../core/core";
import type { HttpRequest } from "../core/http";
import type { Keys, PresentedKeys, RoleSession, RoleSessions } from "../core/role-sessions";
import type { Service } from "../core/service";
import type { Protocol } from "../protocols/protocol";
import { AwsFault } from "../core/faults";
import { isCloudHost } from "./front";
import { findFailure, listUnsignedHeaders, verifySignature } from "./signature";
import type { SignatureFailure, SignatureParts } from "./signature-parts";
import { createSignatureFault, explainFailure, findParameterFault } from "./signature-faults";

/** Services with one endpoint for all regions, which takes signatures for us-east-1 everywhere. */
const GLOBAL_SERVICES = ["iam", "sts"];

/** A request whose service and protocol are known. */
export interface ArrivedRequest<L> {
  readonly request: HttpRequest;
  readonly signature: SignatureParts | undefined;
  readonly service: Service<L>;
  readonly protocol: Protocol;
}

export interface SenderParts<L extends Core> {
  /** An object, since a reset replaces the state in it. */
  readonly current: { readonly state: L };
  /** The keys with this id; undefined for keys that this cloud does not know. */
  readonly findKeys: (accessKeyId: string) => Keys | undefined;
  readonly verifies: boolean;
  /** Whether a signature must be for the cloud's own region. */
  readonly verifiesRegion: boolean;
}

type SignedRequest<L> = Pick<ArrivedRequest<L>, "request" | "signature" | "protocol"> & {
  readonly service: Pick<Service<L>, "signingName" | "findUnsignedFault">;
};

/** The keys that most clients of local clouds use. */
const USUAL_KEYS: Keys = { accessKeyId: "test", secretAccessKey: "test" };

/** The beginnings of the names of operations that only read. */
const READS = /^(?:BatchGet|Describe|Estimate|Get|Head|List|Lookup|Search|Simulate|Validate)/;

/** Whether an operation of this name only reads. */
export const isReadOnly = (operation: string): boolean => READS.test(operation);

/** Who has sent a request, by its signature. */
export class Sender<L extends Core> {
  /**
   * Whether the signature must be right. True even with `--keys any` for a request under another host name than this
   * machine's, which may come from a web page.
   */
  readonly mustSign: boolean;
  readonly #parts: SenderParts<L>;
  readonly #signed: SignedRequest<L>;
  /** The role session whose temporary keys have signed the request, if any. */
  readonly #opened: { readonly keys: Keys; readonly session: RoleSession } | undefined;

  constructor(parts: SenderParts<L>, signed: SignedRequest<L>) {
    this.#parts = parts;
    this.#signed = signed;
    this.mustSign = parts.verifies || !isCloudHost(signed.request);
    this.#opened = signed.signature && this.#findSession(signed.signature);
  }

  get session(): RoleSession | undefined {
    return this.#opened?.session;
  }

  /** How the journal names the sender. */
  get nameInJournal(): string {
    const { accessKeyId, arn } = this.getCaller();
    return this.#opened === undefined ? accessKeyId : arn;
  }

  getCaller(): Caller {
    const { account } = this.#parts.current.state;
    const accessKeyId = this.#signed.signature?.accessKeyId ?? "anonymous";
    if (this.#opened === undefined)
      return { accessKeyId, account, userId: account, arn: `arn:aws:iam::${account}:root` };
    const { role, roleId, name, transitiveTagKeys = [] } = this.#opened.session;
    return {
      accessKeyId,
      account,
      userId: `${roleId}:${name}`,
      arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
      transitiveTagKeys,
    };
  }

  /**
   * @param body the bytes that were signed: those of a compressed body, not what they hold
   * @throws AwsFault if the signature is missing or wrong, with the codes of the protocol's family
   */
  async assertSigned(body: Uint8Array | undefined): Promise<void> {
    const { request, service, protocol, signature } = this.#signed;
    const { family } = protocol;
    const malformed = family === "s3" ? findParameterFault(request, signature) : undefined;
    if (malformed !== undefined) throw malformed;
    const failure = (await this.#findFailure(body)) ?? (this.#isRegionAccepted() ? undefined : "wrong region");
    if (failure === undefined) return;
    const state = this.#parts.current.state;
    const unsignedFault = failure === "missing" ? service.findUnsignedFault?.(state, request) : undefined;
    if (unsignedFault !== undefined) throw unsignedFault;
    const { region } = state;
    const unsigned = signature === undefined ? [] : listUnsignedHeaders(request, signature);
    const members =
      family === "s3" && signature !== undefined
        ? await explainFailure(failure, { request, parts: signature, body, keys: this.#getKeys(), unsigned, region })
        : {};
    const details = { family, service: service.signingName, parts: signature, region, unsigned, members };
    throw createSignatureFault(failure, details);
  }

  /**
   * A web page, a mail or a chat program can make a user's browser send a GET; and AWS query and the RPC protocols
   * accept any operation with any method.
   *
   * @throws AwsFault if an operation that changes something was asked for by GET or HEAD without a valid signature
   */
  refuseChangeByGet(operation: string, body: Uint8Array | undefined): void | Promise<void> {
    const { method } = this.#signed.request;
    if (this.mustSign || (method !== "GET" && method !== "HEAD") || isReadOnly(operation)) return;
    return this.#assertSignedChange(operation, body);
  }

  async #assertSignedChange(operation: string, body: Uint8Array | undefined): Promise<void> {
    const keys = this.#getKeys() ?? this.#findUsualKeys();
    if ((await this.#findFailure(body, keys)) === undefined) return;
    throw new AwsFault(
      this.#signed.protocol.family === "json" ? "AccessDeniedException" : "AccessDenied",
      `${operation} changes something. Send it by POST: by GET the lab cloud accepts it only with a signature that it can verify (--keys own, or --secret).`,
      { status: 403 },
    );
  }

  /** The verified signature of the request's headers, for the signatures of a body's chunks. */
  async verify(): ReturnType<Call["getSignature"]> {
    const { signature } = this.#signed;
    const keys = this.#getKeys();
    return this.mustSign && signature?.version === 4 && keys !== undefined
      ? verifySignature(signature, keys)
      : undefined;
  }

  findKeys(shown: PresentedKeys): Keys | undefined {
    return this.#findSession(shown)?.keys ?? this.#parts.findKeys(shown.accessKeyId);
  }

  #findSession({ accessKeyId, sessionToken }: PresentedKeys): ReturnType<RoleSessions["find"]> {
    if (sessionToken === undefined) return undefined;
    return this.#parts.current.state.roleSessions.find(accessKeyId, sessionToken);
  }

  #findFailure(
    body: Uint8Array | undefined,
    keys: Keys | undefined = this.#getKeys(),
  ): Promise<SignatureFailure | undefined> {
    const { request, service, signature } = this.#signed;
    return findFailure({ request, service: service.signingName, parts: signature, body }, keys);
  }

  /**
   * Whether this endpoint answers for the region in the signature. S3's takes those of all regions, since buckets may be
   * in any, and Version 2 names none.
   */
  #isRegionAccepted(): boolean {
    const { signature, service } = this.#signed;
    const here = this.#parts.current.state.region;
    if (signature === undefined || signature.version === 2 || signature.region === here) return true;
    if (service.signingName === "s3") return isRegionName(signature.region);
    return (
      !this.#parts.verifiesRegion || (GLOBAL_SERVICES.includes(service.signingName) && signature.region === "us-east-1")
    );
  }

  /**
   * The keys of a request whose Authorization header names them. Every page knows them too, but can't send this header
   * to another origin; a presigned URL with them proves nothing.
   */
  #findUsualKeys(): Keys | undefined {
    const { signature } = this.#signed;
    const isInHeader = signature?.version === 4 && signature.expiresSeconds === undefined;
    return isInHeader && signature.accessKeyId === USUAL_KEYS.accessKeyId ? USUAL_KEYS : undefined;
  }

  /** The keys whose id the request names; undefined for keys that this cloud does not know. */
  #getKeys(): Keys | undefined {
    const { signature } = this.#signed;
    return this.#opened?.keys ?? (signature === undefined ? undefined : this.#parts.findKeys(signature.accessKeyId));
  }
}
