import type { Student } from "../submission/submission";
import type { FoundSubmission } from "../submission/find-submissions";
import { readTable, TableProblem } from "./csv";

/** A line of the class's list. Whatever of it is there can name a submission. */
export interface Member extends Student {
  /** The submission's id: its file's or folder's name. */
  readonly id?: string;
  /** When this learner's work is due, if not when the class's is. */
  readonly due?: string;
}

/**
 * Reads a roster: a CSV file with any of the columns `id`, `name`, `email`, `login`, `lms id`, `submitted` and `due`, times in ISO form.
 *
 * @throws TableProblem
 */
export function readRoster(text: string, file: string): Member[] {
  const rows = readTable(text, file, []);
  return rows.map((row): Member => {
    const facts = {
      id: row.get("id"),
      name: row.get("name"),
      email: row.get("email"),
      login: row.get("login"),
      lmsId: row.get("lms id") ?? row.get("lmsid"),
      submitted: time(row.get("submitted"), `${file}, line ${row.line}, submitted`),
      due: time(row.get("due"), `${file}, line ${row.line}, due`),
    };
    const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Member;
    if (!keysOf(known).length)
      throw new TableProblem(`${file}, line ${row.line}: there is neither id, name, email, login nor lms id.`);
    return known;
  });
}

/** Who of the roster a submission is of: the first member that shares its id, number, email, login or name with it. */
export function memberFor(
  { id, student }: Pick<FoundSubmission, "id" | "student">,
  roster: readonly Member[],
): Member | undefined {
  const keys = new Set(keysOf({ ...student, id }));
  return roster.find((member) => keysOf(member).some((key) => keys.has(key)));
}

function keysOf({ id, lmsId, email, login, name }: Member): string[] {
  const words = [
    ["", id],
    ["#", lmsId],
    ["", email],
    ["", login],
    ["", name],
  ] as const;
  return words.flatMap(([mark, word]) => (word === undefined ? [] : [mark + word.toLowerCase()]));
}

/** @throws TableProblem */
export function time(text: string | undefined, where: string): string | undefined {
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || !/^\d{4}-\d\d-\d\d/.test(text))
    throw new TableProblem(`${where}: "${text}" is no time such as 2026-11-20T23:59:00Z.`);
  return new Date(ms).toISOString();
}
