import type { HttpReply } from "../core/http";
import type { AwsFault } from "../core/faults";
import { OnTheWire, type Journal, type JournalRecord } from "../core/journal";
import type { SentValues } from "../protocols/protocol";

/** What the journal is told of a call, whatever comes of it. */
export type NotedCall = Omit<JournalRecord, "outcome" | "output" | "origin">;

/** How a call's values stand on the wire, and how they are read from there. */
export interface SentCall {
  readonly body: Uint8Array | undefined;
  /** Undefined where its protocol cannot read them again. */
  readonly values: SentValues | undefined;
}

/** The journal's entry of a call that is being answered. Short values are noted as they are sent, which costs least. */
export class CallNote {
  readonly #journal: Journal;
  readonly #call: NotedCall;
  readonly #sent: SentCall;

  constructor(journal: Journal, call: NotedCall, sent: SentCall) {
    this.#journal = journal;
    this.#call = call;
    this.#sent = sent;
  }

  answered(output: unknown, { body }: HttpReply): void {
    this.#add("ok", asSent(output, typeof body === "string" ? body : undefined, this.#sent.values?.output));
  }

  failed({ code, message, status }: AwsFault): void {
    this.#add({ code, message, status }, undefined);
  }

  #add(outcome: JournalRecord["outcome"], output: unknown): void {
    const { at, service, operation, caller } = this.#call;
    const { body, values } = this.#sent;
    const input = asSent(this.#call.input, body, values?.input);
    this.#journal.add({ at, service, operation, input, outcome, output, caller, origin: "client" });
  }
}

/** The value as its short text, where it was sent as one and can be read from it; else as it is. */
const asSent = (value: unknown, text: OnTheWire["text"] | undefined, read: OnTheWire["read"] | undefined): unknown =>
  text !== undefined && read !== undefined && OnTheWire.takes(text) ? new OnTheWire(text, read) : value;
