/** What the code tells of an item of the review; `person` where it does not tell. */
export interface Judgement {
  readonly verdict: "holds" | "fails" | "person";
  readonly found: string;
}

export const holds = (found: string): Judgement => ({ verdict: "holds", found });
export const fails = (found: string): Judgement => ({ verdict: "fails", found });
export const askPerson = (found: string): Judgement => ({ verdict: "person", found });
