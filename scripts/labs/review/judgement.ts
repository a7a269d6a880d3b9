/** The result of an item of the review; `person` if the code cannot decide it. */
export interface Judgement {
  readonly verdict: "holds" | "fails" | "person";
  readonly found: string;
}

export const holds = (found: string): Judgement => ({ verdict: "holds", found });
export const fails = (found: string): Judgement => ({ verdict: "fails", found });
export const askPerson = (found: string): Judgement => ({ verdict: "person", found });
