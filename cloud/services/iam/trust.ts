import { statementsOf } from "./policy-document";

/**
 * Whether a trust policy lets an AWS service assume the role.
 *
 * @param trust     JSON, known to be a policy document
 * @param principal such as `firehose.amazonaws.com`
 * @remarks AWS also weighs conditions; the lab cloud takes them as met.
 */
export function trusts(trust: string, principal: string): boolean {
  const about = statementsOf(trust).filter(
    (one) => names(one.Action, ["sts:AssumeRole", "sts:*", "*"]) && isFor(one.Principal, principal),
  );
  return about.some(({ Effect }) => Effect === "Allow") && !about.some(({ Effect }) => Effect === "Deny");
}

function isFor(principal: unknown, service: string): boolean {
  if (principal === "*") return true;
  return (
    typeof principal === "object" && principal !== null && "Service" in principal && names(principal.Service, [service])
  );
}

/** Whether a text or list of texts holds one of `wanted`. */
function names(value: unknown, wanted: readonly string[]): boolean {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.some((text) => wanted.some((one) => one === text));
}
