import { NO_ANSWERS } from "../merge/answers";
import { compilerOver } from "./compiler";
import type { CarryOut } from "./orders";

/**
 * Has the compiler of a batch read the lab, and compile what all answers build upon, while the workers still come up. Their own question
 * for the lab is answered with what was read then: it would wait until that first compiling is done, which takes longest of all.
 *
 * @param lab what the workers will ask for
 */
export function readAhead(
  carryOut: CarryOut,
  { lab, labRoot }: { readonly lab: string; readonly labRoot: string },
): CarryOut {
  const reading = carryOut({ do: "read", lab, labRoot });
  const answer: CarryOut = (order) =>
    order.do === "read" && order.lab === lab && order.labRoot === labRoot ? reading : carryOut(order);
  const compiler = compilerOver(answer, "");
  // A failure is told to the workers, which ask for the same.
  compiler
    .readLab(lab, labRoot)
    .then((skeleton) => compiler.cells({ skeleton, answers: NO_ANSWERS, take: new Set() }))
    .catch(() => undefined);
  return answer;
}
