import type { Services } from "../../../framework/services";
import { createAliasNotFoundFault, createInvalidFault } from "../../model/faults";
import { formatFunctionArn } from "../../model/function-name";
import type { PolicyStatement, StoredFunction } from "../../model/stored-function";

/** The key under which a policy is stored. */
export const getPolicyKey = (qualifier: string | undefined): string => qualifier ?? "";

/** The Principal of a statement: a service, an account (by its number or a user's or role's ARN), or everybody. */
export function parsePrincipal(text: string): PolicyStatement["Principal"] {
  if (text === "*") return "*";
  if (/^\d{12}$/.test(text)) return { AWS: `arn:aws:iam::${text}:root` };
  return text.startsWith("arn:") ? { AWS: text } : { Service: text };
}

/**
 * @throws AwsFault InvalidParameterValueException for a principal that is nobody's (recorded on AWS by LocalStack,
 * 2025-11-25, test_permission_exceptions)
 */
export function checkPrincipal(text: string): void {
  if (!/^(?:\*|\d{12}|arn:.+|[\w.-]+\.amazon(?:aws)?\.com(?:\.cn)?)$/.test(text))
    throw createInvalidFault("The provided principal was invalid. Please check the principal and try again.");
}

/**
 * @throws AwsFault ResourceNotFoundException, in the words of aliases, for a qualifier that can only be an alias (recorded
 * on AWS by LocalStack, 2025-11-25, test_permission_exceptions)
 */
export function checkAliasOfPolicy(
  around: Pick<Services, "region" | "account">,
  { name, aliases }: StoredFunction,
  qualifier: string | undefined,
): void {
  if (qualifier === undefined || /^\d+$/.test(qualifier) || !/^[\w-]+$/.test(qualifier)) return;
  if (!aliases.some((alias) => alias.name === qualifier))
    throw createAliasNotFoundFault(formatFunctionArn(around, name, qualifier));
}

/** The revision of a function, a version or an alias. @param qualifier of an existing one */
export const getRevision = ({ lambda }: Services, of: StoredFunction, qualifier: string | undefined): string =>
  of.aliases.find(({ name }) => name === qualifier)?.revisionId ??
  lambda.functions.requireVersion(of, qualifier, "described").revisionId;

/**
 * The function after a change of the policy of itself, a version or an alias, whose revision is then the policy's
 * (recorded on AWS by LocalStack, 2025-11-25, test_function_revisions_permissions).
 */
export function setRevision(of: StoredFunction, qualifier: string | undefined, revisionId: string): StoredFunction {
  if (qualifier === undefined) return { ...of, latest: { ...of.latest, revisionId } };
  return {
    ...of,
    aliases: of.aliases.map((alias) => (alias.name === qualifier ? { ...alias, revisionId } : alias)),
    versions: of.versions.map((item) => (item.version === qualifier ? { ...item, revisionId } : item)),
  };
}

/** The Condition of a statement, which limits the sources of the principal's calls. */
export function createCondition({
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
