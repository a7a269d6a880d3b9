import type { Attention, GradeResults } from "../../../grader/index";

/** So many names are told; who wants all of them opens the report. */
const MOST_NAMES = 4;

/** The last words of a run: what an instructor does next, the most urgent first. */
export function summary({ submissions }: GradeResults, attention: readonly Attention[]): string[] {
  if (attention.length === 0) return [];
  const width = String(submissions.length).length;
  const lines = attention.map(({ says, ids }) => {
    const names = ids.slice(0, MOST_NAMES).join(", ");
    const more = ids.length > MOST_NAMES ? ` and ${ids.length - MOST_NAMES} more` : "";
    return `  ${String(ids.length).padStart(width)} ${says}: ${names}${more}`;
  });
  return ["Look first at:", ...lines];
}
