import type { Answers } from "../merge/answers";
import type { SkeletonText } from "../merge/skeleton";
import type { Plan } from "../run/plan";

/** A name that the lab lets learners choose. */
export interface ChosenName {
  readonly constant: string;
  readonly solution: string | undefined;
  /** Undefined if the learner has chosen none. */
  readonly learner: string | undefined;
}

/** The names that learners choose in a lab, with the choice of this learner. */
export const findChosenNames = (
  names: Plan["chosenNames"] = [],
  { bodies }: Answers,
  texts: readonly SkeletonText[],
): readonly ChosenName[] =>
  names.flatMap(({ exercise, constant }) =>
    texts.flatMap(({ id, slots }) =>
      slots.flatMap((slot, n) =>
        slot.exercise === exercise
          ? [
              {
                constant,
                solution: findText(constant, slot.solution),
                learner: findText(constant, bodies.get(id)?.[n]),
              },
            ]
          : [],
      ),
    ),
  );

/**
 * Puts the names that a learner has chosen into the result of a run. If the run has the solution of the exercise that chooses a name, its
 * resources carry the solution's name, which the learner does not know.
 *
 * @returns a function that replaces the names in plain data, such as an exercise's result
 */
export function toLearnerNames(names: readonly ChosenName[]): <T>(data: T) => T {
  const chosen = names.flatMap(({ solution, learner }) =>
    solution !== undefined && learner !== undefined && learner !== solution ? [[solution, learner] as const] : [],
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

const TEXT = /"[\w .-]+"|'[\w .-]+'|`[\w .-]+`/g;
const TEXTS = `(?:${TEXT.source})(?:\\s*\\+\\s*(?:${TEXT.source}))*`;

/** The text that lines give to a constant, also by another constant, if it is written out and needs no escapes in JSON. */
function findText(constant: string, lines: readonly string[] = []): string | undefined {
  const code = lines.join("\n");
  const [, other] = new RegExp(`\\b${constant}\\b[^=]*=\\s*([A-Za-z]\\w*)\\s*(?:;|$)`, "m").exec(code) ?? [];
  return findWrittenText(constant, code) ?? (other === undefined ? undefined : findWrittenText(other, code));
}

/** The text that is assigned to a constant, also in pieces or in brackets. */
function findWrittenText(constant: string, code: string): string | undefined {
  const [, texts] = new RegExp(`\\b${constant}\\b[^=]*=[\\s(]*(${TEXTS})(?![\\s)]*[+.[])`).exec(code) ?? [];
  return texts?.match(TEXT)?.reduce((all, piece) => all + piece.slice(1, -1), "");
}
