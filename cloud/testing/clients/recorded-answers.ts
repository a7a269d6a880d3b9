import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CaseAnswer } from "./case";

/** What a cloud answered to the cases, by service and by what a case says. */
export interface RecordedCases {
  /** `aws`, or the host of another cloud. */
  readonly source: string;
  /** The day: `2026-11-23`. */
  readonly date: string;
  readonly answers: Readonly<Record<string, Readonly<Record<string, CaseAnswer>>>>;
}

/** The folder of the answers that were recorded from AWS by these cases; it does not exist before the first. */
export const RECORDED = join(dirname(fileURLToPath(import.meta.url)), "recorded");

/** Keeps answers, those of one source and day in one file. */
export function keepAnswers(folder: string, recorded: RecordedCases): void {
  mkdirSync(folder, { recursive: true });
  const name = `${recorded.source.replaceAll(/[^\w.-]/g, "-")}-${recorded.date}.json`;
  writeFileSync(join(folder, name), `${removeAccount(JSON.stringify(recorded, undefined, 2))}\n`);
}

/** All answers that were kept, the oldest first. */
export function readStoredAnswers(folder: string = RECORDED): readonly RecordedCases[] {
  if (!existsSync(folder)) return [];
  return (
    readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      // The border: only keepAnswers writes here.
      .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as RecordedCases)
      .sort((a, b) => (a.date < b.date ? -1 : 1))
  );
}

/** The account of the cases instead of the one that made the call: in ARNs, addresses of queues and texts of faults. */
export const removeAccount = (text: string): string =>
  text
    .replaceAll(/(arn:aws[\w-]*:[\w-]*:[\w-]*:)\d{12}\b/g, "$1000000000000")
    .replaceAll(/(\.amazonaws\.com\/|under account |"(?:Account|Owner)": ?")\d{12}\b/g, "$1000000000000");
