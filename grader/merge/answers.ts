import type { SubmittedCell } from "../submission/read-notebook";
import type { Body } from "./find-answers";

/** The answers of one submission, by the cell or script they belong to. */
export interface Answers {
  /** Bodies for the slots of a text, by the text's id; `undefined` where the learner left the stub or none was found. */
  readonly bodies: ReadonlyMap<string, readonly Body[]>;
  /** Why no answer was found, by exercise, in words that follow "not found, because". */
  readonly notFound: ReadonlyMap<string, string>;
  /** The syntax error outside of the regions that prevents an exercise's cell or script from running, by exercise. */
  readonly broken: ReadonlyMap<string, string>;
  /** The exercises whose answer can't do anything: it can't be read, or is a statement such as `void 0;`. */
  readonly idle: ReadonlySet<string>;
  /** The exercises of cells that neither use anything of another cell nor declare what another answer uses. */
  readonly selfContained: ReadonlySet<string>;
  /**
   * The learner's lines outside the regions, one entry a cell, in the notebook's order: they are searched for helpers.
   */
  readonly besideCells: readonly (readonly string[])[];
  /** The learner's lines outside the regions of scripts, by path. */
  readonly besideScripts: ReadonlyMap<string, readonly string[]>;
  readonly notes: readonly string[];
}

/** No answers: with them, a skeleton is the solution. */
export const NO_ANSWERS: Answers = {
  bodies: new Map(),
  notFound: new Map(),
  broken: new Map(),
  idle: new Set(),
  selfContained: new Set(),
  besideCells: [],
  besideScripts: new Map(),
  notes: [],
};

/** A submission's code, and what it lacks. */
export interface SubmittedCode {
  /** Absent if the submission has no notebook. */
  readonly cells?: readonly SubmittedCell[] | undefined;
  /** Scripts by their path in the project. */
  readonly scripts: ReadonlyMap<string, string>;
  /** Why a file is not there, by its path in the project, in words that follow "because". */
  readonly absent?: ReadonlyMap<string, string> | undefined;
  /** What was left out, in words for the learner. */
  readonly notes?: readonly string[] | undefined;
}
