import type { HttpReply } from "../core/http";
import type { AwsFault } from "../core/faults";
import { EncodedValue, type Journal, type JournalRecord } from "../core/journal";
import type { SentValues } from "../protocols/protocol";

/** The parts of a journal entry that do not depend on the call's outcome. */
type CallRecord = Omit<JournalRecord, "outcome" | "output" | "origin">;

/** A call's values as they were sent, and the functions that decode them. */
export interface SentCall {
  readonly body: Uint8Array | undefined;
  /** Undefined where the protocol cannot decode them again. */
  readonly values: SentValues | undefined;
}

/**
 * The journal's entry of a call that is being answered. Short values are stored as they were sent, which costs least.
 */
export class CallJournalEntry {
  readonly #journal: Journal;
  readonly #call: CallRecord;
  readonly #sent: SentCall;

  constructor(journal: Journal, call: CallRecord, sent: SentCall) {
    this.#journal = journal;
    this.#call = call;
    this.#sent = sent;
  }

  noteAnswer(output: unknown, { body }: HttpReply): void {
    this.#add("ok", toSentText(output, typeof body === "string" ? body : undefined, this.#sent.values?.readOutput));
  }

  noteFailure({ code, message, status }: AwsFault): void {
    this.#add({ code, message, status }, undefined);
  }

  #add(outcome: JournalRecord["outcome"], output: unknown): void {
    const { at, service, operation, caller } = this.#call;
    const { body, values } = this.#sent;
    const input = toSentText(this.#call.input, body, values?.readInput);
    this.#journal.add({ at, service, operation, input, outcome, output, caller, origin: "client" });
  }
}

/** The value as the short text that was sent, if that can be decoded again; otherwise the value itself. */
const toSentText = (
  value: unknown,
  text: EncodedValue["text"] | undefined,
  read: EncodedValue["read"] | undefined,
): unknown =>
  text !== undefined && read !== undefined && EncodedValue.canTake(text) ? new EncodedValue(text, read) : value;
