import { getItemAt } from "../../../../core/item-at";
import { createInvalidValueFault } from "../faults";

/** A statement of a queue's policy, as AddPermission writes it. */
interface Statement {
  readonly Sid?: unknown;
}

/** A policy in the queue's attribute, which may contain statements not written by AddPermission. */
interface Policy {
  readonly Statement?: readonly Statement[] | Statement;
}

/** Permissions of a queue: which account may call which action. */
interface Permission {
  readonly label: string;
  readonly accounts: readonly string[];
  /** `*`, or operations' names. */
  readonly actions: readonly string[];
}

/** The version of the policy language that AWS writes here, to this day. */
const VERSION = "2008-10-17";

/** A single value instead of a list with one item, as AWS writes policies. */
const unwrapSingle = <T>(values: readonly T[]): T | readonly T[] =>
  values.length === 1 ? getItemAt(values, 0) : values;

/**
 * The policy with one more statement, as recorded on AWS by LocalStack, 2024-04-30 (test_sqs.py, test_sqs_permission_lifecycle).
 *
 * @param before the queue's policy, if it has one
 * @throws AwsFault InvalidParameterValueException if the label is taken
 */
export function addStatement(before: string | undefined, queueArn: string, permission: Permission): string {
  const { label, accounts, actions } = permission;
  const policy = read(before);
  const statements = getStatements(policy);
  if (statements.some(({ Sid }) => Sid === label)) throw createInvalidValueFault(label, "Label", "Already exists.");
  const statement = {
    Sid: label,
    Effect: "Allow",
    Principal: { AWS: unwrapSingle(accounts.map((account) => `arn:aws:iam::${account}:root`)) },
    Action: unwrapSingle(actions.map((action) => `SQS:${action}`)),
    Resource: queueArn,
  };
  return JSON.stringify({
    Version: VERSION,
    Id: `${queueArn}/SQSDefaultPolicy`,
    ...policy,
    Statement: [...statements, statement],
  });
}

/**
 * The policy without the statement with this label.
 *
 * @returns empty if no statement is left
 * @throws AwsFault InvalidParameterValueException if there is no statement with this label
 */
export function removeStatement(before: string | undefined, label: string): string {
  const policy = read(before);
  const statements = getStatements(policy);
  const left = statements.filter(({ Sid }) => Sid !== label);
  if (left.length === statements.length) throw createInvalidValueFault(label, "Label", "can't find label.");
  return left.length === 0 ? "" : JSON.stringify({ ...policy, Statement: left });
}

/** The border: that a policy is a JSON object was checked when it came in. */
const read = (policy: string | undefined): Policy => (policy === undefined ? {} : (JSON.parse(policy) as Policy));

const getStatements = ({ Statement: held = [] }: Policy): readonly Statement[] =>
  // The border: a single statement may be written without a list.
  Array.isArray(held) ? (held as readonly Statement[]) : [held as Statement];
