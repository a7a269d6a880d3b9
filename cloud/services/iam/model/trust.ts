import { createStoredNote, type CallWithNotes } from "../../../core/notes";
import { parseStatements } from "./policy-document";

/** The lab cloud stores conditions, and treats them as met. */
export const TRUST_CONDITION = createStoredNote("IAM: a condition of a trust policy");

/** Notes the same for a trust policy with conditions. */
export function reportConditions(call: CallWithNotes<typeof TRUST_CONDITION>, trust: string): void {
  if (parseStatements(trust).some((statement) => "Condition" in statement)) call.addNote(TRUST_CONDITION);
}

/**
 * Whether a trust policy lets an AWS service assume the role.
 *
 * @param trust     JSON, known to be a policy document
 * @param principal such as `firehose.amazonaws.com`
 * @remarks AWS also evaluates conditions; the lab cloud treats them as met.
 */
export function isTrusting(trust: string, principal: string): boolean {
  const about = parseStatements(trust).filter(
    (statement) =>
      isNaming(statement.Action, ["sts:AssumeRole", "sts:*", "*"]) && isFor(statement.Principal, principal),
  );
  return about.some(({ Effect }) => Effect === "Allow") && !about.some(({ Effect }) => Effect === "Deny");
}

/** The caller who wants to assume a role. */
export interface AssumingCaller {
  /** `arn:aws:iam::000000000000:root`, or a session of a role. */
  readonly arn: string;
  readonly account: string;
}

/**
 * Whether a trust policy lets a caller with keys assume the role: it may name everybody, the account, or the caller's
 * ARN.
 *
 * @param trust JSON, known to be a policy document
 * @remarks Conditions are treated as met, as in `isTrusting`.
 */
export function isTrustingCaller(trust: string, { arn, account }: AssumingCaller): boolean {
  const session = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(arn);
  const wanted = [
    "*",
    account,
    `arn:aws:iam::${account}:root`,
    arn,
    ...(session === null ? [] : [`arn:aws:iam::${session[1]}:role/${session[2]}`]),
  ];
  const about = parseStatements(trust).filter(
    (statement) => isNaming(statement.Action, ["sts:AssumeRole", "sts:*", "*"]) && isAmong(statement.Principal, wanted),
  );
  return about.some(({ Effect }) => Effect === "Allow") && !about.some(({ Effect }) => Effect === "Deny");
}

function isAmong(principal: unknown, wanted: readonly string[]): boolean {
  if (principal === "*") return true;
  return typeof principal === "object" && principal !== null && "AWS" in principal && isNaming(principal.AWS, wanted);
}

function isFor(principal: unknown, service: string): boolean {
  if (principal === "*") return true;
  return (
    typeof principal === "object" &&
    principal !== null &&
    "Service" in principal &&
    isNaming(principal.Service, [service])
  );
}

/** Whether a string is one of `wanted`, or a list of strings contains one. */
function isNaming(value: unknown, wanted: readonly string[]): boolean {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.some((text) => wanted.some((item) => item === text));
}
