import type { Call } from "./call";
import type { Core } from "./core";
import { AwsFault } from "./faults";
import type { JournalRecord } from "./journal";

/**
 * A note on a part of a request that the lab cloud accepts, but does not implement, or not as AWS does. So that no user
 * relies on that part unknowingly, COVERAGE.md lists the note with its operation, a header of the answer to such a
 * request has it, and the log prints it once.
 */
export interface Note {
  /** The note's subject, as COVERAGE.md lists it. */
  readonly what: string;
  /** The text in the answer's header and in the log. */
  readonly says: string;
}

/** The answer's header for notes. */
export const NOTE_HEADER = "x-lab-cloud-note";
/** The beginning of a note in the log. */
export const NOTE_IN_LOG = "Note: ";

/** An object with a log. */
export interface LineLogger {
  log(line: string): void;
}

/**
 * A note for a setting that is stored and returned, and has no other effect.
 *
 * @param subject such as "SQS: the policy of a queue"
 */
export const createStoredNote = <const W extends string>(subject: W) => ({
  what: `${subject.slice(subject.indexOf(": ") + 2)} (stored only)` as const,
  says: `${subject} is stored and returned; it has no effect in the lab cloud` as const,
});

/**
 * The call of an operation with notes: `addNote` adds one of the notes to the answer and to the log, if the request is not
 * refused.
 */
export type CallWithNotes<N extends Note> = Call & { readonly addNote: (note: N) => void };

/** Adds a note to an answer's header, after other notes, and to the log. */
export function logNote(services: LineLogger, { headers }: Call["reply"], { says }: Note): void {
  const { [NOTE_HEADER]: before } = headers;
  if (before === undefined) headers[NOTE_HEADER] = says;
  else if (!before.includes(says)) headers[NOTE_HEADER] = `${before}; ${says}`;
  logOnce(services, `${NOTE_IN_LOG}${says}`);
}

/** The lines that each cloud has logged already. */
const saidOnce = new WeakMap<object, Set<string>>();

/** Writes a line into a cloud's log, unless the cloud has logged the same line before. */
function logOnce(services: LineLogger, line: string): void {
  const mentioned = saidOnce.get(services) ?? new Set();
  saidOnce.set(services, mentioned);
  if (!mentioned.has(line)) services.log(line);
  mentioned.add(line);
}

/** The initial data of the journal entry for a call from one service to another. */
type ServiceCallHead = Pick<JournalRecord, "service" | "operation" | "input" | "caller">;

/** Adds a call from one service to another to the journal when the call has ended, with the time at which it began. */
interface ServiceNote {
  noteAnswer(output?: unknown): void;
  /**
   * @returns the call's fault
   * @throws an error that isn't an AwsFault: a bug of the lab cloud, which the journal does not show
   */
  noteRefusal(error: unknown): AwsFault;
}

/** A service that notifies others: its name as a caller in the journal, and the log's line for a failed delivery. */
export interface Notifier {
  readonly caller: string;
  notify(arn: string, why: string): string;
}

/** Begins a call from one service to another. */
export function createServiceNote(core: Pick<Core, "now" | "journal">, head: ServiceCallHead): ServiceNote {
  const { journal } = core;
  const entry = { ...head, at: core.now(), origin: "service" } as const;
  return {
    noteAnswer: (output) => journal.add({ ...entry, outcome: "ok", output }),
    noteRefusal(error) {
      if (!(error instanceof AwsFault)) throw error;
      const { code, message, status } = error;
      journal.add({ ...entry, outcome: { code, message, status } });
      return error;
    },
  };
}
