import { basename } from "node:path";
import { toPlainText } from "../core/plain-text";
import type { FoundClass, Source } from "./found-submissions";

/** The maximum number of names in a line. */
const MAX_NAMES = 10;

/** For the instructor, before the run: how each folder or zip was understood, and what of it is read by nobody. */
export function formatSources({ sources, older }: Pick<FoundClass, "sources" | "older">): string[] {
  return [...sources.flatMap(formatSource), ...older];
}

function formatSource({ path, lms, named, late, others, unread, asOne }: Source): string[] {
  const name = toPlainText(basename(path));
  if (asOne)
    return [
      `${name} seems to hold several submissions, but counts as one because there are other paths: ${formatNames(asOne)}. With --exports, each zip is a class.`,
    ];
  const lines =
    lms === undefined
      ? [
          `${name} is not an export of Canvas, Moodle or Gradescope: each folder, zip, notebook or script in it counts as one submission.`,
        ]
      : [`${name} is an export of ${lms}: ${formatLearnerCount(named)}${late > 0 ? `, ${late} marked as late` : ""}.`];
  if (lms !== undefined && others.length > 0)
    lines.push(
      `${others.length} more without a learner's number, graded by the name of the file: ${formatNames(others)}.`,
    );
  if (unread.length > 0)
    lines.push(`Ignored, because it's not a notebook, script of the lab, zip or folder: ${formatNames(unread)}.`);
  return lines;
}

const formatLearnerCount = (count: number): string => (count === 1 ? "1 learner" : `${count} learners`);

function formatNames(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).map(toPlainText).join(", ");
  return names.length > MAX_NAMES ? `${shown} and ${names.length - MAX_NAMES} more` : shown;
}
