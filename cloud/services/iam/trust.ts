/** A statement of a trust policy, as far as existence and trust are checked. */
interface Statement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly Principal?: unknown;
}

/**
 * Whether a trust policy lets an AWS service assume the role.
 *
 * @param trust     JSON, known to be a policy document
 * @param principal such as `firehose.amazonaws.com`
 * @remarks AWS also weighs conditions; the lab cloud takes them as met.
 */
export function trusts(trust: string, principal: string): boolean {
  const about = statementsOf(JSON.parse(trust)).filter((one) => names(one.Action, ["sts:AssumeRole", "sts:*", "*"]) && isFor(one.Principal, principal));
  return about.some(({ Effect }) => Effect === "Allow") && !about.some(({ Effect }) => Effect === "Deny");
}

/** Whether a text is a policy document: a JSON object with statements. */
export function isPolicy(text: string): boolean {
  try {
    return statementsOf(JSON.parse(text)).length > 0;
  } catch {
    return false;
  }
}

function statementsOf(policy: unknown): readonly Statement[] {
  if (typeof policy !== "object" || policy === null || !("Statement" in policy)) return [];
  const all: readonly unknown[] = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement];
  return all.filter((one): one is Statement => typeof one === "object" && one !== null);
}

function isFor(principal: unknown, service: string): boolean {
  if (principal === "*") return true;
  return typeof principal === "object" && principal !== null && "Service" in principal && names(principal.Service, [service]);
}

/** Whether a text or list of texts holds one of `wanted`. */
function names(value: unknown, wanted: readonly string[]): boolean {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.some((text) => wanted.some((one) => one === text));
}
