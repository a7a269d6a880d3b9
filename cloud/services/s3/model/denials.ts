import { isLike } from "../../../../foundation/wildcards";
import type { Bucket, BucketDocument } from "./bucket";
import { parseConditions, WILDCARDS, type Condition, type RequestHeaders } from "./policy-conditions";
import { isEverybody, listTexts, parseStatements, type Statement } from "./policy-statements";

/** A statement of a bucket's policy that denies everybody something, with AWS's wildcards. */
interface Denial {
  /** In lower case, since IAM accepts `s3:putobject` as well. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
}

/** What a request does with a bucket, or with one of its objects. */
export interface PolicyQuestion {
  /** Such as `s3:PutObject`. */
  readonly action: string;
  /** As in requests; undefined if the action is about the bucket. */
  readonly key?: string | undefined;
  /** Undefined if conditions on headers don't apply: an earlier request of the same upload has met them. */
  readonly headers: RequestHeaders | undefined;
}

/** Elements that invert the meaning of a statement. */
const INVERTING = ["NotAction", "NotPrincipal", "NotResource"];

/** A cache of each bucket's denials, by its document: a change of the policy makes a new document. */
const readBefore = new WeakMap<BucketDocument, readonly Denial[]>();

/** The ARN of a bucket, or of an object in it. */
export const createS3Arn = (bucket: string, key?: string): string =>
  `arn:aws:s3:::${bucket}${key === undefined ? "" : `/${key}`}`;

/**
 * Whether a bucket's policy denies everybody an action, by a Deny for the principal `*` without a condition, or with
 * conditions on the request's headers.
 */
export function isDenied({ document, name }: Bucket, { action, key, headers }: PolicyQuestion): boolean {
  const policy = document.settings?.policy;
  if (typeof policy !== "string") return false;
  const denials = readBefore.get(document) ?? parseStatements(policy).flatMap(parseDenial);
  readBefore.set(document, denials);
  const [requested, resource] = [action.toLowerCase(), createS3Arn(name, key)];
  return denials.some(
    ({ actions, resources, conditions }) =>
      actions.some((pattern) => isLike(requested, pattern, WILDCARDS)) &&
      resources.some((pattern) => isLike(resource, pattern, WILDCARDS)) &&
      conditions.every((isMet) => headers !== undefined && isMet(headers)),
  );
}

/** Whether `isDenied` evaluates a policy completely: each statement denies everybody something. */
export const isWhollyWeighed = (policy: string): boolean =>
  parseStatements(policy).every((statement) => parseDenial(statement).length > 0);

/** @returns an empty list for a statement that is not evaluated */
function parseDenial(statement: Statement): readonly Denial[] {
  if (statement["Effect"] !== "Deny" || !isEverybody(statement)) return [];
  if (INVERTING.some((element) => statement[element] !== undefined)) return [];
  const conditions = parseConditions(statement["Condition"]);
  const [actions, resources] = [listTexts(statement["Action"]), listTexts(statement["Resource"])];
  // A resource with a policy variable depends on the caller, so it does not deny everybody.
  if (conditions === undefined || resources.some((resource) => resource.includes("${"))) return [];
  return [{ actions: actions.map((action) => action.toLowerCase()), resources, conditions }];
}
