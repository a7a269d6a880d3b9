import type { Call } from "../core/call";
import { CONSOLE_SESSION } from "../core/console-session";
import type { Core } from "../core/core";
import {
  AwsFault,
  createClientDisconnected,
  createDiskFull,
  createInternalFailure,
  isDiskFull,
  createNotEmulated,
} from "../core/faults";
import type { FaultPlan } from "../core/fault-plan";
import type { HttpReply } from "../core/http";
import { logNote } from "../core/notes";
import type { Operation } from "../core/operation";
import type { RateLimiter } from "../core/rates";
import type { Random } from "../core/random";
import type { Service } from "../core/service";
import type { OpenRequest, Protocol } from "../protocols/protocol";
import { type BodyReader, decompressBody } from "./body";
import { CallJournalEntry, countWrites } from "./call-note";
import { Sender, type ArrivedRequest, type SenderParts } from "./sender";
import { createUnknownOperation } from "./unknown-requests";
import { createNotes } from "../core/members";
import { isFormUpload } from "../protocols/rest-input";
import { isChangeByGet } from "./page-marks";

/** The parts that are needed to answer AWS requests. */
export interface ApiParts<L extends Core> extends SenderParts<L> {
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
 * One request and what its steps find out. Each method from `open` to `noteAnswer` is a step; `STEPS` in `api.ts` has
 * their order and its reasons. A step returns a promise only if it must wait.
 */
export class Exchange<L extends Core> {
  readonly #parts: ApiParts<L>;
  readonly #arrived: ArrivedRequest<L>;
  readonly #requestId: string;
  readonly #sender: Sender;
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
    this.#open = await protocol.open(request, service, () => this.#readBody());
  }

  verifySignature(): void | Promise<void> {
    if (this.#sender.mustSign && !this.#isVerifiedByOperation()) return this.#sender.assertSigned(this.#body);
  }

  findOperation(): void {
    this.#operation = this.#find();
  }

  refuseChangeByGet(): void | Promise<void> {
    const { name } = this.#operation;
    if (!this.#sender.mustSign && isChangeByGet(this.#arrived.request, name))
      return this.#sender.assertSignedChange(name, this.#body);
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
    const state = this.#parts.getState();
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
    const { storage } = this.#state;
    if (storage.survivesPowerLoss) return storage.waitUntilDurable();
  }

  writeReply(): void {
    const { members } = this.#operation;
    for (const note of createNotes(members, this.#input)) logNote(this.#state, this.#reply, note);
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

  /** A form that is uploaded has its signature among its fields, which the operation reads. */
  #isVerifiedByOperation(): boolean {
    return isFormUpload(this.#arrived.request) && this.#find().verifiesForm === true;
  }

  #readBody(): Promise<Buffer> {
    const { service, request } = this.#arrived;
    const encoding = request.headers["content-encoding"];
    return this.#parts.bodies.read(request.openBody(), service.maxBodyBytes).then((sent) => {
      this.#body = sent;
      return encoding === undefined ? sent : decompressBody(sent, encoding, service.maxBodyBytes);
    });
  }

  #find(): Operation<L> {
    const { service } = this.#arrived;
    const name = this.#open.operation ?? "";
    // `hasOwn`, since an object also has inherited names, such as "constructor".
    const found = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
    if (found === undefined)
      throw this.#noteRefusal(name, createUnknownOperation(this.#arrived.protocol, this.#open.operation));
    if (found.kind === "not emulated") throw this.#noteRefusal(found.name, createNotEmulated(service.name, found.name));
    return found;
  }

  /** Adds a refusal without a known operation to the journal; the input is not read, since its shape is unknown. */
  #noteRefusal(operation: string, fault: AwsFault): AwsFault {
    if (operation === "") return fault;
    const { service } = this.#arrived;
    const state = this.#parts.getState();
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
    const written = countWrites(call);
    if (written !== undefined && written.count > 0) this.#state.sessionWrites.add(session.name, written);
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
