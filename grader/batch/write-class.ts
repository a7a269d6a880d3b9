import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ignoreMissing } from "../core/ignore-missing";
import { renderAnonymousReports } from "../reports/anonymous";
import type { GradeResults } from "../reports/results";
import { createTranslateFor } from "./translate-for";
import type { Batch } from "./batch";
import { renderReports } from "./class-results";
import { keepTables, TABLES, writeReports } from "./out-folder";

/** The folder of the anonymous export, in the folder of the reports. */
const ANONYMOUS = "anonymous";
/** The pseudonym of each submission id. It is kept among the instructor's tables, outside of the export. */
const PSEUDONYMS = "pseudonyms.json";

/**
 * Writes a class's reports and, on request, the anonymous export.
 *
 * @returns the new paths of files that somebody had edited
 */
export async function writeClass(
  out: string,
  results: GradeResults,
  { anonymous = false, root }: Pick<Batch, "anonymous"> & Partial<Pick<Batch, "root">>,
): Promise<string[]> {
  const translateFor = root === undefined ? undefined : createTranslateFor(root, results.lab);
  const edited = await writeReports(out, renderReports(results, translateFor));
  return anonymous ? [...edited, ...(await writeAnonymousExport(out, results))] : edited;
}

/**
 * Writes the anonymous export. A learner keeps the pseudonym of an earlier run into the same folder; new ones are drawn at random, so that
 * nobody can compute them from a class list.
 */
async function writeAnonymousExport(out: string, results: GradeResults): Promise<string[]> {
  const text = (await readFile(join(out, TABLES, PSEUDONYMS), "utf8").catch(ignoreMissing)) ?? "{}";
  const pseudonyms = new Map(Object.entries(JSON.parse(text) as Record<string, string>));
  const taken = new Set(pseudonyms.values());
  for (const { id } of results.submissions) {
    if (pseudonyms.has(id)) continue;
    const pseudonym = drawPseudonym(taken);
    pseudonyms.set(id, pseudonym);
    taken.add(pseudonym);
  }
  await keepTables(out, { [PSEUDONYMS]: `${JSON.stringify(Object.fromEntries(pseudonyms), null, 1)}\n` });
  return writeReports(join(out, ANONYMOUS), renderAnonymousReports(results, pseudonyms));
}

function drawPseudonym(taken: ReadonlySet<string>): string {
  for (;;) {
    const pseudonym = `learner-${randomBytes(4).toString("hex")}`;
    if (!taken.has(pseudonym)) return pseudonym;
  }
}
