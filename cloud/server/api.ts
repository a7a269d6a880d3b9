import type { Core } from "../core/core";
import type { HttpReply, HttpRequest } from "../core/http";
import { parseSignature, type SignatureParts } from "./signature-parts";
import { createUnknownService, createUnknownOperation } from "./unknown-requests";
import type { Service } from "../core/service";
import { parseRpcOperation } from "../protocols/rpc-v2-cbor";
import { findTargetService } from "../protocols/aws-json";
import type { Call } from "../core/call";
import { CONSOLE_SESSION } from "../core/console-session";
import { CallJournalEntry } from "../core/journal";
import {
  AwsFault,
  createClientDisconnected,
  createDiskFull,
  createInternalFailure,
  isDiskFull,
  createNotEmulated,
} from "../core/faults";
import type { FaultPlan } from "../core/fault-plan";
import { logNote } from "../core/notes";
import { type Operation, createNotes } from "../core/members";
import type { RateLimiter } from "../core/rates";
import type { Random } from "../../foundation/random";
import type { OpenRequest, Protocol } from "../protocols/protocol";
import { type BodyReader, decompressBody } from "../protocols/bodies";
import { Sender, type ArrivedRequest, type SenderParts } from "./sender";

/**
 * Chooses the service that a request is for: by its target, its rpc path, the service in its signature, its query
 * version, or a service's own `claims` (S3's plain requests).
 */
function chooseService<L>(
  services: readonly Service<L>[],
  request: HttpRequest,
  signature: SignatureParts | undefined,
): Service<L> | undefined {
  const target = findTargetService(request) ?? parseRpcOperation(request.path)?.service;
  if (target !== undefined) return services.find((service) => service.target === target);
  if (signature !== undefined) return services.find((service) => service.signingName === signature.service);
  const version = new URLSearchParams(request.query).get("Version");
  if (version !== null) return services.find((service) => service.version === version);
  return services.find((service) => service.isClaiming?.(request));
}

/**
 * The steps of each request, in order, once it was admitted (`front.ts`) and its service and protocol are known.
 * AWS documents this order nowhere: it shows in which error comes first.
 *
 * 1. The protocol reads as much as it needs to name the operation.
 * 2. The signature is verified, so that a stranger doesn't learn which operations exist.
 * 3. The operation is looked up. One that isn't emulated is refused by name.
 * 4. A GET from a page must not change anything.
 * 5. The protocol reads the members.
 * 6. The journal gets its entry here, so that it shows each of the following refusals.
 * 7. A fault that was planned through `/_lab/faults` strikes.
 * 8. The call is counted against its rate. A call with wrong members counts, too.
 * 9. The members are checked by their rules.
 * 10. The handler of the service answers.
 * 11. What the handler has written becomes as durable as the storage promises.
 * 12. The protocol writes the reply.
 * 13. The journal's entry gets the outcome, and the console's counters what a role has written.
 *
 * A step that refuses the request throws an AwsFault, whose answer is the reply.
 */
const STEPS = [
  "open",
  "verifySignature",
  "findOperation",
  "refuseChangeByGet",
  "readInput",
  "beginJournalEntry",
  "strikePlannedFault",
  "countRate",
  "checkMembers",
  "handle",
  "waitUntilDurable",
  "writeReply",
  "noteAnswer",
] as const satisfies readonly (keyof Exchange<Core>)[];

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
    return answer(new Exchange(parts, { request, signature, service, protocol }));
  };
}

async function answer<L extends Core>(exchange: Exchange<L>): Promise<HttpReply> {
  try {
    for (const step of STEPS) {
      const pending = exchange[step]();
      // `await` of a value that is not a promise would still cost a turn of the event loop.
      if (pending instanceof Promise) await pending;
    }
    return exchange.finish();
  } catch (error) {
    return exchange.fail(error);
  }
}

/** The parts that are needed to answer AWS requests. */
interface ApiParts<L extends Core> extends SenderParts<L> {
  readonly services: readonly Service<L>[];
  readonly faults: FaultPlan;
  /** Undefined where control-plane operations do not throttle. */
  readonly limiter: RateLimiter | undefined;
  readonly random: Random;
  readonly bodies: BodyReader;
  readonly getEndpoint: () => string;
  /** Called with any error that is not an AwsFault: a bug of the lab cloud. */
  readonly onBug: (error: unknown, requestId: string) => void;
}

/**
 * One request and what its steps find out. Each method from `open` to `noteAnswer` is a step; `STEPS` has their order
 * and its reasons. A step returns a promise only if it must wait.
 */
class Exchange<L extends Core> {
  readonly #parts: ApiParts<L>;
  readonly #arrived: ArrivedRequest<L>;
  readonly #requestId: string;
  readonly #sender: Sender<L>;
  readonly #reply: Call["reply"] = { headers: {} };
  #body: Uint8Array | undefined;
  // Set by one step, for the next ones.
  #open!: OpenRequest;
  #operation!: Operation<L>;
  #input!: Record<string, unknown>;
  /** The state that the call began on: a reset may replace it before the answer. */
  #state!: L;
  #output: unknown;
  #written!: HttpReply;
  /** Undefined until the call is in the journal. */
  #entry: CallJournalEntry | undefined;
  /** The body's memory, while the input's blobs may be views of it. */
  #borrowed: Uint8Array | undefined;

  constructor(parts: ApiParts<L>, arrived: ArrivedRequest<L>) {
    this.#parts = parts;
    this.#arrived = arrived;
    this.#requestId = parts.random.drawUuid();
    this.#sender = new Sender(parts, arrived);
  }

  async open(): Promise<void> {
    const { service, protocol, request } = this.#arrived;
    this.#open = await protocol.open(request, service, (operation) => this.#readBody(operation));
  }

  verifySignature(): void | Promise<void> {
    if (!this.#sender.mustSign) return;
    const found = this.#find();
    // A form that is uploaded has the signature among its fields, which the operation checks itself; it also refuses
    // what isn't a form. A signature in the URL is checked as always.
    if (this.#arrived.request.query === "" && found?.kind === "operation" && found.verifiesForm === true) return;
    return this.#sender.assertSigned(this.#body);
  }

  findOperation(): void {
    const { service, protocol } = this.#arrived;
    const { operation } = this.#open;
    const found = this.#find();
    if (found === undefined) throw this.#noteRefusal(operation ?? "", createUnknownOperation(protocol, operation));
    if (found.kind === "not emulated") throw this.#noteRefusal(found.name, createNotEmulated(service.name, found.name));
    this.#operation = found;
  }

  refuseChangeByGet(): void | Promise<void> {
    return this.#sender.refuseChangeByGet(this.#operation.name, this.#body);
  }

  readInput(): void | Promise<void> {
    const { schema, borrowsInput = false } = this.#operation;
    const read = this.#open.readInput(schema, borrowsInput);
    if (read instanceof Promise) return read.then((input) => this.#takeInput(input, borrowsInput));
    this.#takeInput(read, borrowsInput);
  }

  beginJournalEntry(): void {
    const { service, protocol } = this.#arrived;
    const { name, schema } = this.#operation;
    const state = this.#parts.current.state;
    this.#state = state;
    state.clock.catchUp();
    this.#entry = new CallJournalEntry(
      state.journal,
      {
        at: state.now(),
        service: service.name,
        operation: name,
        input: this.#input,
        caller: this.#sender.nameInJournal,
      },
      { body: this.#open.body, values: protocol.createSentReaders?.(schema) },
    );
  }

  strikePlannedFault(): void {
    this.#parts.faults.strike(this.#arrived.service.name, this.#operation.name);
  }

  countRate(): void {
    // The lab cloud's console calls more often than AWS's does, and must not use up the learner's rate.
    if (this.#sender.session?.role === CONSOLE_SESSION.role) return;
    this.#parts.limiter?.count(
      { service: this.#arrived.service, operation: this.#operation.name, input: this.#input },
      { account: this.#state.account, now: this.#state.now() },
    );
  }

  checkMembers(): void {
    const found = this.#operation.check(this.#input);
    if (found.length > 0) throw this.#arrived.service.createInvalidFault(found);
  }

  handle(): void | Promise<void> {
    const output = this.#operation.handle(this.#state, this.#input, this.#createCall());
    if (output instanceof Promise) return output.then((answered) => void (this.#output = answered));
    this.#output = output;
  }

  waitUntilDurable(): void | Promise<void> {
    if (this.#state.storage.survivesPowerLoss) return this.#state.storage.waitUntilDurable();
  }

  writeReply(): void {
    for (const note of createNotes(this.#operation.members, this.#input)) logNote(this.#state, this.#reply, note);
    this.#written = this.#arrived.protocol.reply(this.#output, this.#createContext());
  }

  noteAnswer(): void {
    this.#entry?.noteAnswer(this.#output, this.#written);
    this.#countWritten();
  }

  /** The reply of a request that went through all steps. */
  finish(): HttpReply {
    // After a failure the memory is not released: some code may still use it.
    this.#parts.bodies.release(this.#borrowed);
    this.#borrowed = undefined;
    return this.#written;
  }

  /** The reply of a request that a step has refused. */
  fail(error: unknown): HttpReply {
    const fault = this.#toFault(error);
    this.#entry?.noteFailure(fault);
    return this.#arrived.protocol.createFaultReply(fault, this.#createContext());
  }

  #takeInput(input: Record<string, unknown>, borrowsInput: boolean): void {
    this.#input = input;
    if (this.#arrived.protocol.copiesBody !== true) return;
    const body = this.#body;
    this.#body = undefined;
    if (borrowsInput) this.#borrowed = body;
    else this.#parts.bodies.release(body);
  }

  #readBody(operation?: string): Promise<Buffer> {
    const { service, request } = this.#arrived;
    const encoding = request.headers["content-encoding"];
    return this.#parts.bodies.read(request.openBody(), service.maxBodyBytes, operation).then((sent) => {
      this.#body = sent;
      return encoding === undefined ? sent : decompressBody(sent, encoding, service.maxBodyBytes);
    });
  }

  /** The entry of the request's operation; undefined for an unknown name, such as the inherited "constructor". */
  #find(): Service<L>["operations"][string] | undefined {
    const { operations } = this.#arrived.service;
    const { operation: name = "" } = this.#open;
    return Object.hasOwn(operations, name) ? operations[name] : undefined;
  }

  /** Adds a refusal without a known operation to the journal; the input is not read, since its shape is unknown. */
  #noteRefusal(operation: string, fault: AwsFault): AwsFault {
    if (operation === "") return fault;
    const { service } = this.#arrived;
    const state = this.#parts.current.state;
    const { accessKeyId: caller } = this.#sender.getCaller();
    new CallJournalEntry(
      state.journal,
      { at: state.now(), service: service.name, operation, input: undefined, caller },
      { body: undefined, values: undefined },
    ).noteFailure(fault);
    return fault;
  }

  /** Counts data that is written with a role's keys, as by functions and instances: the console draws these writes. */
  #countWritten(): void {
    const { session } = this.#sender;
    if (session === undefined) return;
    const { service } = this.#arrived;
    const call = { service: service.name, operation: this.#operation.name, input: this.#input, output: this.#output };
    this.#state.sessionWrites.count(session.name, call);
  }

  #createCall(): Call {
    const { request } = this.#arrived;
    const state = this.#state;
    return {
      requestId: this.#requestId,
      caller: this.#sender.getCaller(),
      origin: "client",
      endpoint: request.host === "" ? this.#parts.getEndpoint() : `http://${request.host}`,
      http: request,
      body: this.#body,
      getSignature: () => this.#sender.verify(),
      // No getter: V8 makes a new hidden class for each object literal with a getter, which keeps the whole request in
      // memory until a full garbage collection.
      verifies: this.#sender.mustSign,
      deriveKeys: (shown) => this.#sender.findKeys(shown),
      createDisconnectSignal: () => AbortSignal.any([request.disconnected, state.closing.signal]),
      reply: this.#reply,
    };
  }

  #toFault(error: unknown): AwsFault {
    if (error instanceof AwsFault) return error;
    if (this.#arrived.request.disconnected.aborted) return createClientDisconnected();
    if (isDiskFull(error)) return createDiskFull();
    this.#parts.onBug(error, this.#requestId);
    return createInternalFailure();
  }

  #createContext(): Parameters<Protocol["reply"]>[1] {
    return {
      requestId: this.#requestId,
      service: this.#arrived.service,
      // Not set yet where the request failed before its operation was known.
      schema: (this.#operation as Operation<L> | undefined)?.schema,
      reply: this.#reply,
      isHead: this.#arrived.request.method === "HEAD",
      isQueryMode: this.#arrived.request.headers["x-amzn-query-mode"] === "true",
    };
  }
}
