import { isBadPattern, isMatch } from "../../../../core/callers-pattern";
import { createInvalidRequestFault, createTemplateFormatError } from "../faults";
import { formatScalar } from "./text";
import { isList, type Json, type JsonObject } from "../properties/json";
import { parseParameterType, type ParameterType } from "./parameter-types";

/** A parameter as the template declares it. */
export interface ParameterDeclaration {
  readonly name: string;
  readonly type: ParameterType;
  readonly fallback: string | undefined;
  readonly noEcho: boolean;
  readonly description: string | undefined;
  readonly allowed: readonly string[] | undefined;
  readonly constraint: string | undefined;
  readonly pattern: string | undefined;
  readonly bounds: {
    readonly MinLength: number | undefined;
    readonly MaxLength: number | undefined;
    readonly MinValue: number | undefined;
    readonly MaxValue: number | undefined;
  };
}

/** A parameter's value: as it was given, and as `Ref` returns it. */
export interface ParameterValue {
  readonly text: string;
  readonly value: Json;
  readonly noEcho: boolean;
  /** The value of the SSM parameter that the value names. */
  readonly resolved: string | undefined;
}

const PARAMETER_PROPERTIES = [
  "AllowedPattern",
  "AllowedValues",
  "ConstraintDescription",
  "Default",
  "Description",
  "MaxLength",
  "MaxValue",
  "MinLength",
  "MinValue",
  "NoEcho",
  "Type",
];

/** @throws AwsFault ValidationError that names the mistake in a declaration */
export function parseParameters(section: Readonly<Record<string, JsonObject>>): readonly ParameterDeclaration[] {
  return Object.entries(section).map(([name, declared]) => {
    const unknown = Object.keys(declared).find((key) => !PARAMETER_PROPERTIES.includes(key));
    if (unknown !== undefined) throw createTemplateFormatError(`Invalid template parameter property '${unknown}'`);
    if (declared["Type"] === undefined)
      throw createTemplateFormatError(`Every Parameters object must contain a Type member.`);
    const { Default: fallback, AllowedValues: allowed, NoEcho: noEcho } = declared;
    const getText = (key: string): string | undefined =>
      declared[key] === undefined ? undefined : formatScalar(declared[key]);
    const parseBound = (key: string): number | undefined =>
      getText(key) === undefined ? undefined : Number(getText(key));
    if (fallback !== undefined && formatScalar(fallback) === undefined)
      throw createTemplateFormatError("Every Default member must be a string.");
    return {
      name,
      type: parseParameterType(name, declared["Type"]),
      fallback: formatScalar(fallback),
      noEcho: noEcho === true || noEcho === "true",
      description: getText("Description"),
      allowed: isList(allowed) ? allowed.map((item) => formatScalar(item) ?? "") : undefined,
      constraint: getText("ConstraintDescription"),
      pattern: getText("AllowedPattern"),
      bounds: {
        MinLength: parseBound("MinLength"),
        MaxLength: parseBound("MaxLength"),
        MinValue: parseBound("MinValue"),
        MaxValue: parseBound("MaxValue"),
      },
    };
  });
}

/**
 * The value of each declared parameter.
 *
 * @param values  the given values, as texts by parameter
 * @param stored returns the value of an SSM parameter, for parameters whose value is the name of one
 * @throws AwsFault ValidationError for a parameter that is missing, is not declared, or breaks a constraint
 */
export function resolveParameterValues(
  declared: readonly ParameterDeclaration[],
  values: Readonly<Record<string, string>>,
  stored: (name: string) => string | undefined,
): Readonly<Record<string, ParameterValue>> {
  const unknown = Object.keys(values).filter((name) => !declared.some((declaration) => declaration.name === name));
  if (unknown.length > 0)
    throw createInvalidRequestFault(`Parameters: [${unknown.join(", ")}] do not exist in the template`);
  const missing = declared.filter(({ name, fallback }) => !Object.hasOwn(values, name) && fallback === undefined);
  if (missing.length > 0)
    throw createInvalidRequestFault(`Parameters: [${missing.map(({ name }) => name).join(", ")}] must have values`);
  return Object.fromEntries(
    declared.map((declaration) => [
      declaration.name,
      resolveValue(
        declaration,
        (Object.hasOwn(values, declaration.name) ? values[declaration.name] : declaration.fallback) ?? "",
        stored,
      ),
    ]),
  );
}

function resolveValue(
  declared: ParameterDeclaration,
  text: string,
  stored: (name: string) => string | undefined,
): ParameterValue {
  const { name, type, noEcho, constraint } = declared;
  const split = (list: string): readonly string[] => list.split(",").map((item) => item.trim());
  // For a parameter whose value is the name of an SSM parameter, the constraints apply to the name.
  for (const item of type.isList && !type.isStored ? split(text) : [text]) {
    const broken = findBrokenRule(declared, item);
    if (broken === undefined) continue;
    throw createInvalidRequestFault(
      constraint === undefined ? broken : `Parameter ${name} failed to satisfy constraint: ${constraint}`,
    );
  }
  const resolved = type.isStored ? stored(text) : undefined;
  if (type.isStored && resolved === undefined)
    throw createInvalidRequestFault(`Unable to fetch parameters [${text}] from parameter store for this account.`);
  const value = resolved ?? text;
  return { text, noEcho, resolved, value: type.isList ? [...split(value)] : value };
}

/** AWS's message for the first constraint that a value breaks; undefined if it breaks none. */
function findBrokenRule(declared: ParameterDeclaration, text: string): string | undefined {
  const {
    name,
    type,
    allowed,
    pattern,
    bounds: { MinLength = 0, MaxLength = Infinity },
  } = declared;
  const rules: readonly (readonly [boolean, string])[] = [
    ...(type.isNumber ? listNumberRules(declared, text) : []),
    [allowed?.includes(text) ?? true, `Parameter '${name}' must be one of AllowedValues`],
    [pattern === undefined || isWhole(text, pattern, name), `Parameter '${name}' must match pattern ${pattern}`],
    [text.length >= MinLength, `Parameter '${name}' must contain at least ${MinLength} characters`],
    [text.length <= MaxLength, `Parameter '${name}' must contain at most ${MaxLength} characters`],
    [
      type.pattern?.test(text) ?? true,
      `Parameter validation failed: parameter value ${text} for parameter name ${name} does not exist.`,
    ],
  ];
  return rules.find(([holds]) => !holds)?.[1];
}

function listNumberRules(
  { name, bounds: { MinValue = -Infinity, MaxValue = Infinity } }: ParameterDeclaration,
  text: string,
): readonly (readonly [boolean, string])[] {
  const number = Number(text);
  return [
    [text.trim() !== "" && Number.isFinite(number), `Parameter '${name}' must be a number.`],
    [number >= MinValue, `Parameter '${name}' must be a number not less than ${MinValue}`],
    [number <= MaxValue, `Parameter '${name}' must be a number not greater than ${MaxValue}`],
  ];
}

/** @throws AwsFault ValidationError if the AllowedPattern is no regular expression, or backtracks for too long */
function isWhole(text: string, pattern: string, name: string): boolean {
  try {
    return isMatch(new RegExp(`^(?:${pattern})$`), text);
  } catch (error) {
    if (isBadPattern(error))
      throw createInvalidRequestFault(`Parameter '${name}' has no usable AllowedPattern: ${error.message}`);
    throw error;
  }
}
