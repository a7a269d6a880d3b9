import type { Student } from "../submission/submission";
import type { FoundSubmission } from "../submission/found-submissions";
import { readRows, readTable, TableProblem } from "./csv";
import { parseTime } from "./time";

/** A line of the class's list. Any of its columns can identify a submission. */
export interface Member extends Student {
  /** File and line: `class.csv, line 3`. */
  readonly where?: string;
  /** The submission's id: the name of its file or folder. */
  readonly id?: string;
  /** When this learner's work is due, if it differs from the class's due time. */
  readonly due?: string;
}

/**
 * The keys that identify a learner, the surest first. If two learners have the same name, the name identifies neither
 * of them.
 */
const IDENTIFYING_KEYS = ["id", "lmsId", "email", "login", "name"] as const;
const KEY_WORDS = { id: "id", lmsId: "lms id", email: "email", login: "login", name: "name" } as const;

/**
 * Reads a roster: a CSV file with any of the columns `id`, `name`, `email`, `login`, `lms id`, `submitted` and `due`, times in ISO form
 * with their time zone.
 *
 * @throws TableProblem with all that is wrong in it
 */
export function readRoster(text: string, file: string): Member[] {
  const members = readRows(readTable(text, file, []), (row): Member => {
    const where = `${file}, line ${row.line}`;
    const facts = {
      id: row.get("id"),
      name: row.get("name"),
      email: row.get("email"),
      login: row.get("login"),
      lmsId: row.get("lms id") ?? row.get("lmsid"),
      submitted: parseTime(row.get("submitted"), `${where}, submitted`),
      due: parseTime(row.get("due"), `${where}, due`),
    };
    const known: Member = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
    if (IDENTIFYING_KEYS.every((key) => known[key] === undefined))
      throw new TableProblem(`${where}: the line has no id, name, email, login or lms id.`);
    return { where, ...known };
  });
  const doubled = members.flatMap((member) => {
    const key = IDENTIFYING_KEYS.find(
      (key) => key !== "name" && (findMembersSharing(member, key, members)[0] ?? member) !== member,
    );
    if (key === undefined) return [];
    const first = findMembersSharing(member, key, members)[0];
    return [
      `${member.where ?? file}: the ${KEY_WORDS[key]} "${member[key] ?? ""}" is also in ${first?.where ?? file}.`,
    ];
  });
  if (doubled.length > 0) throw new TableProblem(...doubled);
  return members;
}

/**
 * The learner of a submission: the member of the roster that shares the surest key with it; undefined if several share
 * only a name.
 */
export function findMember(
  { id, student }: Pick<FoundSubmission, "id" | "student">,
  roster: readonly Member[],
): Member | undefined {
  const [only, another] = findMembers({ id, student }, roster);
  return another ? undefined : only;
}

/**
 * All members of the roster that share the surest key with a submission. There are several only if that key is a name.
 */
export function findMembers(
  { id, student }: Pick<FoundSubmission, "id" | "student">,
  roster: readonly Member[],
): readonly Member[] {
  // Learners name their files by their email address, login or name.
  const called: Student[] = [{ ...student }, { email: id }, { login: id }, { name: id }];
  for (const key of IDENTIFYING_KEYS) {
    const aliases = key === "id" ? [{ id }] : called;
    const here = aliases.map((item) => findMembersSharing(item, key, roster)).find((found) => found.length > 0);
    if (here) return here;
  }
  return [];
}

/** The members by key and value, so that a search for one learner does not go through a class of thousands. */
const indexes = new WeakMap<readonly Member[], ReadonlyMap<string, readonly Member[]>>();

/** All members with the same value of a key, in the roster's order. */
function findMembersSharing(
  member: Member,
  key: (typeof IDENTIFYING_KEYS)[number],
  others: readonly Member[],
): readonly Member[] {
  const value = member[key];
  if (value === undefined) return [];
  const index = indexes.get(others) ?? indexMembers(others);
  indexes.set(others, index);
  return index.get(formatEntry(key, value)) ?? [];
}

const formatEntry = (key: string, value: string): string => `${key} ${value.toLowerCase()}`;

function indexMembers(members: readonly Member[]): ReadonlyMap<string, readonly Member[]> {
  const index = new Map<string, Member[]>();
  for (const member of members) {
    for (const key of IDENTIFYING_KEYS) {
      const value = member[key];
      if (value === undefined) continue;
      const here = index.get(formatEntry(key, value));
      if (here) here.push(member);
      else index.set(formatEntry(key, value), [member]);
    }
  }
  return index;
}
