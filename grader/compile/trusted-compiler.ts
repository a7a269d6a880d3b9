import { getHandedOutScripts } from "../merge/lab-scripts";
import { loadRecordedLab } from "../class-copy/recorded-lab";
import type { Answers } from "../merge/answers";
import { assembleCells, assembleScript, type AssembledCell } from "../merge/assemble";
import { collectAnswers } from "../merge/collect-answers";
import { readSkeleton } from "../merge/read-skeleton";
import type { Skeleton, SkeletonText } from "../merge/skeleton";
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  readLab,
  relocateImports,
  getSolutionScriptPath,
  removeExtension,
  useSolutionScripts,
} from "../../authoring/index";
import { createBundler } from "./bundle-script";
import { compileCells } from "./compile-cells";
import { essenceOf } from "./essence";
import type { CompileResponse, CompileRequest } from "./requests";
import { findAssigningConditions } from "./find-assigning-conditions";
import { findUnawaitedInFunctions, findUnawaitedPromises } from "./find-unawaited-promises";
import { findStrangeImport } from "./strange-import";

/**
 * The trusted compiler itself. For a submission it reads only packages and `src/`.
 *
 * @param root absolute path of the project
 */
export function createTrustedCompiler(root: string): (request: CompileRequest) => Promise<CompileResponse> {
  const known = new Map<string, Skeleton>();
  const bundleScript = createBundler();
  const compileRequest = (
    cells: readonly AssembledCell[],
    inside: string,
    {
      importing,
      instead,
    }: { importing?: SolutionImports | undefined; instead?: Readonly<Record<string, string>> } = {},
  ): CompileResponse => ({
    cells: compileCells(
      cells.map(({ id, code }) => ({
        id,
        code: importing?.createCompiler(code) ?? code,
        problem: findStrangeImport(code),
      })),
      root,
      { inside, handedOut: importing?.handedOut, instead },
    ),
    essence: cells.map(({ id, code }) => `${id} ${essenceOf(code)}`).join("\n"),
  });

  return async (request) => {
    if (request.do === "read") {
      const { lab, labRoot = root } = request;
      return { skeleton: (await loadRecordedLab(labRoot, lab))?.skeleton ?? readSkeleton(await readLab(labRoot, lab)) };
    }
    if (request.do === "compile") return compileRequest(request.cells, request.inside);
    if (request.do === "know") {
      known.set(request.key, request.skeleton);
      return {};
    }
    const skeleton = known.get(request.key);
    if (!skeleton) return { unknown: true };
    if (request.do === "answers") return { answers: collectAnswers(skeleton, request.code) };
    const { answers, take } = request;
    if (request.do === "cells") {
      const paths = request.solutionScripts ? skeleton.scripts.map(({ id }) => id) : [];
      const cells = assembleCells(skeleton, answers, take);
      const response = compileRequest(
        cells.map((cell) => ({ ...cell, code: useSolutionScripts(cell.code, paths) })),
        request.inside,
        {
          importing: request.solutionImports ? findSolutionImports(root, skeleton) : undefined,
          instead: getHandedOutScripts(skeleton),
        },
      );
      return { ...response, remarks: collectCellRemarks(cells, skeleton, take) };
    }
    const text = findScript(skeleton, request.path);
    const script = await bundleScript(assembleScript(text, answers, take), {
      root,
      path: request.path,
      driver: request.driver,
      instead: collectTextsBeside(skeleton, answers, request.path),
    });
    return { script: { script, remarks: collectRemarks(text, answers, take) } };
  };
}

function findScript({ scripts }: Skeleton, path: string): SkeletonText {
  const text = scripts.find(({ id }) => id === path);
  if (!text) throw new Error(`The lab has no script ${path}.`);
  return text;
}

/** How cells import the solution of a lab's scripts. */
interface SolutionImports {
  createCompiler(code: string): string;
  readonly handedOut: readonly string[];
}

/** @returns undefined if there are no solutions, as in a class's copy, or no scripts */
function findSolutionImports(root: string, { scripts }: Skeleton): SolutionImports | undefined {
  const solved = new Map(
    scripts
      .map(({ id }) => [id, getSolutionScriptPath(id)] as const)
      .filter(([, solution]) => existsSync(join(root, solution)))
      .map(([id, solution]) => [removeExtension(id), removeExtension(solution)]),
  );
  if (solved.size === 0) return undefined;
  const move = { from: "", to: "", instead: (path: string) => solved.get(path) ?? path };
  return { createCompiler: (code) => relocateImports(code, move), handedOut: ["src/", "solutions/"] };
}

/** Remarks on cells with an answer, by the cell's id. */
function collectCellRemarks(cells: readonly AssembledCell[], skeleton: Skeleton, take: ReadonlySet<string>) {
  const handedOut = skeleton.cells.flatMap(({ lines }) => lines).join("\n");
  const answered = cells.filter(({ exercise }) => exercise !== undefined && take.has(exercise));
  const remarks = answered.map(({ id, code }) => [id, findUnawaitedInFunctions(code, handedOut)] as const);
  return Object.fromEntries(remarks.filter(([, found]) => found.length > 0));
}

/** Remarks on code that is probably unintended, by exercise. */
function collectRemarks({ id, slots, lines }: SkeletonText, { bodies }: Answers, take: ReadonlySet<string>) {
  const remarks: Record<string, string[]> = {};
  for (const [at, { exercise }] of slots.entries()) {
    const answer = take.has(exercise) ? (bodies.get(id)?.[at] ?? []) : [];
    const found = [...findUnawaitedPromises(answer, lines), ...findAssigningConditions(answer)];
    if (found.length > 0) remarks[exercise] = [...(remarks[exercise] ?? []), ...found];
  }
  return remarks;
}

/**
 * The lab's other scripts, which a script may import, are the solution's: a mistake in one file costs no marks in another. A class's copy holds
 * no solutions; there the learner's own scripts are used.
 */
function collectTextsBeside({ scripts }: Skeleton, answers: Answers, path: string): Record<string, string> {
  const unsolved = scripts
    .flatMap(({ slots }) => slots)
    .filter(({ solution, stub }) => solution.join("\n") === stub.join("\n"));
  const take = new Set(unsolved.map(({ exercise }) => exercise));
  return Object.fromEntries(
    scripts.filter(({ id }) => id !== path).map((text) => [text.id, assembleScript(text, answers, take)]),
  );
}
