import type { GradeResults } from "./results";
import { parseSubmissionNumber } from "../submission/gradescope-export";
import { renderGradescopeJson } from "./gradescope-json";
import type { ReportFile } from "./report";
import { createFeedbackZip } from "./create-feedback-zip";

/** The set-up script installs nothing: the program below needs only Python, which Gradescope's images have. */
const SETUP = "#!/usr/bin/env bash\ntrue\n";

/**
 * The program looks up the mark given here. For a later submission it says that there is no mark yet; without a score
 * Gradescope shows none.
 */
const RUN = `#!/usr/bin/env python3
import json, os, shutil

folder = "/autograder"
with open(os.path.join(folder, "submission_metadata.json")) as file:
    number = str(json.load(file)["id"])
graded = os.path.join(folder, "source", "results", number + ".json")
wanted = os.path.join(folder, "results", "results.json")
os.makedirs(os.path.dirname(wanted), exist_ok=True)
if os.path.exists(graded):
    shutil.copyfile(graded, wanted)
else:
    with open(wanted, "w") as file:
        json.dump({"output": "This was handed in after the last grading. Its mark follows later.", "tests": []}, file)
`;

/**
 * `gradescope-autograder.zip`: the autograder for a programming assignment in Gradescope. "Regrade all submissions" then gives each
 * submission its mark and feedback from this zip: Gradescope has no other way to import results.
 *
 * @see https://gradescope-autograders.readthedocs.io/en/latest/specs/ and .../submission_metadata/
 */
export function renderGradescopeAutograder(results: GradeResults): ReportFile[] {
  return createFeedbackZip("gradescope-autograder.zip", results, {
    toNameInZip: nameForGradescope,
    pages: renderGradescopeJson,
    beside: { "setup.sh": SETUP, run_autograder: RUN },
  });
}

/** The name of a submission's results in the zip; undefined if the folder is not from Gradescope's export. */
export function nameForGradescope(exported: string): string | undefined {
  const number = parseSubmissionNumber(exported);
  return number === undefined ? undefined : `results/${number}.json`;
}
