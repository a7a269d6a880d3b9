import type { SignatureFailure, SignatureParts } from "./signature-claim";
import type { Call, Caller } from "../core/call";
import { CONSOLE_SESSION } from "../core/console-session";
import type { Core } from "../core/core";
import {
  AwsFault,
  createClientLeft,
  createDiskFull,
  createInternalFailure,
  isDiskFull,
  createNotEmulated,
} from "../core/faults";
import type { FaultPlan } from "../core/fault-plan";
import type { HttpReply, HttpRequest } from "../core/http";
import { createNotes } from "../core/ignored";
import { logNote } from "../core/notes";
import type { Operation } from "../core/operation";
import type { RateLimiter } from "../core/rates";
import type { Random } from "../core/random";
import type { Keys, RoleSession, PresentedKeys } from "../core/role-sessions";
import type { Service } from "../core/service";
import { isFormUpload } from "../protocols/form-upload";
import type { OpenRequest, Protocol } from "../protocols/protocol";
import type { BodyReader } from "./body";
import { CallJournalEntry, type SentCall } from "./call-note";
import { isChangeByGet, createOnlyReadByGet } from "./is-change-by-get";
import { isLoopbackHost } from "./page-marks";
import { decompressBody } from "./plain-body";
import { chooseService } from "./routing";
import { findFailure, listUnsignedHeaders, verifySignature } from "./signature";
import { createSignatureFault } from "./signature-faults";
import { parseSignature } from "./signature-parts";
import { createUnknownOperation, createUnknownService } from "./unknown-requests";
import { countWrites } from "./written";

/** The parts that are needed to answer AWS requests. */
interface ApiParts<L extends Core> {
  /** A function, since a reset replaces the lab. */
  readonly getLab: () => L;
  readonly services: readonly Service<L>[];
  /** The keys with this id; undefined for keys that this cloud does not know. */
  readonly findKeys: (accessKeyId: string) => Keys | undefined;
  readonly verifies: boolean;
  readonly faults: FaultPlan;
  /** Undefined where control-plane operations do not throttle. */
  readonly limiter: RateLimiter | undefined;
  readonly random: Random;
  readonly bodies: BodyReader;
  readonly getEndpoint: () => string;
  /** Called with any error that is not an AwsFault: a bug of the lab cloud. */
  readonly onBug: (error: unknown, requestId: string) => void;
}

/** Makes the function that answers AWS requests of all services. */
export function createApi<L extends Core>(
  parts: ApiParts<L>,
): (request: HttpRequest) => HttpReply | Promise<HttpReply> {
  return (request) => {
    const signature = parseSignature(request);
    const service = chooseService(parts.services, request, signature);
    if (service === undefined) return createUnknownService(request, signature?.service, parts.random.drawUuid());
    const protocol = service.protocols.find((protocol) => protocol.isClaiming(request)) ?? service.protocols[0];
    if (protocol === undefined) throw new Error(`${service.name} speaks no protocol`);
    return new Exchange(parts, { request, signature, service, protocol }).answer();
  };
}

interface ArrivedRequest<L> {
  readonly request: HttpRequest;
  readonly signature: SignatureParts | undefined;
  readonly service: Service<L>;
  readonly protocol: Protocol;
}

/** The steps of one request: open, verify, check, handle, journal, reply. */
class Exchange<L extends Core> {
  readonly #parts: ApiParts<L>;
  readonly #arrived: ArrivedRequest<L>;
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

  constructor(parts: ApiParts<L>, arrived: ArrivedRequest<L>) {
    this.#parts = parts;
    this.#arrived = arrived;
    this.#requestId = parts.random.drawUuid();
    this.#verifies = parts.verifies || !isLoopbackHost(arrived.request);
    this.#opened = arrived.signature === undefined ? undefined : parts.getLab().roleSessions.find(arrived.signature);
  }

  async answer(): Promise<HttpReply> {
    try {
      return await this.#answer();
    } catch (error) {
      return this.#arrived.protocol.createFaultReply(this.#toFault(error), this.#createContext());
    }
  }

  async #answer(): Promise<HttpReply> {
    const { service, protocol, request } = this.#arrived;
    const open = await protocol.open(request, service, () => this.#readBody());
    const operation = this.#verifies ? await this.#verifyOperation(open) : this.#find(open);
    this.#operation = operation;
    if (isChangeByGet(request, operation.name)) await this.#assertMayChangeByGet(operation);
    const { schema, borrowsInput = false } = operation;
    const read = open.readInput(schema, borrowsInput);
    // `await` of a value that is no promise would still cost a turn of the event loop.
    const input = read instanceof Promise ? await read : read;
    const memory = protocol.copiesBody === true ? this.#body : undefined;
    if (memory !== undefined) this.#body = undefined;
    if (!borrowsInput) this.#parts.bodies.release(memory);
    const answered = this.#journal(operation, input, { body: open.body, values: protocol.createSentReaders?.(schema) });
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
  async #verifyOperation(open: OpenRequest): Promise<Operation<L>> {
    if (isFormUpload(this.#arrived.request)) {
      const operation = this.#find(open);
      if (operation.verifiesForm === true) return operation;
    }
    const failure = await this.#findSignatureFailure();
    if (failure !== undefined) throw this.#createSignatureFault(failure);
    return this.#find(open);
  }

  #createSignatureFault(failure: SignatureFailure): AwsFault {
    const { request, service, protocol, signature } = this.#arrived;
    const unsigned = signature === undefined ? [] : listUnsignedHeaders(request, signature);
    return createSignatureFault(failure, { family: protocol.family, service: service.signingName, unsigned });
  }

  async #assertMayChangeByGet({ name }: Operation<L>): Promise<void> {
    if (!this.#verifies && (await this.#findSignatureFailure()) !== undefined)
      throw createOnlyReadByGet(name, this.#arrived.protocol.family);
  }

  #findSignatureFailure(): Promise<SignatureFailure | undefined> {
    const { request, service, signature } = this.#arrived;
    // The signature of a compressed body is that of the compressed bytes.
    return findFailure({ request, service: service.signingName, parts: signature, body: this.#body }, this.#getKeys());
  }

  #readBody(): Promise<Buffer> {
    const { service, request } = this.#arrived;
    const encoding = request.headers["content-encoding"];
    return this.#parts.bodies.read(request.openBody(), service.maxBodyBytes).then((sent) => {
      this.#body = sent;
      return encoding === undefined ? sent : decompressBody(sent, encoding, service.maxBodyBytes);
    });
  }

  #find(open: OpenRequest): Operation<L> {
    const { service } = this.#arrived;
    const name = open.operation ?? "";
    // `hasOwn`, since an object also has inherited names, such as "constructor".
    const found = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
    if (found === undefined)
      throw this.#noteRefusal(name, createUnknownOperation(this.#arrived.protocol, open.operation));
    if (found.kind === "not emulated") throw this.#noteRefusal(found.name, createNotEmulated(service.name, found.name));
    return found;
  }

  /** Adds a refusal without a known operation to the journal; the input is not read, since its shape is unknown. */
  #noteRefusal(operation: string, fault: AwsFault): AwsFault {
    if (operation === "") return fault;
    const { service } = this.#arrived;
    const lab = this.#parts.getLab();
    const { accessKeyId: caller } = this.#getCaller();
    new CallJournalEntry(
      lab.journal,
      { at: lab.now(), service: service.name, operation, input: undefined, caller },
      { body: undefined, values: undefined },
    ).noteFailure(fault);
    return fault;
  }

  /** Counts data that is written with a role's keys, as by functions and instances: the console draws these writes. */
  #countWritten(operation: string, input: Record<string, unknown>, output: unknown): void {
    if (this.#opened === undefined) return;
    const written = countWrites({ service: this.#arrived.service.name, operation, input, output });
    if (written !== undefined && written.count > 0)
      this.#parts.getLab().sessionWrites.add(this.#opened.session.name, written);
  }

  /** @returns a promise only if the operation is asynchronous: most operations answer at once */
  #journal(operation: Operation<L>, input: Record<string, unknown>, sent: SentCall): HttpReply | Promise<HttpReply> {
    const { service, protocol } = this.#arrived;
    const lab = this.#parts.getLab();
    lab.clock.catchUp();
    const caller = this.#getCaller();
    const who = this.#opened === undefined ? caller.accessKeyId : caller.arn;
    const note = new CallJournalEntry(
      lab.journal,
      { at: lab.now(), service: service.name, operation: operation.name, input, caller: who },
      sent,
    );
    const finishCall = (output: unknown): HttpReply => {
      for (const note of createNotes(operation.members, input)) logNote(lab, this.#reply, note);
      const reply = protocol.reply(output, this.#createContext());
      note.noteAnswer(output, reply);
      this.#countWritten(operation.name, input, output);
      return reply;
    };
    const failCall = (error: unknown): never => {
      const fault = this.#toFault(error);
      note.noteFailure(fault);
      throw fault;
    };
    try {
      const handled = this.#handleOperation(operation, input, caller);
      return handled instanceof Promise || lab.storage.survivesPowerLoss
        ? waitUntilDurable(lab, handled).then(finishCall).catch(failCall)
        : finishCall(handled);
    } catch (error) {
      return failCall(error);
    }
  }

  #handleOperation(operation: Operation<L>, input: Record<string, unknown>, caller: Caller): unknown {
    const { service, request, signature } = this.#arrived;
    const lab = this.#parts.getLab();
    this.#parts.faults.strike(service.name, operation.name);
    // The lab cloud's console calls more often than AWS's does, and must not use up the learner's rate.
    if (this.#opened?.session.role !== CONSOLE_SESSION.role)
      this.#parts.limiter?.count(
        { service, operation: operation.name, input },
        { account: lab.account, now: lab.now() },
      );
    const found = operation.check(input);
    if (found.length > 0) throw service.createInvalidFault(found);
    const call: Call = {
      requestId: this.#requestId,
      caller,
      origin: "client",
      endpoint: request.host === "" ? this.#parts.getEndpoint() : `http://${request.host}`,
      http: request,
      body: this.#body,
      getSignature: async () => {
        const keys = this.#getKeys();
        return this.#verifies && signature?.version === 4 && keys !== undefined
          ? verifySignature(signature, keys)
          : undefined;
      },
      // No getter: V8 makes a new hidden class for each object literal with a getter, which keeps the whole request in
      // memory until a full garbage collection.
      verifies: this.#verifies,
      deriveKeys: (shown) => this.#findKeys(shown),
      createDisconnectSignal: () => AbortSignal.any([request.gone, lab.closing.begun]),
      reply: this.#reply,
    };
    return operation.handle(lab, input, call);
  }

  /** The keys whose id the request names; undefined for keys that this cloud does not know. */
  #getKeys(): Keys | undefined {
    const { signature } = this.#arrived;
    return this.#opened?.keys ?? (signature === undefined ? undefined : this.#parts.findKeys(signature.accessKeyId));
  }

  #findKeys(shown: PresentedKeys): Keys | undefined {
    return this.#parts.getLab().roleSessions.find(shown)?.keys ?? this.#parts.findKeys(shown.accessKeyId);
  }

  #getCaller(): Caller {
    const { account } = this.#parts.getLab();
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

  #toFault(error: unknown): AwsFault {
    if (error instanceof AwsFault) return error;
    if (this.#arrived.request.gone.aborted) return createClientLeft();
    if (isDiskFull(error)) return createDiskFull();
    this.#parts.onBug(error, this.#requestId);
    return createInternalFailure();
  }

  #createContext(): Parameters<Protocol["reply"]>[1] {
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
async function waitUntilDurable({ storage }: Core, handled: unknown): Promise<unknown> {
  const output = await handled;
  if (storage.survivesPowerLoss) await storage.waitUntilDurable();
  return output;
}
