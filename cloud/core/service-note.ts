import type { Core } from "./core";
import { AwsFault } from "./faults";
import type { JournalRecord } from "./journal";

/** The data with which the journal entry of a call from one service to another begins. */
type ServiceCallHead = Pick<JournalRecord, "service" | "operation" | "input" | "caller">;

/** Adds a call from one service to another to the journal when the call has ended, with the time at which it began. */
interface ServiceNote {
  noteAnswer(output?: unknown): void;
  /**
   * @returns the fault with which the call ended
   * @throws an error that is no AwsFault: a bug of the lab cloud, which the journal does not show
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
