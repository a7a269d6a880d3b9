import { readRows, readTable, TableProblem } from "./csv";

/** An instructor's own mark for a submission, or for one exercise of it. */
export interface ManualMark {
  /** File and line of the mark: `marks.csv, line 3`. */
  readonly where?: string;
  readonly id: string;
  /** The exercise's id; without one, the mark is for the whole submission. */
  readonly exercise?: string;
  readonly points?: number;
  /** The effect of the points. Default: `set` for an exercise, `add` for the whole submission. */
  readonly effect?: Effect;
  readonly comment?: string;
  /** The number of the learner's hand-in that the mark is for, from 1. Default: the latest one when the mark was first given. */
  readonly handIn?: number;
  /** The content's hash of that hand-in, see `assignHandIns`; if unknown, the mark is for every hand-in. */
  readonly content?: string;
}

/** `set` replaces the grader's points, `add` adds to them up to full marks, `bonus` may go above full marks. */
type Effect = "set" | "add" | "bonus";

const POINTS = /^(?:(set to|add|bonus)\s+)?(-?\d+(?:\.\d+)?)$/i;

const EFFECTS: Readonly<Record<string, Effect>> = { "set to": "set", add: "add", bonus: "bonus" };

/** The effect of a mark's points. */
export function describeEffect({ effect, exercise }: ManualMark): Effect {
  return effect ?? (exercise === undefined ? "add" : "set");
}

/**
 * Reads manual marks: a CSV file with the columns `id`, `exercise`, `points`, `comment` and `hand-in`. Points are a number, or `set to 3`,
 * `add 1` or `bonus 1`.
 *
 * @throws TableProblem
 */
export function readManualMarks(text: string, file: string): ManualMark[] {
  return readRows(readTable(text, file, ["id"]), (row): ManualMark => {
    const where = `${file}, line ${row.line}`;
    const [id, exercise, comment] = [row.get("id"), row.get("exercise"), row.get("comment")];
    if (id === undefined)
      throw new TableProblem(`${where}: the line has no id, so it's unclear whose marks these are.`);
    const points = parsePoints(row.get("points"), where);
    if (points.points === undefined && comment === undefined)
      throw new TableProblem(`${where}: the line has neither points nor a comment.`);
    return {
      where,
      id,
      ...(exercise === undefined ? {} : { exercise }),
      ...points,
      ...(comment === undefined ? {} : { comment }),
      ...parseHandIn(row.get("hand-in"), where),
    };
  });
}

function parsePoints(text: string | undefined, where: string): Pick<ManualMark, "points" | "effect"> {
  if (text === undefined) return {};
  const [, words, number] = POINTS.exec(text) ?? [];
  if (number === undefined)
    throw new TableProblem(
      `${where}: "${text}" is not a number of points. Write a number, "set to 3", "add 1" or "bonus 1".`,
    );
  const effect = EFFECTS[words?.toLowerCase() ?? ""];
  return { points: Number(number), ...(effect === undefined ? {} : { effect }) };
}

function parseHandIn(text: string | undefined, where: string): Pick<ManualMark, "handIn"> {
  if (text === undefined) return {};
  if (!/^[1-9]\d*$/.test(text))
    throw new TableProblem(`${where}: the hand-in "${text}" is not a whole number. 1 is a learner's first hand-in.`);
  return { handIn: Number(text) };
}
