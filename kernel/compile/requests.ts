import type { CompiledCell } from "./cell";
import type { Inspection } from "./inspection";
import type { Completeness } from "./is-complete";
import type { CellWithDeclarations, CellPosition } from "./compiler";
import type { Completion } from "./completions";

/** A request of the kernel to its compiler, which is its own process. Plain data (JSON). */
export type CompilerRequest =
  | ({ readonly do: "compile" } & CellWithDeclarations)
  | ({ readonly do: "complete" } & CellPosition)
  | ({ readonly do: "inspect" } & CellPosition)
  | { readonly do: "is-complete"; readonly code: string }
  | { readonly do: "packages" }
  | { readonly do: "warm-up" };

/** The compiler's answers, by the kind of request. */
export interface CompilerAnswers {
  readonly compile: { readonly cell: CompiledCell; readonly declarations: string };
  readonly complete: Completion;
  /** Without `found` where no name stands at the offset, and none is called there. */
  readonly inspect: { readonly found?: Inspection };
  readonly "is-complete": Completeness;
  /** Packages that the project's library imports. */
  readonly packages: readonly string[];
  readonly "warm-up": Readonly<Record<never, never>>;
}

/** A request as it is sent to the compiler's process; the answer, or the error, comes back with the same number. */
export interface NumberedRequest {
  readonly n: number;
  readonly request: CompilerRequest;
}
export interface NumberedAnswer {
  readonly n: number;
  readonly answer?: CompilerAnswers[keyof CompilerAnswers];
  readonly fault?: string;
}
