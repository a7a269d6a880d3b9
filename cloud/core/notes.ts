import type { Call } from "./call";

/**
 * Something that a request can have, and that the lab cloud does not act upon, or not as AWS does. Nobody is to rely on it in silence:
 * COVERAGE.md lists it with its operation, the answer to a request that has it says so in a header, and the log says so once.
 */
export interface Note {
  /** What it is about, as COVERAGE.md lists it. */
  readonly what: string;
  /** What the answer's header and the log say. */
  readonly says: string;
}

/** The answer's header for notes. */
export const NOTE_HEADER = "x-lab-cloud-note";
/** How a note begins in the log. */
export const NOTE_IN_LOG = "Note: ";

/** Who has a log. */
export interface Logged {
  log(line: string): void;
}

/** A note of what is kept, told again, and otherwise without effect. @param what such as "SQS: the policy of a queue" */
export const kept = <const W extends string>(what: W) => ({
  what: `${what.slice(what.indexOf(": ") + 2)} (kept)` as const,
  says: `${what} is kept and told again; the lab cloud does not act upon it` as const,
});

/** The call of an operation with notes: `tell` says one of them in the answer and in the log, if the request is not refused. */
export type TellingCall<N extends Note> = Call & { readonly tell: (note: N) => void };

/** Says a note in an answer, beside those that stand there already, and in the log. */
export function tellNote(lab: Logged, { headers }: Call["reply"], { says }: Note): void {
  const { [NOTE_HEADER]: before } = headers;
  if (before === undefined) headers[NOTE_HEADER] = says;
  else if (!before.includes(says)) headers[NOTE_HEADER] = `${before}; ${says}`;
  logOnce(lab, `${NOTE_IN_LOG}${says}`);
}

/** What each cloud has said once already. */
const saidOnce = new WeakMap<object, Set<string>>();

/** Writes a line into a cloud's log, the first time that the cloud has it to say. */
function logOnce(lab: Logged, line: string): void {
  const said = saidOnce.get(lab) ?? new Set();
  saidOnce.set(lab, said);
  if (!said.has(line)) lab.log(line);
  said.add(line);
}
