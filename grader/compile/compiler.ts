import { createHash } from "node:crypto";
import type { CompiledCell } from "../../kernel/cells";
import type { Answers, SubmittedCode } from "../merge/answers";
import type { AssembledCell } from "../merge/assemble";
import type { Skeleton } from "../merge/skeleton";
import type { CompileResponse, CompiledScript, AskCompiler, CompileRequest } from "./requests";

/** Answers put into a lab's skeleton: the learner's for the exercises in `take`, the solution's for all others. */
interface FilledSkeleton {
  readonly skeleton: Skeleton;
  readonly answers: Answers;
  readonly take: ReadonlySet<string>;
  /** Cells that name a learner's script get the name of the solution's script instead. */
  readonly solutionScripts?: boolean;
  /**
   * Cells that import a learner's script import the solution's instead, if there is one: a mistake in the script costs
   * no marks in a cell.
   */
  readonly solutionImports?: boolean;
}

/** A notebook's cells, compiled. */
interface CompiledCells {
  readonly cells: readonly CompiledCell[];
  /** The code without comments and layout, by which equal code is recognized. */
  readonly essence: string;
  /** Remarks on cells with an answer, by the cell's id. */
  readonly remarks?: Readonly<Record<string, readonly string[]>>;
}

/**
 * The trusted compiler, in this process or another. Its answer is undefined for code that takes too long, or too much
 * memory.
 */
export interface Compiler {
  /** The same compiler for one submission, whose requests share a limit. @param name unique to the submission */
  createForSubmission(name: string): Compiler;
  /** Reads a lab from `course/`, of the project or of another folder. */
  readLab(lab: string, labRoot?: string): Promise<Skeleton>;
  /** Sorts a submission's code into answers, see `collectAnswers`. */
  collectAnswers(skeleton: Skeleton, code: SubmittedCode): Promise<Answers | undefined>;
  /** Compiles cells in order, with the kernel's semantics and type errors. */
  compile(cells: readonly AssembledCell[]): Promise<readonly CompiledCell[] | undefined>;
  compileCells(filling: FilledSkeleton): Promise<CompiledCells | undefined>;
  /** @param script one of the lab's, with its driver if it has one */
  compileScript(
    script: { readonly path: string; readonly driver?: string | undefined },
    filling: FilledSkeleton,
  ): Promise<CompiledScript | undefined>;
}

const MAX_PROCESSES = 10;
const keys = new WeakMap<Skeleton, string>();

function createKey(skeleton: Skeleton): string {
  const key = keys.get(skeleton) ?? createHash("sha256").update(JSON.stringify(skeleton)).digest("hex");
  keys.set(skeleton, key);
  return key;
}

/**
 * A compiler whose requests go to another process.
 *
 * @param inside the project's root as the sandbox sees it
 * @param of     name of the submission whose requests these are; undefined if they are nobody's
 * @throws Error (each method) if the compiler failed, which is a fault of the grader
 */
export function createCompiler(askCompiler: AskCompiler, inside: string, of?: string): Compiler {
  async function ask(request: CompileRequest): Promise<CompileResponse | undefined> {
    const response = await askCompiler(of === undefined ? request : { ...request, of });
    if (response?.fault !== undefined) throw new Error(`The compiler failed: ${response.fault}`);
    return response;
  }

  /**
   * Sends a request. A process that was started again does not know the skeleton yet: it is sent, and the request
   * repeated.
   */
  async function askAbout(skeleton: Skeleton, request: CompileRequest): Promise<CompileResponse | undefined> {
    let response = await ask(request);
    // Meanwhile, another submission's code may have ended the process again.
    for (let times = 0; response?.unknown && times < MAX_PROCESSES; times += 1) {
      await ask({ do: "know", key: createKey(skeleton), skeleton });
      response = await ask(request);
    }
    if (response?.unknown) throw new Error("The compiler's process crashed repeatedly.");
    return response;
  }

  return {
    createForSubmission: (name) => createCompiler(askCompiler, inside, name),
    async readLab(lab, labRoot) {
      const skeleton = (await ask({ do: "read", lab, labRoot }))?.skeleton;
      if (!skeleton) throw new Error(`The compiler could not read ${lab}.`);
      return skeleton;
    },
    collectAnswers: async (skeleton, code) =>
      (await askAbout(skeleton, { do: "answers", key: createKey(skeleton), code }))?.answers,
    compile: async (cells) => (await ask({ do: "compile", cells, inside }))?.cells,
    async compileCells({ skeleton, ...filling }) {
      const { cells, essence, remarks } =
        (await askAbout(skeleton, { do: "cells", key: createKey(skeleton), ...filling, inside })) ?? {};
      return cells && essence !== undefined ? { cells, essence, ...(remarks && { remarks }) } : undefined;
    },
    compileScript: async ({ path, driver }, { skeleton, answers, take }) =>
      (await askAbout(skeleton, { do: "script", key: createKey(skeleton), path, driver, answers, take }))?.script,
  };
}
