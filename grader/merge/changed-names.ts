import { declarationsOf, freeNamesOf, mentionsOf, renameIn, tryParsing, type Declaration } from "./declarations";
import type { Body } from "./find-answers";
import type { SkeletonText } from "./skeleton";
import { listStarterLines } from "./slot-features";

/** A text of the lab, and the learner's lines of it. */
export interface LearnerText {
  readonly text: SkeletonText;
  /** The lines outside the regions. */
  readonly outside: readonly string[];
  readonly bodies: readonly Body[];
}

/** The lab's names by the names that a learner has given them everywhere: `ACCOUNT_ID` by `accountId`. */
export type ChangedNames = ReadonlyMap<string, string>;

/**
 * Names that a learner has changed in given lines and in all other code: the code still means the same.
 *
 * @param texts all texts that share their names with each other: a notebook's cells, or one script
 * @param beside the learner's other code
 */
export function findChangedNames(texts: readonly LearnerText[], beside: readonly (readonly string[])[]): ChangedNames {
  const pairs = texts.flatMap(findPairs);
  return pairs.length === 0 ? new Map() : tryParsing(() => findConsistent(pairs, texts, beside), new Map());
}

type Pair = readonly [name: string, ownName: string];

/** The names that are nowhere else, and have one name each. */
function findConsistent(
  pairs: readonly Pair[],
  texts: readonly LearnerText[],
  beside: readonly (readonly string[])[],
): ChangedNames {
  const starterMentions = collectMentions(texts.map(({ text }) => text.lines));
  const learnerMentions = collectMentions([...texts.flatMap((text) => [listLines(text)]), ...beside]);
  const starter = listDeclarations(texts.map(({ text }) => text.lines));
  const declared = collectNames(starter);
  const imported = collectNames(starter.filter(({ isImport }) => isImport));
  const declarations = listDeclarations([...texts.map(listLines), ...beside]);
  const redeclared = collectNames(declarations.filter(({ isImport }) => !isImport));
  // In a notebook, a learner's declaration replaces a name that the lab only imports.
  const isFree = (ownName: string): boolean =>
    !starterMentions.has(ownName) || (imported.has(ownName) && redeclared.has(ownName));
  const changed = new Map<string, string>();
  for (const [name, ownName] of pairs) {
    if (isOnlyPair(pairs, name, ownName) && declared.has(name) && !learnerMentions.has(name) && isFree(ownName))
      changed.set(ownName, name);
  }
  return changed;
}

/**
 * Names that a learner has changed inside of a text, such as a function's parameter: other texts may have the lab's name for something
 * else.
 */
export function findChangedInnerNames(learner: LearnerText): ChangedNames {
  const pairs = findPairs(learner);
  return pairs.length === 0 ? new Map() : tryParsing(() => findConsistentInside(pairs, learner), new Map());
}

function findConsistentInside(pairs: readonly Pair[], learner: LearnerText): ChangedNames {
  const starter = listStarterLines(learner.text).join("\n");
  const starterMentions = mentionsOf(starter);
  const outer = new Set([...freeNamesOf(starter), ...collectNames(declarationsOf(starter))]);
  const learnerMentions = mentionsOf(listLines(learner).join("\n"));
  const inner = pairs.filter(
    ([name, ownName]) =>
      starterMentions.has(name) && !outer.has(name) && !learnerMentions.has(name) && !starterMentions.has(ownName),
  );
  return new Map(inner.flatMap(([name, ownName]) => (isOnlyPair(pairs, name, ownName) ? [[ownName, name]] : [])));
}

/** Whether neither of two names has another counterpart. */
const isOnlyPair = (pairs: readonly Pair[], name: string, ownName: string): boolean =>
  pairs.every((pair) => (pair[0] === name) === (pair[1] === ownName));

/** Some code with the lab's names. */
export function restoreLabNames(lines: readonly string[], names: ChangedNames): readonly string[] {
  return names.size === 0 ? lines : renameIn(lines.join("\n"), names).split("\n");
}

const listLines = ({ outside, bodies }: LearnerText): string[] => [...outside, ...bodies.flatMap((body) => body ?? [])];

const listDeclarations = (codes: readonly (readonly string[])[]): readonly Declaration[] =>
  codes.flatMap((lines) => declarationsOf(lines.join("\n")));

const collectNames = (declarations: readonly Declaration[]): Set<string> =>
  new Set(declarations.flatMap(({ names }) => names));

function collectMentions(codes: readonly (readonly string[])[]): Set<string> {
  return new Set(codes.flatMap((lines) => [...mentionsOf(lines.join("\n"))]));
}

const NAME = /[\p{L}_$][\p{L}\p{M}\p{N}_$]*/gu;

/** The names that differ between given lines and lines of the learner's that are otherwise the same. */
function findPairs({ text, outside }: LearnerText): Pair[] {
  const starterLines = new Set(listStarterLines(text).map((line) => line.trim()));
  const stored = new Set(outside.map((line) => line.trim()));
  const byShape = new Map<string, string>();
  for (const line of stored) if (!starterLines.has(line)) byShape.set(toShape(line), line);
  return [...starterLines]
    .filter((line) => !stored.has(line))
    .flatMap((line) => {
      const learnerNames = byShape.get(toShape(line))?.match(NAME) ?? [];
      return (line.match(NAME) ?? []).flatMap((name, n): Pair[] =>
        learnerNames[n] === undefined || learnerNames[n] === name ? [] : [[name, learnerNames[n]]],
      );
    });
}

/** A line without its names. */
const toShape = (line: string): string => line.replace(NAME, "n").replace(/\s+/g, "");
