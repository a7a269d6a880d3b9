import { readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import type { Adjustments } from "../../../grader/index";
import type { CommandIo } from "../command";
import type { GraderBundle } from "../grader-bundle";

/** The tables that an instructor can give, and the names under which a run keeps them in its folder. */
const FILE_NAMES = { roster: "roster.csv", late: "late.json", manual: "manual.csv" } as const;
type Name = keyof typeof FILE_NAMES;

/** Paths of the tables on the command line. */
type TablePaths = Readonly<Partial<Record<Name, string | undefined>>>;

/** The content of the tables, their texts by the names under which they are kept, and their problems, one line each. */
export interface Tables {
  readonly adjustments: Adjustments;
  readonly texts: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
  /** Tables that were not named now, and were kept by an earlier run. */
  readonly fromBefore: readonly string[];
}

/**
 * Reads the instructor's tables. For a table that is not named, the one kept by an earlier run into the same folder is used, so that
 * manual marks do not vanish when an option is forgotten.
 *
 * @param folder the run's folder, absolute
 */
export async function readTables(
  named: TablePaths,
  folder: string,
  { grader, io }: { grader: GraderBundle; io: Pick<CommandIo, "cwd"> },
): Promise<Tables> {
  const problems: string[] = [];
  const texts: Record<string, string> = {};
  const fromBefore: string[] = [];
  const read = async <T>(name: Name, reader: (text: string, file: string) => T): Promise<T | undefined> => {
    const stored = join(folder, grader.TABLES, FILE_NAMES[name]);
    const option = named[name];
    const file = option ?? (relative(io.cwd, stored) || stored);
    let text: string;
    try {
      text = await readFile(resolve(io.cwd, file), "utf8");
    } catch (error) {
      const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
      // A table of an earlier run that cannot be read would be left out, and marks change without a word.
      if (option !== undefined || !isMissing) problems.push(`${file} cannot be read.`);
      return undefined;
    }
    if (option === undefined) fromBefore.push(file);
    texts[FILE_NAMES[name]] = text;
    try {
      return reader(text, file);
    } catch (error) {
      if (!(error instanceof grader.TableProblem)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const found = {
    roster: await read("roster", grader.readRoster),
    late: await read("late", grader.readLatePolicy),
    manual: await read("manual", grader.readManualMarks),
  };
  const adjustments: Adjustments = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  return { adjustments, texts, problems, fromBefore };
}
