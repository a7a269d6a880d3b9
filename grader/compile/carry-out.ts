import { recordedLab } from "../class-copy/recorded-lab";
import type { Answers } from "../merge/answers";
import { assembleCells, assembleScript } from "../merge/assemble";
import type { AssembledCell } from "../merge/assemble";
import type { Skeleton } from "../merge/skeleton";
import { skeletonOf } from "../merge/skeleton";
import { readLab, withSolutionScripts } from "../../authoring/index";
import { bundleScript } from "./bundle-script";
import { compileCells } from "./compile-cells";
import { essenceOf } from "./essence";
import type { Answer, Order } from "./orders";
import { strangeImport } from "./strange-import";

/**
 * The trusted compiler itself. It reads nothing for a submission but packages and `src/`.
 *
 * @param root absolute path of the project
 */
export function compilerOf(root: string): (order: Order) => Promise<Answer> {
  const known = new Map<string, Skeleton>();
  const compiled = (cells: readonly AssembledCell[], inside: string): Answer => ({
    cells: compileCells(
      cells.map(({ id, code }) => ({ id, code, problem: strangeImport(code) })),
      root,
      inside,
    ),
    essence: cells.map(({ id, code }) => `${id} ${essenceOf(code)}`).join("\n"),
  });

  return async (order) => {
    if (order.do === "read") {
      const { lab, labRoot = root } = order;
      return { skeleton: (await recordedLab(labRoot, lab))?.skeleton ?? skeletonOf(await readLab(labRoot, lab)) };
    }
    if (order.do === "compile") return compiled(order.cells, order.inside);
    if (order.do === "know") {
      known.set(order.key, order.skeleton);
      return {};
    }
    const skeleton = known.get(order.key);
    if (!skeleton) return { unknown: true };
    const { answers, take } = order;
    if (order.do === "cells") {
      const paths = order.solutionScripts ? skeleton.scripts.map(({ id }) => id) : [];
      return compiled(
        assembleCells(skeleton, answers, take).map((cell) => ({
          ...cell,
          code: withSolutionScripts(cell.code, paths),
        })),
        order.inside,
      );
    }
    const text = skeleton.scripts.find(({ id }) => id === order.path);
    if (!text) throw new Error(`The lab has no script ${order.path}.`);
    return {
      script: await bundleScript(assembleScript(text, answers, take), {
        root,
        path: order.path,
        driver: order.driver,
        instead: textsBeside(skeleton, answers, order.path),
      }),
    };
  };
}

/**
 * What a script imports of the lab's other scripts is the solution: nobody loses marks in one file by a mistake in another. A class's copy holds
 * no solutions; there the learner's own stand in their place.
 */
function textsBeside({ scripts }: Skeleton, answers: Answers, path: string): Record<string, string> {
  const unsolved = scripts
    .flatMap(({ slots }) => slots)
    .filter(({ solution, stub }) => solution.join("\n") === stub.join("\n"));
  const take = new Set(unsolved.map(({ exercise }) => exercise));
  return Object.fromEntries(
    scripts.filter(({ id }) => id !== path).map((text) => [text.id, assembleScript(text, answers, take)]),
  );
}
