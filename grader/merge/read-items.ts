import { collectDeclared, collectDefined, collectWords, removeComments } from "./code-words";
import { groupStatements, type LabeledStatement, type StatementGroup } from "./group-statements";
import { toLineKey } from "./line-key";
import { readStatements } from "./read-statements";
import type { LabClues } from "./slot-clues";
import { canAnswer, classifyLine, weigh, type LabFeatures, type SlotFeatures, type Vote } from "./slot-features";
import { isFence } from "./spans";

/** A place in the notebook: some statements, or the end of an answer. */
export interface Item {
  readonly cell: number;
  readonly slot?: SlotFeatures | undefined;
  readonly group?: StatementGroup;
}

/** A cell with more given statements contains more than answers. */
const MAX_SHARED = 2;

interface Lab {
  readonly features: LabFeatures;
  readonly clues: LabClues;
}

/** The groups of statements of a cell, and the given lines that show which exercise follows. */
export function readItems(lines: readonly string[], cell: number, { features, clues }: Lab): Item[] {
  const items: Item[] = [];
  let statements: LabeledStatement[] = [];
  const flush = (): void => {
    items.push(...groupStatements(statements, features.askedNames).map((group) => ({ cell, group, slot: group.slot })));
    statements = [];
  };
  const all = readStatements(lines, cell);
  const starters = all.filter(({ code }) => isStarter(code, features));
  // An answer may have a line that was given elsewhere.
  const isPasted = starters.length > MAX_SHARED || starters.some(({ code }) => hasLineAround(code, features));
  for (const statement of all) {
    const at = statement.at.filter((n) => !isFence(lines[n] ?? ""));
    const code = at.map((n) => lines[n] ?? "");
    if (isPasted && isStarter(code, features)) {
      const slot = findSlotAfter(code, features);
      if (slot) {
        flush();
        items.push({ cell, slot });
      }
    } else if (!isPlaceholder(code, statements.at(-1)) && (removeComments(code).length > 0 || statements.length > 0))
      statements.push(findInside({ ...statement, at, code, slot: findSlotOfStatement(code, features) }, clues));
  }
  flush();
  return items;
}

/** Whether a line is one that was given in an exercise's cell. */
const hasLineAround = (lines: readonly string[], { textByLine }: LabFeatures): boolean =>
  lines.some((line) => (textByLine.get(toLineKey(line))?.slots.length ?? 0) > 0);

/** The answer inside of a given function, where a statement is the whole function. */
function findInside(statement: LabeledStatement, { slots }: LabClues): LabeledStatement {
  const around = slots.find(({ outerNames }) => [...statement.names].some((name) => outerNames.has(name)));
  if (!around) return statement;
  const first = statement.code.findIndex((line) => removeComments([line]).length > 0);
  const last = statement.code.findLastIndex((line) => removeComments([line]).length > 0);
  const isGiven = [first, last].every((at) => around.starterLines.has(toLineKey(statement.code[at] ?? "")));
  if (!isGiven || last <= first) return { ...statement, slot: undefined, names: around.outerNames, isReturn: true };
  const isInside = (_: unknown, at: number) => first < at && at < last;
  return {
    ...statement,
    at: statement.at.filter(isInside),
    code: statement.code.filter(isInside),
    names: new Set(),
    isReturn: true,
    slot: around.slot,
  };
}

/** Whether some code is only the name that stands for an answer, and not the end of a stub. */
function isPlaceholder(lines: readonly string[], above: LabeledStatement | undefined): boolean {
  const code = removeComments(lines).join("\n").trim();
  return /^None;?$/.test(code) || (/^return None;?$/.test(code) && !above?.slot);
}

/** Whether all lines are given ones. */
export const isStarter = (lines: readonly string[], { starterLines: input }: LabFeatures): boolean =>
  lines.every((line) => line.trim() === "" || input.has(toLineKey(line)));

/** The slot that follows some given lines in the lab. */
function findSlotAfter(starterLines: readonly string[], { slotByLineBefore }: LabFeatures): SlotFeatures | undefined {
  return starterLines.flatMap((line) => slotByLineBefore.get(toLineKey(line)) ?? []).at(-1);
}

/** What the lines of some code show, if only one slot has them. */
export function countVotes(
  lines: readonly string[],
  slotByLine: ReadonlyMap<string, SlotFeatures>,
): Vote<SlotFeatures>[] {
  return [...new Set(lines.map(toLineKey))].flatMap((line) => {
    const slot = slotByLine.get(line);
    return slot ? [[slot, classifyLine(line)] as const] : [];
  });
}

/** The slot that a statement names: by a line of its stub, by a name that only it defines, or by a word that only it has. */
function findSlotOfStatement(
  lines: readonly string[],
  { slots, slotByLine, slotByName }: LabFeatures,
): SlotFeatures | undefined {
  const votes = countVotes(lines, slotByLine);
  const byLine = weigh(votes)?.max;
  if (byLine && isClear(byLine, lines, votes)) return byLine;
  const byName = new Set([...collectDefined(lines)].flatMap((name) => slotByName.get(name) ?? []));
  const [name, otherName] = byName;
  if (name && !otherName) return name;
  const words = collectWords(lines);
  const [word, otherWord] = slots.filter(
    (slot) => [...slot.ownWords].some((slotWord) => words.has(slotWord)) && canAnswer(slot, lines),
  );
  return otherWord ? undefined : word;
}

/** Code that was handed out in one exercise may be used in another: it's clear only with a comment, or a name that the stub declares. */
function isClear(slot: SlotFeatures, lines: readonly string[], votes: readonly Vote<SlotFeatures>[]): boolean {
  const declared = collectDeclared(slot.stub);
  const declaredHere = collectDeclared(lines);
  return (
    declared.size === 0 ||
    [...declared].some((name) => declaredHere.has(name)) ||
    votes.some(([of, kind]) => of === slot && kind === "comment")
  );
}
