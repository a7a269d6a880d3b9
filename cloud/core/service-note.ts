import type { Core } from "./core";
import { AwsFault } from "./faults";
import type { JournalRecord } from "./journal";

/** What the journal tells of a call that one service makes of another. */
type ServiceCallHead = Pick<JournalRecord, "service" | "operation" | "input" | "caller">;

/** Waits for the end of a call that one service makes of another, to put it into the journal at the time at which it began. */
export interface ServiceNote {
  answered(output?: unknown): void;
  /** @returns the fault with which the call ended @throws what is no answer of AWS: our bug, which the journal does not show */
  refused(error: unknown): AwsFault;
}

/** Begins a call that one service makes of another. */
export function serviceNote(core: Pick<Core, "now" | "journal">, head: ServiceCallHead): ServiceNote {
  const { journal } = core;
  const entry = { ...head, at: core.now(), origin: "service" } as const;
  return {
    answered: (output) => journal.add({ ...entry, outcome: "ok", output }),
    refused(error) {
      if (!(error instanceof AwsFault)) throw error;
      const { code, message, status } = error;
      journal.add({ ...entry, outcome: { code, message, status } });
      return error;
    },
  };
}
