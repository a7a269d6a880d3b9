import { ITEMS, type ReviewItem } from "./items";
import type { Judgment } from "./judgment";
import { findParts } from "./parts";
import type { SourceFile } from "./project";

/** An item of the list, with its judgment. */
export type ReviewedItem = Omit<ReviewItem, "judge"> & Judgment;

/** Questions that only a person can judge: they are asked in the form, below the items decided from the code. */
export const QUESTIONS_FOR_A_PERSON: readonly string[] = [
  "The integration test passes: you have run it, or seen it run.",
  "Each operator's test fails if the operator is wrong.",
  "The operation graph reads like a sentence.",
  "The integration test compares each service and metric with the right values.",
  "The debug logs would help you find an error.",
  "Names describe what they stand for.",
];

/** Reviews a stream application written in TypeScript, item by item, from its files, see `readProject`. None of them runs. */
export function reviewFiles(files: readonly SourceFile[]): ReviewedItem[] {
  const parts = findParts(files);
  return ITEMS.map(({ judge, ...item }) => ({ ...item, ...judge(parts) }));
}

/** The review in one line: `8 of 10 items hold; look at 2.4, 2.5.` */
export function reviewInShort(items: readonly ReviewedItem[]): string {
  const listPoints = (verdict: Judgment["verdict"]): string =>
    items
      .filter((item) => item.verdict === verdict)
      .map(({ point }) => point)
      .join(", ");
  const [failing, open] = [listPoints("fails"), listPoints("person")];
  return [
    `${items.filter(({ verdict }) => verdict === "holds").length} of ${items.length} items hold`,
    ...(failing === "" ? [] : [`missing: ${failing}`]),
    ...(open === "" ? [] : [`for a person to judge: ${open}`]),
  ].join("; ");
}
