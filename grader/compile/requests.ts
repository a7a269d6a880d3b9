import type { CompiledCell } from "../../kernel/cells";
import type { Answers } from "../merge/answers";
import type { AssembledCell } from "../merge/assemble";
import type { Skeleton } from "../merge/skeleton";

/** Requests to the compiler's process, one after the other. Plain data: a request may come by way of another process. */
export type CompileRequest = Task & {
  /** The submission that it is for, by a name of its own: all its requests together have a limit. */
  readonly of?: string | undefined;
};

type Task =
  /** Reads a lab from `course/`. */
  | { readonly do: "read"; readonly lab: string; readonly labRoot?: string | undefined }
  /** Keeps a lab's skeleton for the requests that name it. */
  | { readonly do: "know"; readonly key: string; readonly skeleton: Skeleton }
  /** Compiles cells in order. */
  | { readonly do: "compile"; readonly cells: readonly AssembledCell[]; readonly inside: string }
  /**
   * Puts answers into the skeleton's cells and compiles them. `solutionScripts`: cells that name a script of the learner's name the solution's
   * instead. `solutionImports`: cells that import one import the solution's, where there is one.
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
  /** Puts answers into one of its scripts and makes one JavaScript file of it. */
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
  readonly cells?: readonly CompiledCell[];
  /** Of all cells: see `essenceOf`. */
  readonly essence?: string;
  readonly script?: CompiledScript;
  /** The skeleton that the request names was never sent: send it and ask again. */
  readonly unknown?: true;
  /** Our fault, with its stack. */
  readonly fault?: string;
}

/** A script as one JavaScript file, or what is wrong with it, in words for the learner. */
export type BundledScript = { readonly js: string; readonly essence: string } | { readonly problem: string };

/** A script with the learner's answers in it. */
export interface CompiledScript {
  readonly script: BundledScript;
  /** By exercise: see `promisesLeft` and `conditionsThatAssign`. */
  readonly remarks: Readonly<Record<string, readonly string[]>>;
}

/** Asks the compiler's process. Nothing comes back, or an empty answer, if the code takes too long, too much memory or too deep a stack: such can be written. */
export type AskCompiler = (request: CompileRequest) => Promise<CompileResponse | undefined>;
