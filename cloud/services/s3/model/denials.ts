import { isLike, type Wildcards } from "../../../core/wildcards";
import type { Bucket, BucketDocument } from "./bucket";

/** A statement of a bucket's policy that denies everybody something, with AWS's wildcards. */
interface Denial {
  /** In lower case, since IAM accepts `s3:putobject` as well. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Elements that invert the meaning of a statement, or make it depend on the request. */
const NARROWING = ["Condition", "NotAction", "NotPrincipal", "NotResource"];
const WILDCARDS: Wildcards = { any: "*", single: "?" };

/** A cache of each bucket's denials, by its document: a change of the policy makes a new document. */
const readBefore = new WeakMap<BucketDocument, readonly Denial[]>();

/** The ARN of an object, or of all objects of a bucket as a pattern (`*`). */
export const createObjectArn = (bucket: string, key: string): string => `arn:aws:s3:::${bucket}/${key}`;

/**
 * Whether a bucket's policy denies everybody an action on one of its objects: by a Deny for the principal `*` without a
 * condition.
 *
 * @param action such as `s3:PutObject`
 * @param key the key as in requests
 */
export function isDenied({ document, name }: Bucket, action: string, key: string): boolean {
  const policy = document.settings?.policy;
  if (typeof policy !== "string") return false;
  const denials = readBefore.get(document) ?? parseStatements(policy).flatMap(parseDenial);
  readBefore.set(document, denials);
  const [requested, resource] = [action.toLowerCase(), createObjectArn(name, key)];
  return denials.some(
    ({ actions, resources }) =>
      actions.some((pattern) => isLike(requested, pattern, WILDCARDS)) &&
      resources.some((pattern) => isLike(resource, pattern, WILDCARDS)),
  );
}

/** Whether `isDenied` evaluates a policy completely: each statement denies everybody something, only on objects. */
export const isWhollyWeighed = (bucket: string, policy: string): boolean =>
  parseStatements(policy).every((statement) =>
    parseDenial(statement).some(({ resources }) =>
      resources.every((resource) => resource.startsWith(createObjectArn(bucket, ""))),
    ),
  );

/** @param policy JSON, known to be a document with statements */
function parseStatements(policy: string): readonly Readonly<Record<string, unknown>>[] {
  // The border: PutBucketPolicy has checked that the policy is an object.
  const { Statement } = JSON.parse(policy) as { readonly Statement?: unknown };
  return [Statement].flat().filter(isStatement);
}

const isStatement = (item: unknown): item is Readonly<Record<string, unknown>> =>
  typeof item === "object" && item !== null;

/** @returns an empty list for a statement that is not evaluated */
function parseDenial(statement: Readonly<Record<string, unknown>>): readonly Denial[] {
  if (statement["Effect"] !== "Deny" || !isEverybody(statement["Principal"])) return [];
  if (NARROWING.some((element) => statement[element] !== undefined)) return [];
  const [actions, resources] = [listTexts(statement["Action"]), listTexts(statement["Resource"])];
  // A resource with a policy variable depends on the caller, so it does not deny everybody.
  if (resources.some((resource) => resource.includes("${"))) return [];
  return [{ actions: actions.map((action) => action.toLowerCase()), resources }];
}

function isEverybody(principal: unknown): boolean {
  if (principal === "*") return true;
  return (
    typeof principal === "object" && principal !== null && "AWS" in principal && listTexts(principal.AWS).includes("*")
  );
}

const listTexts = (value: unknown): readonly string[] => [value].flat().filter((item) => typeof item === "string");
