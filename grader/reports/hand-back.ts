import type { GradeResults } from "./results";
import { nameForCanvas } from "./canvas-feedback";
import { nameForGradescope } from "./gradescope-autograder";
import { nameForMoodle } from "./moodle-feedback";

const PLATFORMS: readonly { readonly toNameInZip: (exported: string) => string | undefined; readonly says: string }[] =
  [
    {
      toNameInZip: nameForCanvas,
      says: 'Canvas: import canvas.csv into the gradebook, and give canvas-feedback.zip to the assignment\'s "Re-upload submissions".',
    },
    {
      toNameInZip: nameForMoodle,
      says: 'Moodle: give moodle.csv to "Upload grading worksheet", and moodle-feedback.zip to "Upload multiple feedback files in a zip".',
    },
    {
      toNameInZip: nameForGradescope,
      says: 'Gradescope: make gradescope-autograder.zip the assignment\'s autograder, then "Regrade all submissions".',
    },
  ];

/** How marks and feedback go back to each platform whose export was graded, one line each. */
export function describeHandBack({ submissions }: Pick<GradeResults, "submissions">): string[] {
  return PLATFORMS.filter(({ toNameInZip }) =>
    submissions.some(({ exportedAs = "" }) => toNameInZip(exportedAs) !== undefined),
  ).map(({ says }) => says);
}
