/** The result of an item of the review; `person` if the code cannot decide it. */
export interface Judgement {
  readonly verdict: "holds" | "fails" | "person";
  readonly found: string;
}

export const createPass = (found: string): Judgement => ({ verdict: "holds", found });
export const createFail = (found: string): Judgement => ({ verdict: "fails", found });
export const askPerson = (found: string): Judgement => ({ verdict: "person", found });
