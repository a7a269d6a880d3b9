import { NO_ANSWERS } from "../merge/answers";
import { compilerOver } from "./compiler";
import type { AskCompiler } from "./requests";

/**
 * Has the compiler of a batch read the lab, and compile what all answers build upon, while the workers still come up. Their own question
 * for the lab is answered with what was read then: it would wait until that first compiling is done, which takes longest of all.
 *
 * @param lab what the workers will ask for
 */
export function readAhead(
  askCompiler: AskCompiler,
  { lab, labRoot }: { readonly lab: string; readonly labRoot: string },
): AskCompiler {
  const reading = askCompiler({ do: "read", lab, labRoot });
  const ask: AskCompiler = (request) =>
    request.do === "read" && request.lab === lab && request.labRoot === labRoot ? reading : askCompiler(request);
  const compiler = compilerOver(ask, "");
  // A failure is told to the workers, which ask for the same.
  compiler
    .readLab(lab, labRoot)
    .then((skeleton) => compiler.cells({ skeleton, answers: NO_ANSWERS, take: new Set() }))
    .catch(() => undefined);
  return ask;
}
