import type { StaticOperationSchema } from "@smithy/types";
import type { Call } from "./call";
import { type AnyMembers, type CheckedInput, createOperationFactory, type Operation, type Reply } from "./members";
import { createStoredNote, logNote, type LineLogger, type CallWithNotes, type Note } from "./notes";

/**
 * Makes `operationWithNotes` for one kind of services; cloud/services/framework/operation.ts holds the one that services use.
 *
 * `operationWithNotes(notes)(schema, members, handler)`: as `operation`, and the handler can `call.addNote` only these
 * notes. So COVERAGE.md, which lists an operation's notes, and its answers always agree.
 */
export const createNotingFactory =
  <L extends LineLogger>() =>
  <const N extends readonly Note[]>(...notes: N) =>
  <const M extends AnyMembers, Output>(
    schema: StaticOperationSchema,
    members: M,
    handler: (services: L, request: CheckedInput<M>, call: CallWithNotes<N[number]>) => Reply<Output>,
  ): Operation<L> => {
    const runAndReport = (services: L, request: CheckedInput<M>, call: Call): Reply<Output> => {
      const notes: Note[] = [];
      const addNote = (note: N[number]): void => void notes.push(note);
      return addNotesAfter(handler(services, request, { ...call, addNote }), { services, call, notes });
    };
    return { ...createOperationFactory<L>()(schema, members, runAndReport), notes };
  };

/** An operation that only stores its input. @param subject the note's subject, as for `kept` */
export function createStoredOnly<L extends LineLogger>(subject: string, operation: Operation<L>): Operation<L> {
  const notes = [createStoredNote(subject)];
  return {
    ...operation,
    notes,
    handle: (services, input, call) =>
      addNotesAfter(operation.handle(services, input, call), { services, call, notes }),
  };
}

/** Adds notes when an operation has succeeded: a refused request stores nothing. */
function addNotesAfter<T>(
  output: T | Promise<T>,
  { services, call, notes }: { readonly services: LineLogger; readonly call: Call; readonly notes: readonly Note[] },
): T | Promise<T> {
  const reportAll = (answer: T): T => {
    for (const note of notes) logNote(services, call.reply, note);
    return answer;
  };
  return output instanceof Promise ? output.then(reportAll) : reportAll(output);
}
