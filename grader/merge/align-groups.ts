import { removeComments } from "./code-words";
import type { StatementGroup } from "./group-statements";
import { splitNames, type LabClues, type SlotClues } from "./slot-clues";

/** Some groups between two answers that are known, and the slots that they may answer, in the lab's order. */
interface Gap {
  readonly groups: readonly StatementGroup[];
  /** The answer above the groups. */
  readonly above: KnownAnswer | undefined;
  /** The slots between the two without an answer. */
  readonly open: readonly SlotClues[];
  /** Whether the cells hold nothing but answers. */
  readonly isList: boolean;
}

export interface KnownAnswer {
  readonly clues: SlotClues;
  readonly cell: number;
  readonly lineCount: number;
  readonly statementCount: number;
  /** Whether it ends with `return`. */
  readonly hasReturn: boolean;
}

/** What the groups of a gap answer. */
interface Alignment {
  readonly answers: ReadonlyMap<StatementGroup, SlotClues>;
  readonly undecided: ReadonlySet<SlotClues>;
}

/** One slot and the groups that would answer it: from one index up to another, which is not in it. */
interface Run {
  readonly candidate: Candidate;
  readonly from: number;
  readonly to: number;
  /** How well it fits. */
  readonly score: number;
}

interface Candidate {
  readonly clues: SlotClues;
  readonly known?: KnownAnswer | undefined;
}

interface Plan {
  readonly score: number;
  readonly runs: readonly Run[];
}

const NO_PLAN: Plan = { score: 0, runs: [] };

/** A gap with more groups is no list of answers. */
const MAX_GROUPS = 30;
/** So much better than all others a plan has to be. */
const MARGIN = 0.5;

/** Finds the answers in a gap: each answer consists of groups in a row, and answers are in the lab's order. */
export function alignGroups(gap: Gap, lab: LabClues): Alignment {
  const { groups } = gap;
  const candidates: Candidate[] = [
    ...(gap.above ? [{ clues: gap.above.clues, known: gap.above }] : []),
    ...gap.open.map((clues) => ({ clues })),
  ];
  if (groups.length > MAX_GROUPS) return assignToAbove(gap);
  const runs = candidates.map((candidate) => listRuns(candidate, gap, lab));
  const plan = (without?: Run): Plan =>
    findBestPlan(runs, { length: groups.length, skip: gap.isList ? SKIPPED : 0, without });
  const best = plan();
  const answers = new Map<StatementGroup, SlotClues>();
  const undecided = new Set<SlotClues>();
  for (const run of best.runs) {
    const second = plan(run);
    const rivals = second.runs.filter(({ candidate, from, to }) => !candidate.known && from < run.to && run.from < to);
    const isClear = best.score - second.score >= MARGIN || (run.candidate.known && rivals.length === 0);
    if (isClear) for (const group of groups.slice(run.from, run.to)) answers.set(group, run.candidate.clues);
    else for (const { candidate } of [run, ...rivals]) if (!candidate.known) undecided.add(candidate.clues);
  }
  return { answers, undecided };
}

/** All of many groups continue the answer above them, if there's no other slot that they may answer. */
function assignToAbove({ groups, above, open }: Gap): Alignment {
  const isPart = (group: StatementGroup) => open.length === 0 && group.cell === above?.cell;
  return {
    answers: new Map(groups.flatMap((group) => (above && isPart(group) ? [[group, above.clues] as const] : []))),
    undecided: new Set(open),
  };
}

/** The runs of a candidate that can be. */
function listRuns(candidate: Candidate, { groups, isList }: Gap, lab: LabClues): Run[] {
  const weighed = groups.map((group) => ({
    group,
    weight: weighGroup(group, candidate.clues, lab),
    lineCount: removeComments(group.code).length,
  }));
  return groups.flatMap((_, from) =>
    groups.slice(from).flatMap((__, n) => {
      const to = from + n + 1;
      const score = scoreRun(candidate, { from, weighed: weighed.slice(from, to), isList });
      return score === undefined ? [] : [{ candidate, from, to, score }];
    }),
  );
}

/** @param runs those of each candidate; `without`: a run that must not be in the plan */
function findBestPlan(
  runs: readonly (readonly Run[])[],
  { length, skip, without }: { length: number; skip: number; without: Run | undefined },
): Plan {
  // best[from]: the best plan for the groups from an index on, by the candidates that were looked at.
  let best: Plan[] = Array.from({ length: length + 1 }, (_, from) => ({ score: skip * (from - length), runs: [] }));
  for (const runsOfOne of runs.toReversed()) {
    const next = [...best];
    for (let from = length - 1; from >= 0; from -= 1) {
      let plan = next[from] ?? NO_PLAN;
      const skipped = next[from + 1] ?? NO_PLAN;
      if (skipped.score - skip > plan.score) plan = { ...skipped, score: skipped.score - skip };
      for (const run of runsOfOne) {
        const rest = best[run.to];
        if (run.from !== from || run === without || !rest || run.score + rest.score <= plan.score) continue;
        plan = { score: run.score + rest.score, runs: [run, ...rest.runs] };
      }
      next[from] = plan;
    }
    best = next;
  }
  return best[0] ?? NO_PLAN;
}

/** What an answer weighs by itself, one that continues another, and the missing part of a known one. */
const ANSWER = 0.5;
const CONTINUATION = 0.1;
const MISSING_PART = 1.5;
/** What it costs to leave out a group of a list of answers. */
const SKIPPED = 0.5;
/** How much the number of lines counts. */
const SIZE = 0.7;

interface WeighedGroup {
  readonly group: StatementGroup;
  /** How much its names show; undefined if it can't be the answer. */
  readonly weight: number | undefined;
  /** Without comments. */
  readonly lineCount: number;
}

interface WeighedRun {
  readonly from: number;
  readonly weighed: readonly WeighedGroup[];
  readonly isList: boolean;
}

/** How well a run fits; undefined if it can't be. */
function scoreRun({ clues, known }: Candidate, { from, weighed, isList }: WeighedRun): number | undefined {
  const score = sumWeights(weighed, known?.hasReturn ?? false);
  if (score === undefined) return undefined;
  const lines = weighed.reduce((sum, { lineCount }) => sum + lineCount, 0);
  if (!known) return score === 0 && !isList ? undefined : score + ANSWER + scoreSize(lines, clues);
  if (known.cell !== weighed[0]?.group.cell || from > 0) return undefined;
  const base = known.statementCount < clues.slot.statements ? MISSING_PART : CONTINUATION;
  return score + base + scoreSize(known.lineCount + lines, clues) - scoreSize(known.lineCount, clues);
}

/** What the groups of a run show together; undefined if they are in several cells, or follow `return`. */
function sumWeights(weighed: readonly WeighedGroup[], isAfterReturn: boolean): number | undefined {
  let isEnded = isAfterReturn;
  let sum = 0;
  for (const { group, weight } of weighed) {
    if (isEnded || weight === undefined || group.cell !== weighed[0]?.group.cell) return undefined;
    isEnded = group.hasReturn;
    sum += weight;
  }
  return sum;
}

const scoreSize = (lines: number, { lineCount }: SlotClues): number =>
  lineCount === undefined || lines === 0 ? 0 : -SIZE * Math.abs(Math.log(lines / lineCount));

/** How much a group's names show that it answers a slot; undefined if it can't. */
function weighGroup(
  { code, names, mentions, hasReturn }: StatementGroup,
  clues: SlotClues,
  lab: LabClues,
): number | undefined {
  if (hasReturn && !clues.isInFunction) return undefined;
  const inner = [...mentions].filter((name) => lab.innerNames.has(name) && !names.has(name));
  if (inner.some((name) => !clues.innerNames.has(name))) return undefined;
  // A whole function that isn't the given one is no answer inside of it.
  if ([...names].some((name) => lab.outerNames.has(name))) return undefined;
  if (inner.length === 0 && [...mentions].some((name) => clues.outerNames.has(name))) return undefined;
  const near = [...mentions].some((name) => clues.cellNames.has(name) && !names.has(name)) ? 1 : 0;
  const words = [...splitNames(removeComments(code).join("\n"))].reduce(
    (sum, word) => sum + (clues.words.get(word) ?? 0),
    0,
  );
  return (inner.length > 0 ? 2 : 0) + near + Math.min(words, 2);
}
