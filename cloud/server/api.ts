import type { Call, Caller } from "../core/call";
import type { Core } from "../core/core";
import { AwsFault, clientLeft, diskFull, internalFailure, isDiskFull, operationNotEmulated } from "../core/faults";
import type { FaultPlan } from "../core/fault-plan";
import type { HttpReply, HttpRequest } from "../core/http";
import type { JournalRecord } from "../core/journal";
import type { Operation } from "../core/operation";
import type { Random } from "../core/random";
import type { Keys, RoleSession } from "../core/role-sessions";
import type { Service } from "../core/service";
import type { OpenRequest, Protocol } from "../protocols/protocol";
import type { BodyReader } from "./body";
import { plainBody } from "./plain-body";
import { serviceFor } from "./routing";
import { signatureFailure, verifiedSignature } from "./signature";
import { signatureFault } from "./signature-faults";
import { signatureParts, type SignatureParts } from "./signature-parts";

/** What answering AWS requests takes. */
export interface ApiParts<L extends Core> {
  /** Asked each time: a reset replaces it. */
  readonly lab: () => L;
  readonly services: readonly Service<L>[];
  /** The cloud's own keys. */
  readonly keys: Keys;
  readonly verifies: boolean;
  readonly faults: FaultPlan;
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
    if (service === undefined) return unknownService(request, signature);
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
  /** Whose temporary keys the request is signed with, if they are a role's. */
  readonly #opened: { readonly keys: Keys; readonly session: RoleSession } | undefined;
  readonly #reply: Call["reply"] = { headers: {} };
  #operation: Operation<L> | undefined;
  #body: Uint8Array | undefined;

  constructor(parts: ApiParts<L>, arrived: Arrived<L>) {
    this.#parts = parts;
    this.#arrived = arrived;
    this.#requestId = parts.random.uuid();
    this.#opened = arrived.signature === undefined ? undefined : parts.lab().roleSessions.opened(arrived.signature);
  }

  async answer(): Promise<HttpReply> {
    const { protocol } = this.#arrived;
    try {
      const output = await this.#output();
      return protocol.reply(output, this.#context());
    } catch (error) {
      return protocol.fault(this.#faultOf(error), this.#context());
    }
  }

  async #output(): Promise<unknown> {
    const { service, protocol, request, signature } = this.#arrived;
    const open = await protocol.open(request, service, async () => {
      const sent = await this.#parts.bodies.read(request.body(), service.maxBodyBytes);
      this.#body = sent;
      const encoding = request.headers["content-encoding"];
      return encoding === undefined ? sent : plainBody(sent, encoding, service.maxBodyBytes);
    });
    if (this.#parts.verifies) {
      // A compressed body is signed as it is sent.
      const failure = await signatureFailure({ request, told: signature, body: this.#body }, this.#keys());
      if (failure !== undefined) throw signatureFault(failure, protocol.family);
    }
    this.#operation = this.#find(open);
    const { schema, borrowsInput = false } = this.#operation;
    const input = await open.input(schema, borrowsInput);
    if (protocol.copiesBody !== true || this.#body === undefined) return this.#journalled(this.#operation, input);
    const memory = this.#body;
    this.#body = undefined;
    if (!borrowsInput) this.#parts.bodies.release(memory);
    const output = await this.#journalled(this.#operation, input);
    // After a failure it is not given back: somebody may still look at it.
    if (borrowsInput) this.#parts.bodies.release(memory);
    return output;
  }

  #find(open: OpenRequest): Operation<L> {
    const { service } = this.#arrived;
    const name = open.operation ?? "";
    // Not every name that an object answers to is an operation: "constructor".
    const found = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
    if (found === undefined) throw unknownOperation(this.#arrived.protocol, open.operation);
    if (found.kind === "not emulated") throw operationNotEmulated(service.name, found.name);
    return found;
  }

  async #journalled(operation: Operation<L>, input: Record<string, unknown>): Promise<unknown> {
    const lab = this.#parts.lab();
    lab.clock.catchUp();
    const at = lab.now();
    const caller = this.#caller();
    const who = this.#opened === undefined ? caller.accessKeyId : caller.arn;
    const note = (outcome: JournalRecord["outcome"], output?: unknown): void =>
      lab.journal.add({ at, service: this.#arrived.service.name, operation: operation.name, input, outcome, output, caller: who, origin: "client" });
    try {
      // Most operations answer at once; what does not wait costs nothing.
      const handled = this.#handled(operation, input, caller);
      const output = handled instanceof Promise ? await handled : handled;
      if (lab.storage.survivesPowerLoss) await lab.storage.durable();
      note("ok", output);
      return output;
    } catch (error) {
      const fault = this.#faultOf(error);
      note({ code: fault.code, message: fault.message, status: fault.status });
      throw fault;
    }
  }

  #handled(operation: Operation<L>, input: Record<string, unknown>, caller: Caller): unknown {
    const { service, request, signature } = this.#arrived;
    const lab = this.#parts.lab();
    this.#parts.faults.strike(service.name, operation.name);
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
        return this.#parts.verifies && signature !== undefined && keys !== undefined ? verifiedSignature(signature, keys) : undefined;
      },
      // No getter: an object literal with one gets a hidden class of its own each time, through which V8 keeps all of the request until it clears the whole heap.
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

  #caller(): Caller {
    const { account } = this.#parts.lab();
    const accessKeyId = this.#arrived.signature?.accessKeyId ?? "anonymous";
    if (this.#opened === undefined) return { accessKeyId, account, userId: account, arn: `arn:aws:iam::${account}:root` };
    const { role, roleId, name } = this.#opened.session;
    return { accessKeyId, account, userId: `${roleId}:${name}`, arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}` };
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

function unknownOperation(protocol: Protocol, name: string | undefined): AwsFault {
  if (protocol.family === "s3") return new AwsFault("MethodNotAllowed", "The specified method is not allowed against this resource.", { status: 405 });
  if (protocol.family === "query") return new AwsFault("InvalidAction", `Could not find operation ${name ?? ""}.`);
  return new AwsFault("UnknownOperationException", name === undefined ? "The request names no operation." : `There is no operation ${name}.`, { status: 404 });
}

function unknownService(request: HttpRequest, signature: SignatureParts | undefined): HttpReply {
  const named = request.headers["x-amz-target"] ?? signature?.service ?? request.path;
  const message = `The lab cloud does not emulate the service that '${named}' belongs to.`;
  return { status: 501, headers: { "content-type": "application/json" }, body: JSON.stringify({ __type: "NotImplemented", message }) };
}
