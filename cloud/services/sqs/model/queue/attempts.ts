import type { Message } from "../../store/message";

/** How long an attempt can be repeated. */
const LIFE_MS = 300_000;

/** The messages of one receive, and the state in which it left each of them. */
interface Attempt {
  /** ms since the epoch. */
  readonly at: number;
  given: readonly { readonly message: Message; readonly receives: number; readonly visibleAt: number }[];
}

/**
 * The receives of a FIFO queue with a ReceiveRequestAttemptId. Repeated within five minutes, an attempt returns the
 * same messages with the same receipt handles, if none of them was deleted, changed or received since.
 *
 * @remarks Attempts do not survive a restart: a repeated attempt then counts as a new one.
 */
export class ReceiveAttempts {
  readonly #byId = new Map<string, Attempt>();

  /** The messages of an earlier attempt, if it can be repeated. @param now ms since the epoch */
  repeatAttempt(id: string, now: number): readonly Message[] | undefined {
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

  /** Notes the messages of a new attempt. */
  noteBegun(id: string, messages: readonly Message[], now: number): void {
    for (const [old, { at }] of this.#byId) {
      if (now < at + LIFE_MS) break;
      this.#byId.delete(old);
    }
    this.#byId.delete(id);
    if (messages.length > 0) this.#byId.set(id, { at: now, given: toGiven(messages) });
  }

  /** Notes the messages' state after a repeated attempt. The attempt's five minutes do not start again. */
  noteRepeated(id: string, messages: readonly Message[]): void {
    const attempt = this.#byId.get(id);
    if (attempt !== undefined) attempt.given = toGiven(messages);
  }
}

const toGiven = (messages: readonly Message[]): Attempt["given"] =>
  messages.map((message) => ({ message, receives: message.receives, visibleAt: message.visibleAt }));
