import type { PolicyStatement } from "./stored-function";

/** The key under which a policy is stored. */
export const policyKey = (qualifier: string | undefined): string => qualifier ?? "";

/** The Principal of a statement: a service, an account (by its number or a user's or role's ARN), or everybody. */
export function principalOf(text: string): PolicyStatement["Principal"] {
  if (text === "*") return "*";
  if (/^\d{12}$/.test(text)) return { AWS: `arn:aws:iam::${text}:root` };
  return text.startsWith("arn:") ? { AWS: text } : { Service: text };
}

/** The Condition of a statement, which limits the sources of the principal's calls. */
export function conditionOf({
  SourceArn,
  SourceAccount,
}: {
  readonly SourceArn?: string | undefined;
  readonly SourceAccount?: string | undefined;
}): PolicyStatement["Condition"] {
  if (SourceArn === undefined && SourceAccount === undefined) return undefined;
  return {
    ...(SourceAccount === undefined ? {} : { StringEquals: { "AWS:SourceAccount": SourceAccount } }),
    ...(SourceArn === undefined ? {} : { ArnLike: { "AWS:SourceArn": SourceArn } }),
  };
}
