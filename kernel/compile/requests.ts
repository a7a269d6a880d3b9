import type { CompiledCell } from "../cell";
import type { CellInPlace, Completion, PlaceInCell } from "./compiler";

/** What the kernel asks of its compiler, which is a process of its own. Plain data (JSON). */
export type CompilerRequest =
  | ({ readonly do: "compile" } & CellInPlace)
  | ({ readonly do: "complete" } & PlaceInCell)
  | ({ readonly do: "inspect" } & PlaceInCell)
  | { readonly do: "is-complete"; readonly code: string }
  | { readonly do: "packages" };

/** What the compiler answers, by what it was asked. */
export interface CompilerAnswers {
  readonly compile: { readonly cell: CompiledCell; readonly declarations: string };
  readonly complete: Completion;
  /** Nothing where there is nothing to tell of. */
  readonly inspect: { readonly text?: string };
  /** `indent`: what a next line should begin with. */
  readonly "is-complete": { readonly completed: boolean; readonly indent?: string };
  /** Packages that the project's library imports. */
  readonly packages: readonly string[];
}

/** A request on its way, and what comes back under its number: an answer, or why there is none. */
export interface NumberedRequest {
  readonly n: number;
  readonly request: CompilerRequest;
}
export interface NumberedAnswer {
  readonly n: number;
  readonly answer?: CompilerAnswers[keyof CompilerAnswers];
  readonly fault?: string;
}
