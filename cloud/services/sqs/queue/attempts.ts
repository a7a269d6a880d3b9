import type { Message } from "../messages/message";

/** For so long an attempt can be repeated. */
const LIFE_MS = 300_000;

/** What one receive gave, and how it left each message. */
interface Attempt {
  /** ms since the epoch. */
  readonly at: number;
  given: readonly { readonly message: Message; readonly receives: number; readonly visibleAt: number }[];
}

/**
 * The receives of a FIFO queue that gave their ReceiveRequestAttemptId. Repeated within five minutes, they give the same
 * messages with the same receipt handles, if nobody has deleted, changed or received one of them since.
 *
 * @remarks They are not kept over a restart: a repeated attempt is a new one then.
 */
export class Attempts {
  readonly #byId = new Map<string, Attempt>();

  /** What an attempt gave, if it can be repeated. @param now ms since the epoch */
  again(id: string, now: number): readonly Message[] | undefined {
    const attempt = this.#byId.get(id);
    if (attempt === undefined || now >= attempt.at + LIFE_MS) return undefined;
    const isAsGiven = attempt.given.every(
      ({ message, receives, visibleAt }) =>
        message.place === "hidden" &&
        message.receives === receives &&
        message.visibleAt === visibleAt &&
        visibleAt > now,
    );
    return isAsGiven ? attempt.given.map(({ message }) => message) : undefined;
  }

  /** Notes what a new attempt gave. */
  begun(id: string, messages: readonly Message[], now: number): void {
    for (const [old, { at }] of this.#byId) {
      if (now < at + LIFE_MS) break;
      this.#byId.delete(old);
    }
    this.#byId.delete(id);
    if (messages.length > 0) this.#byId.set(id, { at: now, given: asGiven(messages) });
  }

  /** Notes how a repeated attempt has left its messages. Its five minutes go on. */
  repeated(id: string, messages: readonly Message[]): void {
    const attempt = this.#byId.get(id);
    if (attempt !== undefined) attempt.given = asGiven(messages);
  }
}

const asGiven = (messages: readonly Message[]): Attempt["given"] =>
  messages.map((message) => ({ message, receives: message.receives, visibleAt: message.visibleAt }));
