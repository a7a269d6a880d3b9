import type { JournalEntry } from "../../cloud/index";
import type { JournalLine } from "./evidence";

/** The member of each call's input that names the new resource. */
const NAMING_MEMBERS: Readonly<Record<string, string>> = {
  CreateStream: "StreamName",
  CreateBucket: "Bucket",
  CreateDeliveryStream: "DeliveryStreamName",
};

/** The names of streams, buckets and Firehoses that clients have created by themselves, without a stack. */
export function listCreatedNames(entries: readonly JournalEntry[]): string[] {
  return entries.flatMap(({ origin, operation, input }) => {
    const member = NAMING_MEMBERS[operation];
    if (origin !== "client" || member === undefined || typeof input !== "object" || input === null) return [];
    const name: unknown = Reflect.get(input, member);
    return typeof name === "string" ? [name] : [];
  });
}

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
