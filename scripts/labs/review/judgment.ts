/** The result of an item of the review; `person` if the code cannot decide it. */
export interface Judgment {
  readonly verdict: "holds" | "fails" | "person";
  readonly found: string;
}

export const createPass = (found: string): Judgment => ({ verdict: "holds", found });
export const createFail = (found: string): Judgment => ({ verdict: "fails", found });
export const askPerson = (found: string): Judgment => ({ verdict: "person", found });
