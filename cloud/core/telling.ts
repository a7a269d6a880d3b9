import type { StaticOperationSchema } from "@smithy/types";
import type { Call } from "./call";
import type { AnyMembers, Checked } from "./members";
import type { Note } from "./note";
import { createStoredNote, tellNote, type Logged, type TellingCall } from "./notes";
import { createOperationFactory, type Operation, type Reply } from "./operation";

/**
 * Makes `operationTelling` for one kind of lab; cloud/services/operation.ts holds the one that services use.
 *
 * `operationTelling(notes)(schema, members, handler)`: as `operation`, and the handler can `call.tell` only these
 * notes. So COVERAGE.md, which lists an operation's notes, and its answers always agree.
 */
export const createTellingFactory =
  <L extends Logged>() =>
  <const N extends readonly Note[]>(...notes: N) =>
  <const M extends AnyMembers, Output>(
    schema: StaticOperationSchema,
    members: M,
    handler: (lab: L, request: Checked<M>, call: TellingCall<N[number]>) => Reply<Output>,
  ): Operation<L> => {
    const runAndTell = (lab: L, request: Checked<M>, call: Call): Reply<Output> => {
      const told: Note[] = [];
      const tell = (note: N[number]): void => void told.push(note);
      return addNotesAfter(handler(lab, request, { ...call, tell }), { lab, call, told });
    };
    return { ...createOperationFactory<L>()(schema, members, runAndTell), notes };
  };

/** An operation that only stores its input. @param what the note's subject, as for `kept` */
export function createStoredOnly<L extends Logged>(what: string, operation: Operation<L>): Operation<L> {
  const notes = [createStoredNote(what)];
  return {
    ...operation,
    notes,
    handle: (lab, input, call) => addNotesAfter(operation.handle(lab, input, call), { lab, call, told: notes }),
  };
}

/** Adds notes when an operation has succeeded: a refused request stores nothing. */
function addNotesAfter<T>(
  output: T | Promise<T>,
  { lab, call, told }: { readonly lab: Logged; readonly call: Call; readonly told: readonly Note[] },
): T | Promise<T> {
  const tellAll = (answer: T): T => {
    for (const note of told) tellNote(lab, call.reply, note);
    return answer;
  };
  return output instanceof Promise ? output.then(tellAll) : tellAll(output);
}
