import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { AssertionError } from "chai";
import { isPresent } from "../../grader/core/ignore-missing";

/** Environment variable that only `npm run golden` sets. */
export const WRITE_GOLDEN = "LABS_WRITE_GOLDEN";

/**
 * Compares a text with its golden file, byte for byte except for the line ends of Windows.
 *
 * Such a file is rewritten only by `npm run golden`; read the difference before you commit it.
 *
 * @param file absolute path, in a folder `golden/` beside the test, or a page made from code, such as cloud/COVERAGE.md
 * @throws chai's AssertionError if they differ or there is no golden file
 */
export function expectGolden(file: string, actual: string): void {
  const golden = isPresent(file) ? readFileSync(file, "utf8").replaceAll("\r\n", "\n") : undefined;
  if (golden === actual) return;
  if (process.env[WRITE_GOLDEN] === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
    return;
  }
  const says =
    golden === undefined
      ? `There is no ${file}: \`npm run golden\` writes it.`
      : `${file} differs. If the new text is right, \`npm run golden\` writes it.`;
  throw new AssertionError(says, { actual, expected: golden ?? "", showDiff: true });
}
