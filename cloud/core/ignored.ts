import type { Note } from "./note";
import type { AnyMembers, Rule } from "./rule";

/** A member that has a note, by the members that lead to it. */
interface IgnoredMember {
  readonly path: readonly string[];
  readonly note: Note;
}

/** Found at an operation's first call: to look through all members would make each start slower. */
const known = new WeakMap<AnyMembers, readonly IgnoredMember[]>();

function listIgnored(members: AnyMembers): readonly IgnoredMember[] {
  const before = known.get(members);
  if (before !== undefined) return before;
  // A structure that contains itself finds an empty list here.
  known.set(members, []);
  const found = Object.entries(members).flatMap(([name, member]): IgnoredMember[] => {
    if (member.need === "refused") return [];
    const own = member.note !== undefined ? [{ path: [name], note: member.note }] : [];
    const inside = listIgnoredInRule(member.rule).map(({ path, note }) => ({ path: [name, ...path], note }));
    return [...own, ...inside];
  });
  known.set(members, found);
  return found;
}

const listIgnoredInRule = ({ members, each }: Rule<unknown>): readonly IgnoredMember[] =>
  each !== undefined ? listIgnoredInRule(each) : members === undefined ? [] : listIgnored(members);

/** The notes that an operation's members can give, each once. */
export const listMemberNotes = (members: AnyMembers): readonly Note[] => [
  ...new Set(listIgnored(members).map(({ note }) => note)),
];

/** The notes on those members that a request has. A flag that is off asks for nothing. */
export const createNotes = (members: AnyMembers, input: unknown): readonly Note[] =>
  listIgnored(members).flatMap(({ path, note }) => (isGiven(input, path) ? [note] : []));

function isGiven(value: unknown, [name, ...rest]: readonly string[]): boolean {
  if (value === undefined || value === null || value === false) return false;
  if (Array.isArray(value)) return value.some((item) => isGiven(item, name === undefined ? [] : [name, ...rest]));
  if (name === undefined) return true;
  return typeof value === "object" && isGiven((value as Readonly<Record<string, unknown>>)[name], rest);
}
