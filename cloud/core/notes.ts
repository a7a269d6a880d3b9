import type { Call } from "./call";
import type { Note } from "./note";

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
 * @param what such as "SQS: the policy of a queue"
 */
export const createStoredNote = <const W extends string>(what: W) => ({
  what: `${what.slice(what.indexOf(": ") + 2)} (kept)` as const,
  says: `${what} is stored and returned; it has no effect in the lab cloud` as const,
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
