import type { SettingDifference } from "./firehose-settings";

/** What is told of a resource that is there already. */
export interface AlreadyExists {
  /** As the message begins, such as `Kinesis Firehose usa`. */
  readonly what: string;
  /** Where it is set otherwise than the cell asks for. */
  readonly differences: readonly SettingDifference[];
  /** The lines of TypeScript, for a new cell, that mend the difference, and what is to be done after them. */
  readonly mend: readonly string[];
  readonly afterwards: string;
}

/**
 * Prints that something already exists and was left as it is. If it is set otherwise than the cell asks for, prints each difference and the
 * line that mends it: a cell that was repaired and run again changes nothing that is there.
 */
export function sayAlreadyExists({ what, differences, mend, afterwards }: AlreadyExists): void {
  if (differences.length === 0) {
    console.log(`${what} already exists.`);
    return;
  }
  const [is, others] =
    differences.length === 1 ? ["one setting is", "it"] : [`${differences.length} settings are`, "them"];
  console.log(
    [
      `${what} already exists. It was left as it is, but ${is} not what this cell asks for:`,
      ...differences.map(
        ({ setting, asked, is: found }) =>
          `  ${setting}: it has ${found ?? "none"}, this cell asks for ${asked ?? "none"}`,
      ),
      `To change ${others}, run this in a new cell:`,
      ...mend.map((line) => `  ${line}`),
      afterwards,
    ].join("\n"),
  );
}
