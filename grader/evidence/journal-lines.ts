import type { JournalEntry } from "../../cloud/index";
import type { JournalLine } from "./evidence";

/** The calls of clients, as claims read them; calls between services are left out. */
export function toJournalLines(entries: readonly JournalEntry[]): JournalLine[] {
  return entries
    .filter(({ origin }) => origin === "client")
    .map(({ service, operation, input, outcome }) => ({
      service,
      operation,
      input,
      outcome: outcome === "ok" ? "ok" : outcome.code,
    }));
}
