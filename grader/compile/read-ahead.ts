import { NO_ANSWERS } from "../merge/answers";
import { createCompiler } from "./compiler";
import type { AskCompiler } from "./requests";

/**
 * Lets the compiler of a batch read the lab, and compile the cells that all answers build upon, while the workers are starting. The
 * workers' own requests for the lab are answered with that first reading; otherwise they would wait for the first compilation, the
 * longest of all.
 *
 * @param lab the lab that the workers will ask for
 */
export function readAhead(
  askCompiler: AskCompiler,
  { lab, labRoot }: { readonly lab: string; readonly labRoot: string },
): AskCompiler {
  const reading = askCompiler({ do: "read", lab, labRoot });
  const ask: AskCompiler = (request) =>
    request.do === "read" && request.lab === lab && request.labRoot === labRoot ? reading : askCompiler(request);
  const compiler = createCompiler(ask, "");
  compiler
    .readLab(lab, labRoot)
    .then((skeleton) => compiler.compileCells({ skeleton, answers: NO_ANSWERS, take: new Set() }))
    .catch(() => undefined); // the workers ask for the same lab, and get the error
  return ask;
}
