import type { SettingDifference } from "./firehose-settings";

/** The parts of the message about a resource that exists already. */
export interface ExistingResource {
  /** The beginning of the message, such as `Kinesis Firehose usa`. */
  readonly what: string;
  /** The settings that differ from those in the cell. */
  readonly differences: readonly SettingDifference[];
  /** The lines of TypeScript, for a new cell, that remove the difference, and what to do after them. */
  readonly fix: readonly string[];
  readonly afterward: string;
}

/**
 * Prints that a resource already exists and was left as it is. If its settings differ from those in the cell, prints
 * each difference and the line that removes it: to correct the cell and run it again does not change an existing
 * resource.
 */
export function reportExisting({ what: label, differences, fix, afterward }: ExistingResource): void {
  if (differences.length === 0) {
    console.log(`${label} already exists.`);
    return;
  }
  const [is, others] =
    differences.length === 1 ? ["one setting is", "it"] : [`${differences.length} settings are`, "them"];
  console.log(
    [
      `${label} already exists. It was left unchanged, but ${is} not what this cell asks for:`,
      ...differences.map(
        ({ setting, requested, is: found }) =>
          `  ${setting}: it has ${found ?? "none"}, this cell asks for ${requested ?? "none"}`,
      ),
      `To change ${others}, run this in a new cell:`,
      ...fix.map((line) => `  ${line}`),
      afterward,
    ].join("\n"),
  );
}
