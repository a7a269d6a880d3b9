import type { FoundSubmission } from "../submission/found-submissions";
import type { Adjustments } from "./adjust";
import { sumMarks } from "../reports/results";
import { describeEffect, type ManualMark } from "./manual-marks";
import { findMember, findMembers, type Member } from "./roster";

/** The lab and the class that the tables must fit. */
interface KnownClass {
  readonly found: readonly Pick<FoundSubmission, "id" | "student">[];
  /** The path on the command line in which each submission was found, by id; not known when shards are merged. */
  readonly submittedPaths?: ReadonlyMap<string, string> | undefined;
  /** Points by exercise. */
  readonly exercises: ReadonlyMap<string, number>;
}

/**
 * All problems of an instructor's tables with the submissions or the lab, one line each. They are reported before the grading, which may
 * take an hour.
 */
export function checkTables({ roster = [], manual = [] }: Adjustments, known: KnownClass): string[] {
  const marks = manual.flatMap((mark, index) => {
    const first = manual.slice(0, index).find((other) => isSameMark(other, mark));
    const problems = [...findUnknownIds(mark, known), ...checkPointsRange(mark, known)];
    if (first)
      problems.push(
        `${mark.id} has marks for ${mark.exercise ?? "the whole"} already, in ${first.where ?? "another line"}.`,
      );
    return problems.map((problem) => `${mark.where ?? "manual marks"}: ${problem}`);
  });
  const doubtful = known.found.flatMap((item) => {
    const members = findMembers(item, roster);
    if (members.length < 2) return [];
    const lines = members.map(({ where = "" }) => where).join(" and ");
    return [`${lines}: both may be "${item.id}". Give the submission's id, lms id, email or login in the roster.`];
  });
  return [...marks, ...doubtful, ...findClaimedTwice(roster, known)];
}

/** Lines of the roster that submissions of two paths claim: one of them may have been named by another learner. */
function findClaimedTwice(roster: readonly Member[], { found, submittedPaths: input }: KnownClass): string[] {
  const first = new Map<Member, string>();
  return found.flatMap((item) => {
    const member = findMember(item, roster);
    if (member === undefined) return [];
    const other = first.get(member) ?? item.id;
    first.set(member, other);
    if (input?.get(other) === input?.get(item.id)) return [];
    return [
      `${member.where ?? "roster"}: "${other}" of ${input?.get(other) ?? ""} and "${item.id}" of ${input?.get(item.id) ?? ""} both belong to this learner. Leave one of them out.`,
    ];
  });
}

function findUnknownIds({ id, exercise }: ManualMark, { found, exercises }: KnownClass): string[] {
  const ids = found.map((item) => item.id);
  return [
    ...(ids.includes(id) ? [] : [`no submission has the id "${id}".${findNearestWord(id, ids)}`]),
    ...(exercise === undefined || exercises.has(exercise)
      ? []
      : [`the lab has no exercise "${exercise}".${findNearestWord(exercise, [...exercises.keys()])}`]),
  ];
}

/** Whether two marks exclude each other: an exercise has one mark, the whole one that sets its points, and any number that add to them. */
function isSameMark(first: ManualMark, second: ManualMark): boolean {
  const isSettingPoints = ({ points, ...mark }: ManualMark) => points !== undefined && describeEffect(mark) === "set";
  return (
    first.id === second.id &&
    first.exercise === second.exercise &&
    first.handIn === second.handIn &&
    (first.exercise !== undefined || (isSettingPoints(first) && isSettingPoints(second)))
  );
}

/** Points that are set must be within the exercise's, or the lab's; what added points come to is known after the run. */
function checkPointsRange(mark: ManualMark, { exercises }: KnownClass): string[] {
  const { exercise, points = 0 } = mark;
  const max = exercise === undefined ? sumMarks([...exercises.values()]) : exercises.get(exercise);
  if (describeEffect(mark) !== "set" || max === undefined || (points >= 0 && points <= max)) return [];
  return [`${points} points for ${exercise === undefined ? "a lab" : "an exercise"} of ${max}.`];
}

/** The nearest known word, if it differs by little: most likely that one was meant. */
function findNearestWord(word: string, words: readonly string[]): string {
  const normalizeWord = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const close = words.find(
    (other) =>
      normalizeWord(other) === normalizeWord(word) ||
      (word.length > 2 && normalizeWord(other).endsWith(normalizeWord(word))),
  );
  return close === undefined ? "" : ` Is "${close}" meant?`;
}
