import { PutParameter$, type PutParameterRequest, type PutParameterResult } from "@aws-sdk/client-ssm";
import { isBadPattern, isMatch } from "../../../core/callers-pattern";
import { optional, refused, required, type Members } from "../../../core/members";
import { emulatedOf } from "../../../core/rules";
import { operation } from "../../operation";
import type { StoredParameter } from "../parameters";
import {
  createBadPatternFault,
  createNotFullyQualifiedFault,
  createParameterAlreadyExistsFault,
  createPatternMismatchFault,
  createReservedNameFault,
  createTagsWithOverwriteFault,
  createTypeMissingFault,
  createTypeStaysFault,
} from "../faults";
import { allowedPattern, description, flag, parameterName, parameterType, parameterValue, tags } from "../fields";

const members = {
  Name: required(parameterName),
  Value: required(parameterValue),
  Type: optional(parameterType),
  Description: optional(description),
  Overwrite: optional(flag),
  AllowedPattern: optional(allowedPattern),
  Tags: optional(tags),
  Tier: optional(emulatedOf(["Standard"], ["Advanced", "Intelligent-Tiering"])),
  DataType: optional(emulatedOf(["text"], ["aws:ec2:image", "aws:ssm:integration"])),
  KeyId: refused(),
  Policies: refused(),
} satisfies Members<PutParameterRequest>;

interface NewParameter {
  readonly Name: string;
  readonly Value: string;
  readonly Type?: StoredParameter["type"] | undefined;
  readonly Overwrite?: boolean | undefined;
  readonly AllowedPattern?: string | undefined;
  readonly Tags?: readonly unknown[] | undefined;
}

/**
 * Creates a parameter, or a new version of it.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export const putParameter = operation(PutParameter$, members, (cloud, request): PutParameterResult => {
  const { Name: name, Value: value } = request;
  checkForm(request);
  const before = cloud.ssm.find(name);
  const type = checkType(request, before);
  const stored = before ?? {
    version: 0,
    description: undefined,
    allowedPattern: undefined,
    tags: Object.fromEntries((request.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
  };
  const version = stored.version + 1;
  cloud.ssm.save({
    name,
    type,
    value,
    version,
    description: request.Description ?? stored.description,
    allowedPattern: request.AllowedPattern ?? stored.allowedPattern,
    modifiedAt: cloud.now(),
    tags: stored.tags,
  });
  return { Version: version, Tier: "Standard" };
});

/** @throws AwsFault ValidationException, InvalidAllowedPatternException, ParameterPatternMismatchException for a parameter that is invalid by itself */
function checkForm({
  Name,
  Value,
  Overwrite: overwrites = false,
  AllowedPattern: pattern = "",
  Tags = [],
}: NewParameter): void {
  if (/^\/?(?:aws|ssm)/i.test(Name)) throw createReservedNameFault(Name);
  if (Name.includes("/") && !Name.startsWith("/")) throw createNotFullyQualifiedFault();
  if (overwrites && Tags.length > 0) throw createTagsWithOverwriteFault();
  if (pattern !== "" && !isMatching(Value, pattern)) throw createPatternMismatchFault(pattern);
}

/** @throws AwsFault InvalidAllowedPatternException */
function isMatching(value: string, pattern: string): boolean {
  try {
    return isMatch(new RegExp(pattern), value);
  } catch (error) {
    if (isBadPattern(error)) throw createBadPatternFault();
    throw error;
  }
}

/** @throws AwsFault ParameterAlreadyExists, ValidationException, HierarchyTypeMismatchException */
function checkType(
  { Type, Overwrite = false }: NewParameter,
  before: StoredParameter | undefined,
): StoredParameter["type"] {
  if (before !== undefined && !Overwrite) throw createParameterAlreadyExistsFault();
  const type = Type ?? before?.type;
  if (type === undefined) throw createTypeMissingFault();
  if (before !== undefined && before.type !== type) throw createTypeStaysFault();
  return type;
}
