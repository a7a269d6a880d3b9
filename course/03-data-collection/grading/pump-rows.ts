import type { EvidencePair } from "../../../grader/index";
import type { Row } from "../../sql/read-expression";
import { evaluateCondition, evaluateValues, getQuerySeed, getStream, probeRows } from "./query";
import type { Pump } from "./read-pump";

/** The names of the lab's columns in the streams that a pump reads and fills. */
export interface ColumnNames {
  /** The names in the stream that comes in, by the lab's names. */
  readonly source: ReadonlyMap<string, string>;
  /** The lab's names by the names in the stream that the pump fills, in its order. */
  readonly destination: ReadonlyMap<string, string>;
}

/** The names that the lab gives. */
export const LAB_NAMES: ColumnNames = createNames(["first", "last", "gender", "age", "country"]);

function createNames(names: readonly string[]): ColumnNames {
  const same = new Map(names.map((name) => [name, name]));
  return { source: same, destination: same };
}

/** People as rows of the stream that comes in, whose columns have the given names. */
export const renameColumns = (people: readonly Row[], { source }: ColumnNames): Row[] =>
  people.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [source.get(name) ?? name, value])),
  );

/** The first row that a pump makes, in the order of the lab's columns; or a description of the problem. */
export function findFirstRow(
  pump: Pump,
  people: readonly Row[],
  names: ColumnNames,
): { first?: readonly unknown[] | undefined; problem?: string } {
  const { source, destination } = names;
  const values = evaluateValues(pump, renameColumns(people, names));
  const columns = pump.columns ?? [...destination.keys()];
  const unknown = columns.find((name) => !destination.has(name));
  if ("problem" in values) return { problem: values.problem };
  if (unknown !== undefined) return { problem: `it fills the column ${unknown}` };
  const [first] = values.found;
  if (first?.length !== columns.length) return { first };
  const filled = columns.map((name) => destination.get(name));
  return { first: [...source.keys()].map((name) => first[filled.indexOf(name)]) };
}

/**
 * The names by which a pump is judged: the lab's or, where those of the learner's stream in 4.4 are wrong, the learner's. A name that is wrong
 * there costs nothing more here, whether the pump fills the column by this name, or reads it by this name, too.
 */
export function chooseNames(pump: Pump, { learner, solution }: EvidencePair): ColumnNames {
  const people = probeRows(getQuerySeed(solution));
  const candidates = [LAB_NAMES, ...listLearnerNames(learner)];
  const expected = JSON.stringify(Object.values(people[0] ?? {}));
  const isRight = (names: ColumnNames) => JSON.stringify(findFirstRow(pump, people, names).first) === expected;
  const canRun = (names: ColumnNames) =>
    findFirstRow(pump, people, names).problem === undefined &&
    "found" in evaluateCondition(pump, renameColumns(people, names));
  return candidates.find(isRight) ?? candidates.findLast(canRun) ?? LAB_NAMES;
}

function listLearnerNames(learner: EvidencePair["learner"]): readonly ColumnNames[] {
  const stream = getStream(learner);
  const names = "found" in stream ? stream.found.columns.map(({ name }) => name) : [];
  const labNames = [...LAB_NAMES.source.keys()];
  if (new Set(names).size !== labNames.length) return [];
  const left = labNames.filter((name) => !names.includes(name));
  const destination = new Map(names.map((name) => [name, labNames.includes(name) ? name : (left.shift() ?? name)]));
  // Where only the quotes are missing, the column that comes in still has the lab's name.
  const renamed = [...destination].filter(([name, labName]) => name.toLowerCase() !== labName);
  const source = new Map([...LAB_NAMES.source, ...renamed.map(([name, labName]) => [labName, name] as const)]);
  return [
    { ...LAB_NAMES, destination },
    { source, destination },
  ];
}
