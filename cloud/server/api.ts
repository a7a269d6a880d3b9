import type { SignatureFailure, SignatureParts } from "./signature-claim";
import type { Call, Caller } from "../core/call";
import { CONSOLE_SESSION } from "../core/console-session";
import type { Core } from "../core/core";
import { AwsFault, clientLeft, diskFull, internalFailure, isDiskFull, operationNotEmulated } from "../core/faults";
import type { FaultPlan } from "../core/fault-plan";
import type { HttpReply, HttpRequest } from "../core/http";
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
import { signatureFailure, verifiedSignature } from "./signature";
import { signatureFault } from "./signature-faults";
import { signatureParts } from "./signature-parts";
import { unknownOperation, unknownService } from "./unknown-requests";
import { writtenBy } from "./written";

/** What answering AWS requests takes. */
export interface ApiParts<L extends Core> {
  /** Asked each time: a reset replaces it. */
  readonly lab: () => L;
  readonly services: readonly Service<L>[];
  /** The cloud's own keys. */
  readonly keys: Keys;
  readonly verifies: boolean;
  readonly faults: FaultPlan;
  /** Undefined where control planes do not throttle. */
  readonly limiter: RateLimiter | undefined;
  readonly random: Random;
  readonly bodies: BodyReader;
  readonly endpoint: () => string;
  /** Told what was thrown that is not an AwsFault: our bug. */
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

/** One request on its way through: open, verify, check, handle, journal, reply. */
class Exchange<L extends Core> {
  readonly #parts: ApiParts<L>;
  readonly #arrived: Arrived<L>;
  readonly #requestId: string;
  /** Also where any keys are taken: what comes under another host name than this machine's may be a web page's. */
  readonly #verifies: boolean;
  /** Whose temporary keys the request is signed with, if they are a role's. */
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
    // Waiting for what is there already costs a turn each time.
    const input = read instanceof Promise ? await read : read;
    const memory = protocol.copiesBody === true ? this.#body : undefined;
    if (memory !== undefined) this.#body = undefined;
    if (!borrowsInput) this.#parts.bodies.release(memory);
    const answered = this.#journalled(operation, input, { body: open.body, values: protocol.sent?.(schema) });
    const reply = answered instanceof Promise ? await answered : answered;
    // After a failure it is not given back: somebody may still look at it.
    if (borrowsInput) this.#parts.bodies.release(memory);
    return reply;
  }

  /** The operation, asked for by whom the cloud knows. @throws AwsFault in the words of the protocol's family */
  async #verified(open: OpenRequest): Promise<Operation<L>> {
    if (isFormUpload(this.#arrived.request)) {
      const operation = this.#find(open);
      if (operation.verifiesForm === true) return operation;
    }
    const failure = await this.#failure();
    if (failure !== undefined) throw signatureFault(failure, this.#arrived.protocol.family);
    return this.#find(open);
  }

  async #assertMayChangeByGet({ name }: Operation<L>): Promise<void> {
    if (!this.#verifies && (await this.#failure()) !== undefined)
      throw onlyReadByGet(name, this.#arrived.protocol.family);
  }

  #failure(): Promise<SignatureFailure | undefined> {
    const { request, signature } = this.#arrived;
    // A compressed body is signed as it is sent.
    return signatureFailure({ request, told: signature, body: this.#body }, this.#keys());
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
    // Not every name that an object answers to is an operation: "constructor".
    const found = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
    if (found === undefined) throw this.#noted(name, unknownOperation(this.#arrived.protocol, open.operation));
    if (found.kind === "not emulated") throw this.#noted(found.name, operationNotEmulated(service.name, found.name));
    return found;
  }

  /** A refusal before there is an operation to call; its input is not read, since nothing here knows its shape. */
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

  /** What is written with the keys of a role, as functions and instances do: the console draws it. */
  #countWritten(operation: string, input: Record<string, unknown>, output: unknown): void {
    if (this.#opened === undefined) return;
    const written = writtenBy({ service: this.#arrived.service.name, operation, input, output });
    if (written !== undefined && written.count > 0)
      this.#parts.lab().sessionWrites.add(this.#opened.session.name, written);
  }

  /** @returns a promise only of what has to be waited for: most operations answer at once */
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
    // The lab cloud's own console looks more often than AWS's, and must not take the calls of whoever learns.
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
      // No getter: an object literal with one gets a hidden class of its own each time, through which V8 keeps all of the request until it clears the whole heap.
      verifies: this.#verifies,
      keysOf: (shown) => this.#keysOf(shown),
      gone: () => AbortSignal.any([request.gone, lab.closing.begun]),
      reply: this.#reply,
    };
    return operation.handle(lab, input, call);
  }

  /** The keys that the request says it is signed with; undefined for those of nobody here. */
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
    };
  }
}

/** An answer, when what it tells of is as safe as was asked for. */
async function durable({ storage }: Core, handled: unknown): Promise<unknown> {
  const output = await handled;
  if (storage.survivesPowerLoss) await storage.durable();
  return output;
}
