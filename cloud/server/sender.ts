import type { Call, Caller } from "../core/call";
import type { Core } from "../core/core";
import type { HttpRequest } from "../core/http";
import type { Keys, PresentedKeys, RoleSession } from "../core/role-sessions";
import type { Service } from "../core/service";
import type { Protocol } from "../protocols/protocol";
import { isCloudHost, createOnlyReadByGet } from "./page-marks";
import { findFailure, listUnsignedHeaders, verifySignature } from "./signature";
import type { SignatureFailure, SignatureParts } from "./signature-parts";
import { AwsFault, type FaultDetails } from "../core/faults";
import { explainFailure, findParameterFault } from "./s3-signature-faults";

type FaultText = readonly [code: string, message: string];
/** The failures whose message names a part of the request. */
type DetailedFailure = "wrong service" | "unsigned headers";

const MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. " +
  "Consult the service documentation for details.";
const S3_MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
const NO_TOKEN = "The security token included in the request is invalid.";

/** AWS's own codes and texts: one row for each failure, one column for each family of protocols. */
const SPELLINGS: Readonly<
  Record<Exclude<SignatureFailure, DetailedFailure>, Readonly<Record<Protocol["family"], FaultText>>>
> = {
  missing: {
    json: ["MissingAuthenticationTokenException", "Missing Authentication Token"],
    query: ["MissingAuthenticationToken", "Request is missing Authentication Token"],
    s3: ["AccessDenied", "Access Denied"],
  },
  "unknown key": {
    json: ["UnrecognizedClientException", NO_TOKEN],
    query: ["InvalidClientTokenId", NO_TOKEN],
    s3: ["InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."],
  },
  mismatch: {
    json: ["InvalidSignatureException", MISMATCH],
    query: ["SignatureDoesNotMatch", MISMATCH],
    s3: ["SignatureDoesNotMatch", S3_MISMATCH],
  },
  expired: {
    json: ["InvalidSignatureException", "Signature expired."],
    query: ["SignatureDoesNotMatch", "Signature expired."],
    s3: ["AccessDenied", "Request has expired"],
  },
  "too far off": {
    json: ["InvalidSignatureException", "Signature expired: its time and the current time are too far apart."],
    query: ["SignatureDoesNotMatch", "Signature expired: its time and the current time are too far apart."],
    s3: ["RequestTimeTooSkewed", "The difference between the request time and the current time is too large."],
  },
  "wrong body": {
    json: ["InvalidSignatureException", MISMATCH],
    query: ["SignatureDoesNotMatch", MISMATCH],
    s3: ["XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed."],
  },
};

/** The parts of a failed request that its fault names. */
interface FailedRequest {
  readonly family: Protocol["family"];
  /** The signing name of the service that was called. */
  readonly service: string;
  /** The headers that the signature does not cover, although it must. */
  readonly unsigned: readonly string[];
  /** What S3's fault says beside its message. */
  readonly members: NonNullable<FaultDetails["members"]>;
}

/** The fault for an invalid signature: status 403; 400 for JSON services. */
function createSignatureFault(failure: SignatureFailure, request: FailedRequest): AwsFault {
  const { family, members } = request;
  const status = family === "json" ? 400 : 403;
  const [code, message] =
    failure === "wrong service" || failure === "unsigned headers"
      ? getDetailedSpelling(failure, request)
      : SPELLINGS[failure][family];
  return new AwsFault(code, message, { status, members });
}

function getDetailedSpelling(failure: DetailedFailure, { family, service, unsigned }: FailedRequest): FaultText {
  if (family === "s3")
    return failure === "unsigned headers"
      ? ["AccessDenied", "There were headers present in the request which were not signed"]
      : ["SignatureDoesNotMatch", S3_MISMATCH];
  const code = family === "json" ? "InvalidSignatureException" : "SignatureDoesNotMatch";
  if (failure === "wrong service") return [code, `Credential should be scoped to correct service: '${service}'. `];
  const name = unsigned.includes("host") ? "'Host' or ':authority'" : "'X-Amz-Target'";
  return [code, `${name} must be a 'SignedHeader' in the AWS Authorization.`];
}

/** A request whose service and protocol are known. */
export interface ArrivedRequest<L> {
  readonly request: HttpRequest;
  readonly signature: SignatureParts | undefined;
  readonly service: Service<L>;
  readonly protocol: Protocol;
}

export interface SenderParts<L extends Core> {
  /** A function, since a reset replaces the state. */
  readonly getState: () => L;
  /** The keys with this id; undefined for keys that this cloud does not know. */
  readonly findKeys: (accessKeyId: string) => Keys | undefined;
  readonly verifies: boolean;
}

type SignedRequest = Pick<ArrivedRequest<unknown>, "request" | "signature" | "protocol"> & {
  readonly service: Pick<Service<unknown>, "signingName">;
};

/** The keys that most clients of local clouds use. */
const USUAL_KEYS: Keys = { accessKeyId: "test", secretAccessKey: "test" };

/** Who has sent a request, by its signature. */
export class Sender {
  /**
   * Whether the signature must be right. True even with `--keys any` for a request under another host name than this
   * machine's, which may come from a web page.
   */
  readonly mustSign: boolean;
  readonly #parts: SenderParts<Core>;
  readonly #signed: SignedRequest;
  /** The role session whose temporary keys have signed the request, if any. */
  readonly #opened: { readonly keys: Keys; readonly session: RoleSession } | undefined;

  constructor(parts: SenderParts<Core>, signed: SignedRequest) {
    this.#parts = parts;
    this.#signed = signed;
    this.mustSign = parts.verifies || !isCloudHost(signed.request);
    this.#opened = signed.signature === undefined ? undefined : parts.getState().roleSessions.find(signed.signature);
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
    const { account } = this.#parts.getState();
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
    const failure = await this.#findFailure(body);
    if (failure === undefined) return;
    const unsigned = signature === undefined ? [] : listUnsignedHeaders(request, signature);
    const members =
      family === "s3" && signature !== undefined
        ? await explainFailure(failure, { request, parts: signature, body, keys: this.#getKeys(), unsigned })
        : {};
    throw createSignatureFault(failure, { family, service: service.signingName, unsigned, members });
  }

  /** @throws AwsFault if an operation that changes something was asked for by GET without a valid signature */
  async assertSignedChange(operation: string, body: Uint8Array | undefined): Promise<void> {
    const keys = this.#getKeys() ?? this.#findUsualKeys();
    if ((await this.#findFailure(body, keys)) !== undefined)
      throw createOnlyReadByGet(operation, this.#signed.protocol.family);
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
    return this.#parts.getState().roleSessions.find(shown)?.keys ?? this.#parts.findKeys(shown.accessKeyId);
  }

  #findFailure(
    body: Uint8Array | undefined,
    keys: Keys | undefined = this.#getKeys(),
  ): Promise<SignatureFailure | undefined> {
    const { request, service, signature } = this.#signed;
    return findFailure({ request, service: service.signingName, parts: signature, body }, keys);
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
