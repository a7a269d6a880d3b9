import type { JournalEntry } from "../../cloud/index";
import { toPlainText } from "../core/plain-text";
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

/** Whether a call was refused because this machine has no Python with pyarrow, which writes ORC. */
export const isOrcRefused = (entries: readonly JournalEntry[]): boolean =>
  entries.some(
    ({ outcome }) => outcome !== "ok" && outcome.status === 501 && /^ORC needs a Python/.test(outcome.message),
  );

/** The refusals of what the lab cloud doesn't emulate, in its words, each once. */
export function listNotEmulated(entries: readonly JournalEntry[]): string[] {
  const refusals = entries.flatMap(({ origin, outcome }) =>
    origin === "client" && outcome !== "ok" && outcome.status === 501 ? [toPlainText(outcome.message)] : [],
  );
  return [...new Set(refusals)].filter((message) => message.startsWith("The lab cloud does not emulate "));
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
