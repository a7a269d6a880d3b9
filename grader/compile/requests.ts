import type { CompiledCell } from "../../kernel/cells";
import type { Answers, SubmittedCode } from "../merge/answers";
import type { AssembledCell } from "../merge/assemble";
import type { Skeleton } from "../merge/skeleton";

/**
 * Requests to the compiler's process, one after the other. Requests are plain data, since they may come from another
 * process.
 */
export type CompileRequest = Task & {
  /** Unique name of the submission that the request is for: all requests of a submission together have a limit. */
  readonly of?: string | undefined;
};

type Task =
  /** Reads a lab from `course/`. */
  | { readonly do: "read"; readonly lab: string; readonly labRoot?: string | undefined }
  /** Keeps a lab's skeleton for the requests that name it. */
  | { readonly do: "know"; readonly key: string; readonly skeleton: Skeleton }
  /** Sorts a submission's code into answers, see `collectAnswers`. */
  | { readonly do: "answers"; readonly key: string; readonly code: SubmittedCode }
  /** Compiles cells in order. */
  | { readonly do: "compile"; readonly cells: readonly AssembledCell[]; readonly inside: string }
  /**
   * Puts answers into the skeleton's cells and compiles them. `solutionScripts`: cells that name a learner's script get the name of the
   * solution's instead. `solutionImports`: cells that import a learner's script import the solution's, if there is one.
   */
  | {
      readonly do: "cells";
      readonly key: string;
      readonly answers: Answers;
      readonly take: ReadonlySet<string>;
      readonly inside: string;
      readonly solutionScripts?: boolean | undefined;
      readonly solutionImports?: boolean | undefined;
    }
  /** Puts answers into one of the lab's scripts and makes one JavaScript file of it. */
  | {
      readonly do: "script";
      readonly key: string;
      readonly path: string;
      readonly driver?: string | undefined;
      readonly answers: Answers;
      readonly take: ReadonlySet<string>;
    };

export interface CompileResponse {
  readonly skeleton?: Skeleton;
  readonly answers?: Answers;
  readonly cells?: readonly CompiledCell[];
  /** The essence of all cells together, see `essenceOf`. */
  readonly essence?: string;
  /** Remarks on cells with an answer, by the cell's id: see `findUnawaitedInFunctions`. */
  readonly remarks?: Readonly<Record<string, readonly string[]>>;
  readonly script?: CompiledScript;
  /** The skeleton that the request names was never sent: send it and ask again. */
  readonly unknown?: true;
  /** A fault of the compiler, with its stack. */
  readonly fault?: string;
}

/** A script as one JavaScript file, or the problem with it, in words for the learner. */
export type BundledScript =
  | {
      readonly js: string;
      /** The script's own text, which its code can read: a function may be deployed from it. */
      readonly source?: string;
      readonly essence: string;
    }
  | { readonly problem: string };

/** A script with the learner's answers in it. */
export interface CompiledScript {
  readonly script: BundledScript;
  /** Remarks by exercise: see `findUnawaitedPromises` and `findAssigningConditions`. */
  readonly remarks: Readonly<Record<string, readonly string[]>>;
}

/**
 * Sends a request to the compiler's process. The response is undefined, or empty, if the code takes too long, too much
 * memory or too deep a stack.
 */
export type AskCompiler = (request: CompileRequest) => Promise<CompileResponse | undefined>;
