import type { SignatureFailure, SignatureParts } from "./signature-claim";
import type { Call, Caller } from "../core/call";
import { CONSOLE_SESSION } from "../core/console-session";
import type { Core } from "../core/core";
import { AwsFault, clientLeft, diskFull, internalFailure, isDiskFull, operationNotEmulated } from "../core/faults";
import type { FaultPlan } from "../core/fault-plan";
import type { HttpReply, HttpRequest } from "../core/http";
import { notesOn } from "../core/ignored";
import { tellNote } from "../core/notes";
import type { Operation } from "../core/operation";
import type { RateLimiter } from "../core/rates";
import type { Random } from "../core/random";
import type { Keys, RoleSession, ShownKeys } from "../core/role-sessions";
import type { Service } from "../core/service";
import { isFormUpload } from "../protocols/form-upload";
import type { OpenRequest, Protocol } from "../protocols/protocol";
import type { BodyReader } from "./body";
import { CallNote, type SentCall } from "./call-note";
import { changesByGet, onlyReadByGet } from "./changes-by-get";
import { isLoopbackHost } from "./page-marks";
import { plainBody } from "./plain-body";
import { serviceFor } from "./routing";
import { signatureFailure, unsignedHeaders, verifiedSignature } from "./signature";
import { signatureFault } from "./signature-faults";
import { signatureParts } from "./signature-parts";
import { unknownOperation, unknownService } from "./unknown-requests";
import { writtenBy } from "./written";

/** The parts that are needed to answer AWS requests. */
interface ApiParts<L extends Core> {
  /** A function, since a reset replaces the lab. */
  readonly lab: () => L;
  readonly services: readonly Service<L>[];
  /** The cloud's own keys. */
  readonly keys: Keys;
  readonly verifies: boolean;
  readonly faults: FaultPlan;
  /** Undefined where control-plane operations do not throttle. */
  readonly limiter: RateLimiter | undefined;
  readonly random: Random;
  readonly bodies: BodyReader;
  readonly endpoint: () => string;
  /** Called with any error that is not an AwsFault: a bug of the lab cloud. */
  readonly onBug: (error: unknown, requestId: string) => void;
}

/** Makes the function that answers AWS requests of all services. */
export function awsApi<L extends Core>(parts: ApiParts<L>): (request: HttpRequest) => HttpReply | Promise<HttpReply> {
  return (request) => {
    const signature = signatureParts(request);
    const service = serviceFor(parts.services, request, signature);
    if (service === undefined) return unknownService(request, signature?.service, parts.random.uuid());
    const protocol = service.protocols.find((one) => one.claims(request)) ?? service.protocols[0];
    if (protocol === undefined) throw new Error(`${service.name} speaks no protocol`);
    return new Exchange(parts, { request, signature, service, protocol }).answer();
  };
}

interface Arrived<L> {
  readonly request: HttpRequest;
  readonly signature: SignatureParts | undefined;
  readonly service: Service<L>;
  readonly protocol: Protocol;
}

/** The steps of one request: open, verify, check, handle, journal, reply. */
class Exchange<L extends Core> {
  readonly #parts: ApiParts<L>;
  readonly #arrived: Arrived<L>;
  readonly #requestId: string;
  /**
   * True even with `--keys any` for a request under another host name than this machine's, which may come from a web
   * page.
   */
  readonly #verifies: boolean;
  /** The role session whose temporary keys have signed the request, if any. */
  readonly #opened: { readonly keys: Keys; readonly session: RoleSession } | undefined;
  readonly #reply: Call["reply"] = { headers: {} };
  #operation: Operation<L> | undefined;
  #body: Uint8Array | undefined;

  constructor(parts: ApiParts<L>, arrived: Arrived<L>) {
    this.#parts = parts;
    this.#arrived = arrived;
    this.#requestId = parts.random.uuid();
    this.#verifies = parts.verifies || !isLoopbackHost(arrived.request);
    this.#opened = arrived.signature === undefined ? undefined : parts.lab().roleSessions.opened(arrived.signature);
  }

  async answer(): Promise<HttpReply> {
    try {
      return await this.#answer();
    } catch (error) {
      return this.#arrived.protocol.fault(this.#faultOf(error), this.#context());
    }
  }

  async #answer(): Promise<HttpReply> {
    const { service, protocol, request } = this.#arrived;
    const open = await protocol.open(request, service, () => this.#readBody());
    const operation = this.#verifies ? await this.#verified(open) : this.#find(open);
    this.#operation = operation;
    if (changesByGet(request, operation.name)) await this.#assertMayChangeByGet(operation);
    const { schema, borrowsInput = false } = operation;
    const read = open.input(schema, borrowsInput);
    // `await` of a value that is no promise would still cost a turn of the event loop.
    const input = read instanceof Promise ? await read : read;
    const memory = protocol.copiesBody === true ? this.#body : undefined;
    if (memory !== undefined) this.#body = undefined;
    if (!borrowsInput) this.#parts.bodies.release(memory);
    const answered = this.#journalled(operation, input, { body: open.body, values: protocol.sent?.(schema) });
    const reply = answered instanceof Promise ? await answered : answered;
    // After a failure the memory is not released: some code may still use it.
    if (borrowsInput) this.#parts.bodies.release(memory);
    return reply;
  }

  /**
   * The request's operation, after its signature was verified.
   *
   * @throws AwsFault with the codes of the protocol's family
   */
  async #verified(open: OpenRequest): Promise<Operation<L>> {
    if (isFormUpload(this.#arrived.request)) {
      const operation = this.#find(open);
      if (operation.verifiesForm === true) return operation;
    }
    const failure = await this.#failure();
    if (failure !== undefined) throw this.#signatureFault(failure);
    return this.#find(open);
  }

  #signatureFault(failure: SignatureFailure): AwsFault {
    const { request, service, protocol, signature } = this.#arrived;
    const unsigned = signature === undefined ? [] : unsignedHeaders(request, signature);
    return signatureFault(failure, { family: protocol.family, service: service.signingName, unsigned });
  }

  async #assertMayChangeByGet({ name }: Operation<L>): Promise<void> {
    if (!this.#verifies && (await this.#failure()) !== undefined)
      throw onlyReadByGet(name, this.#arrived.protocol.family);
  }

  #failure(): Promise<SignatureFailure | undefined> {
    const { request, service, signature } = this.#arrived;
    // The signature of a compressed body is that of the compressed bytes.
    return signatureFailure({ request, service: service.signingName, told: signature, body: this.#body }, this.#keys());
  }

  #readBody(): Promise<Buffer> {
    const { service, request } = this.#arrived;
    const encoding = request.headers["content-encoding"];
    return this.#parts.bodies.read(request.body(), service.maxBodyBytes).then((sent) => {
      this.#body = sent;
      return encoding === undefined ? sent : plainBody(sent, encoding, service.maxBodyBytes);
    });
  }

  #find(open: OpenRequest): Operation<L> {
    const { service } = this.#arrived;
    const name = open.operation ?? "";
    // `hasOwn`, since an object also has inherited names, such as "constructor".
    const found = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
    if (found === undefined) throw this.#noted(name, unknownOperation(this.#arrived.protocol, open.operation));
    if (found.kind === "not emulated") throw this.#noted(found.name, operationNotEmulated(service.name, found.name));
    return found;
  }

  /** Adds a refusal without a known operation to the journal; the input is not read, since its shape is unknown. */
  #noted(operation: string, fault: AwsFault): AwsFault {
    if (operation === "") return fault;
    const { service } = this.#arrived;
    const lab = this.#parts.lab();
    const { accessKeyId: caller } = this.#caller();
    new CallNote(
      lab.journal,
      { at: lab.now(), service: service.name, operation, input: undefined, caller },
      { body: undefined, values: undefined },
    ).failed(fault);
    return fault;
  }

  /** Counts data that is written with a role's keys, as by functions and instances: the console draws these writes. */
  #countWritten(operation: string, input: Record<string, unknown>, output: unknown): void {
    if (this.#opened === undefined) return;
    const written = writtenBy({ service: this.#arrived.service.name, operation, input, output });
    if (written !== undefined && written.count > 0)
      this.#parts.lab().sessionWrites.add(this.#opened.session.name, written);
  }

  /** @returns a promise only if the operation is asynchronous: most operations answer at once */
  #journalled(operation: Operation<L>, input: Record<string, unknown>, sent: SentCall): HttpReply | Promise<HttpReply> {
    const { service, protocol } = this.#arrived;
    const lab = this.#parts.lab();
    lab.clock.catchUp();
    const caller = this.#caller();
    const who = this.#opened === undefined ? caller.accessKeyId : caller.arn;
    const note = new CallNote(
      lab.journal,
      { at: lab.now(), service: service.name, operation: operation.name, input, caller: who },
      sent,
    );
    const done = (output: unknown): HttpReply => {
      for (const one of notesOn(operation.members, input)) tellNote(lab, this.#reply, one);
      const reply = protocol.reply(output, this.#context());
      note.answered(output, reply);
      this.#countWritten(operation.name, input, output);
      return reply;
    };
    const failed = (error: unknown): never => {
      const fault = this.#faultOf(error);
      note.failed(fault);
      throw fault;
    };
    try {
      const handled = this.#handled(operation, input, caller);
      return handled instanceof Promise || lab.storage.survivesPowerLoss
        ? durable(lab, handled).then(done).catch(failed)
        : done(handled);
    } catch (error) {
      return failed(error);
    }
  }

  #handled(operation: Operation<L>, input: Record<string, unknown>, caller: Caller): unknown {
    const { service, request, signature } = this.#arrived;
    const lab = this.#parts.lab();
    this.#parts.faults.strike(service.name, operation.name);
    // The lab cloud's console calls more often than AWS's does, and must not use up the learner's rate.
    if (this.#opened?.session.role !== CONSOLE_SESSION.role)
      this.#parts.limiter?.count(
        { service, operation: operation.name, input },
        { account: lab.account, now: lab.now() },
      );
    const found = operation.check(input);
    if (found.length > 0) throw service.invalid(found);
    const call: Call = {
      requestId: this.#requestId,
      caller,
      origin: "client",
      endpoint: request.host === "" ? this.#parts.endpoint() : `http://${request.host}`,
      http: request,
      body: this.#body,
      signature: async () => {
        const keys = this.#keys();
        return this.#verifies && signature?.version === 4 && keys !== undefined
          ? verifiedSignature(signature, keys)
          : undefined;
      },
      // No getter: V8 makes a new hidden class for each object literal with a getter, which keeps the whole request in
      // memory until a full garbage collection.
      verifies: this.#verifies,
      keysOf: (shown) => this.#keysOf(shown),
      gone: () => AbortSignal.any([request.gone, lab.closing.begun]),
      reply: this.#reply,
    };
    return operation.handle(lab, input, call);
  }

  /** The keys whose id the request names; undefined for keys that this cloud does not know. */
  #keys(): Keys | undefined {
    const { keys } = this.#parts;
    return this.#opened?.keys ?? (this.#arrived.signature?.accessKeyId === keys.accessKeyId ? keys : undefined);
  }

  #keysOf(shown: ShownKeys): Keys | undefined {
    const { keys, lab } = this.#parts;
    return lab().roleSessions.opened(shown)?.keys ?? (shown.accessKeyId === keys.accessKeyId ? keys : undefined);
  }

  #caller(): Caller {
    const { account } = this.#parts.lab();
    const accessKeyId = this.#arrived.signature?.accessKeyId ?? "anonymous";
    if (this.#opened === undefined)
      return { accessKeyId, account, userId: account, arn: `arn:aws:iam::${account}:root` };
    const { role, roleId, name } = this.#opened.session;
    return {
      accessKeyId,
      account,
      userId: `${roleId}:${name}`,
      arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
    };
  }

  #faultOf(error: unknown): AwsFault {
    if (error instanceof AwsFault) return error;
    if (this.#arrived.request.gone.aborted) return clientLeft();
    if (isDiskFull(error)) return diskFull();
    this.#parts.onBug(error, this.#requestId);
    return internalFailure();
  }

  #context(): Parameters<Protocol["reply"]>[1] {
    return {
      requestId: this.#requestId,
      service: this.#arrived.service,
      schema: this.#operation?.schema,
      reply: this.#reply,
      isHead: this.#arrived.request.method === "HEAD",
      isQueryMode: this.#arrived.request.headers["x-amzn-query-mode"] === "true",
    };
  }
}

/** A handler's answer, when its writes are as durable as this storage promises. */
async function durable({ storage }: Core, handled: unknown): Promise<unknown> {
  const output = await handled;
  if (storage.survivesPowerLoss) await storage.durable();
  return output;
}
