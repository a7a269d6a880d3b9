import type { Answers } from "../merge/answers";
import type { SkeletonText } from "../merge/skeleton";
import type { Plan } from "../run/plan";

/**
 * Puts the names that a learner has chosen into the result of a run. If the run has the solution of the exercise that chooses a name, its
 * resources carry the solution's name, which the learner does not know.
 *
 * @returns a function that replaces the names in plain data, such as an exercise's result
 */
export function toLearnerNames(
  names: Plan["chosenNames"],
  { bodies }: Answers,
  texts: readonly SkeletonText[],
): <T>(data: T) => T {
  const chosen = (names ?? []).flatMap(({ exercise, constant }) =>
    texts.flatMap(({ id, slots }) =>
      slots.flatMap((slot, n) => {
        if (slot.exercise !== exercise) return [];
        const [solution, learnerText] = [slot.solution, bodies.get(id)?.[n]].map((lines) => findText(constant, lines));
        return solution !== undefined && learnerText !== undefined && learnerText !== solution
          ? [[solution, learnerText] as const]
          : [];
      }),
    ),
  );
  if (chosen.length === 0) return (data) => data;
  return <T>(data: T): T => {
    let text = JSON.stringify(data);
    // The learner's own name may contain the solution's.
    for (const [solution, learnerText] of chosen)
      text = text
        .split(learnerText)
        .map((part) => part.replaceAll(solution, () => learnerText))
        .join(learnerText);
    return JSON.parse(text) as T;
  };
}

/** The text that lines give to a constant, if it needs no escapes in JSON. */
function findText(constant: string, lines: readonly string[] | undefined): string | undefined {
  const pattern = new RegExp(`\\b${constant}\\b[^=]*=\\s*(["'\`])([\\w .-]+)\\1`);
  return pattern.exec(lines?.join("\n") ?? "")?.[2];
}
