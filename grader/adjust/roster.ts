import type { Student } from "../submission/submission";
import type { FoundSubmission } from "../submission/find-submissions";
import { eachRow, readTable, TableProblem } from "./csv";
import { time } from "./time";

/** A line of the class's list. Whatever of it is there can name a submission. */
export interface Member extends Student {
  /** Where it was written: `class.csv, line 3`. */
  readonly where?: string;
  /** The submission's id: its file's or folder's name. */
  readonly id?: string;
  /** When this learner's work is due, if not when the class's is. */
  readonly due?: string;
}

/** The keys that name one learner, the surest first. Two learners may have the same name, which then names neither of them. */
const KEYS = ["id", "lmsId", "email", "login", "name"] as const;
const KEY_WORDS = { id: "id", lmsId: "lms id", email: "email", login: "login", name: "name" } as const;

/**
 * Reads a roster: a CSV file with any of the columns `id`, `name`, `email`, `login`, `lms id`, `submitted` and `due`, times in ISO form
 * with their time zone.
 *
 * @throws TableProblem with all that is wrong in it
 */
export function readRoster(text: string, file: string): Member[] {
  const members = eachRow(readTable(text, file, []), (row): Member => {
    const where = `${file}, line ${row.line}`;
    const facts = {
      id: row.get("id"),
      name: row.get("name"),
      email: row.get("email"),
      login: row.get("login"),
      lmsId: row.get("lms id") ?? row.get("lmsid"),
      submitted: time(row.get("submitted"), `${where}, submitted`),
      due: time(row.get("due"), `${where}, due`),
    };
    const known: Member = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
    if (KEYS.every((key) => known[key] === undefined))
      throw new TableProblem(`${where}: there is neither id, name, email, login nor lms id.`);
    return { where, ...known };
  });
  const doubled = members.flatMap((member) => {
    const key = KEYS.find((one) => one !== "name" && (sharing(member, one, members)[0] ?? member) !== member);
    if (key === undefined) return [];
    const first = sharing(member, key, members)[0];
    return [
      `${member.where ?? file}: the ${KEY_WORDS[key]} "${member[key] ?? ""}" is that of ${first?.where ?? file}, too.`,
    ];
  });
  if (doubled.length > 0) throw new TableProblem(...doubled);
  return members;
}

/** The learner of a submission: the member of the roster that shares the surest key with it; nobody if several share a name alone. */
export function memberFor(
  { id, student }: Pick<FoundSubmission, "id" | "student">,
  roster: readonly Member[],
): Member | undefined {
  const [only, another] = membersFor({ id, student }, roster);
  return another ? undefined : only;
}

/** All of the roster that share the surest key with a submission: several only where that key is a name. */
export function membersFor(
  { id, student }: Pick<FoundSubmission, "id" | "student">,
  roster: readonly Member[],
): readonly Member[] {
  // A file may be called by whatever the learner calls themselves.
  const called: Student[] = [{ ...student }, { email: id }, { login: id }, { name: id }];
  for (const key of KEYS) {
    const own = key === "id" ? [{ id }] : called;
    const here = own.map((one) => sharing(one, key, roster)).find((found) => found.length > 0);
    if (here) return here;
  }
  return [];
}

/** Who has what, by key and value: a class of thousands is not gone through for each of its learners. */
const indexes = new WeakMap<readonly Member[], ReadonlyMap<string, readonly Member[]>>();

/** All that share the value of a key, in their order. */
function sharing(one: Member, key: (typeof KEYS)[number], others: readonly Member[]): readonly Member[] {
  const value = one[key];
  if (value === undefined) return [];
  const index = indexes.get(others) ?? indexOf(others);
  indexes.set(others, index);
  return index.get(entryFor(key, value)) ?? [];
}

const entryFor = (key: string, value: string): string => `${key} ${value.toLowerCase()}`;

function indexOf(members: readonly Member[]): ReadonlyMap<string, readonly Member[]> {
  const index = new Map<string, Member[]>();
  for (const member of members) {
    for (const key of KEYS) {
      const value = member[key];
      if (value === undefined) continue;
      const here = index.get(entryFor(key, value));
      if (here) here.push(member);
      else index.set(entryFor(key, value), [member]);
    }
  }
  return index;
}
