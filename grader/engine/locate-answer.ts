import { listRegions } from "../../authoring/index";
import type { AnswerText } from "../judge/culprit";
import type { Answers } from "../merge/answers";
import type { SkeletonText } from "../merge/skeleton";

/**
 * The answer to an exercise as the learner sees it: its lines, with their numbers in the learner's own cell or script.
 *
 * @param texts the cells or scripts that may hold it
 */
export function locateAnswer(
  exercise: string,
  { bodies }: Answers,
  { what: label, texts }: { readonly what: AnswerText["what"]; readonly texts: readonly SkeletonText[] },
): AnswerText {
  const lines = texts.flatMap((text) => {
    const regions = listRegions(text.lines);
    let shift = 0;
    return text.slots.flatMap((slot, n) => {
      const { start = 0, end = 0 } = regions[n] ?? {};
      const body = bodies.get(text.id)?.[n];
      const first = start + 2 + shift;
      shift += (body ?? slot.stub).length - (end - start - 1);
      return slot.exercise === exercise ? (body ?? []).map((line, at) => ({ number: first + at, text: line })) : [];
    });
  });
  return { what: label, lines };
}
