import { listEntries } from "./policy-conditions";

/** A statement of a bucket's policy, unchecked. */
export type Statement = Readonly<Record<string, unknown>>;

/** @param policy JSON, known to be a document with statements */
export function parseStatements(policy: string): readonly Statement[] {
  // The border: PutBucketPolicy has checked that the policy is an object.
  const { Statement } = JSON.parse(policy) as { readonly Statement?: unknown };
  return [Statement].flat().filter(isStatement);
}

const isStatement = (item: unknown): item is Statement => typeof item === "object" && item !== null;

/** The texts of an element, which may be one text or a list. */
export const listTexts = (value: unknown): readonly string[] =>
  [value].flat().filter((item) => typeof item === "string");

/** Whether a statement's principal is everybody. */
export const isEverybody = ({ Principal }: Statement): boolean =>
  Principal === "*" || listEntries(Principal).some(([kind, names]) => kind === "AWS" && listTexts(names).includes("*"));
