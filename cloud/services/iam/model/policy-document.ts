import { createMalformedPolicyFault, createPolicyTooLargeFault } from "./faults";

/** The parts of a policy statement that the lab cloud uses. */
interface Statement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Principal?: unknown;
}

/** The statements of a policy document; empty if the text isn't a policy document. */
export function parseStatements(text: string): readonly Statement[] {
  const policy = parseJson(text);
  if (typeof policy !== "object" || policy === null || !("Statement" in policy)) return [];
  const all: readonly unknown[] = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement];
  return all.filter((item): item is Statement => typeof item === "object" && item !== null);
}

/**
 * Checks a role's trust policy, which says who may assume the role: its statements name no resource, since that is the
 * role itself.
 *
 * @throws AwsFault MalformedPolicyDocument
 */
export function checkTrustPolicy(text: string): void {
  if (parseStatementsOrFail(text).some(({ Resource }) => Resource !== undefined))
    throw createMalformedPolicyFault("Has prohibited field Resource");
}

/**
 * Checks a permissions policy, which names the role's allowed actions and resources.
 *
 * @throws AwsFault MalformedPolicyDocument
 */
export function checkRolePolicy(text: string): void {
  for (const { Action, NotAction, Resource, NotResource } of parseStatementsOrFail(text)) {
    if (isEmpty(Action) && isEmpty(NotAction))
      throw createMalformedPolicyFault("Policy statement must contain actions.");
    if (isEmpty(Resource) && isEmpty(NotResource))
      throw createMalformedPolicyFault("Policy statement must contain resources.");
  }
}

/** The maximum number of characters of a managed policy's document, not counting white space. */
const MAX_CHARACTERS = 6144;

/**
 * Checks the document of a managed policy.
 *
 * @throws AwsFault MalformedPolicyDocument, LimitExceeded
 */
export function checkManagedPolicy(text: string): void {
  const statements = parseStatementsOrFail(text);
  const policy = parseJson(text);
  const version = typeof policy === "object" && policy !== null && "Version" in policy ? policy.Version : undefined;
  if (version !== "2012-10-17" && version !== "2008-10-17")
    throw createMalformedPolicyFault("Policy document must be version 2012-10-17 or greater.");
  if (statements.some(({ Principal }) => Principal !== undefined))
    throw createMalformedPolicyFault("Policy document should not specify a principal.");
  checkRolePolicy(text);
  if (text.replace(/\s/g, "").length > MAX_CHARACTERS) throw createPolicyTooLargeFault(MAX_CHARACTERS);
}

function parseStatementsOrFail(text: string): readonly Statement[] {
  const statements = parseStatements(text);
  if (statements.length === 0) throw createMalformedPolicyFault("This policy contains invalid Json");
  return statements;
}

const isEmpty = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
