import { isBadPattern, isMatch } from "../../../../core/callers-pattern";
import { createInvalidRequestFault, createTemplateFormatError } from "../faults";
import { formatScalar } from "./text";
import { isList, type Json, type JsonObject } from "../properties/json";

interface ParameterType {
  readonly name: string;
  readonly isList: boolean;
  readonly isNumber: boolean;
  /** For AWS's own types: the pattern of their values, such as ids. */
  readonly pattern: RegExp | undefined;
  /** Whether the value is the name of an SSM parameter, whose value `Ref` returns. */
  readonly isStored: boolean;
}

/** AWS-specific parameter types, with patterns of their values. */
const TEMPLATE_TYPES: Readonly<Record<string, RegExp>> = {
  "AWS::EC2::AvailabilityZone::Name": /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/,
  "AWS::EC2::Image::Id": /^ami-[0-9a-f]+$/,
  "AWS::EC2::Instance::Id": /^i-[0-9a-f]+$/,
  "AWS::EC2::KeyPair::KeyName": /^.+$/,
  "AWS::EC2::SecurityGroup::GroupName": /^.+$/,
  "AWS::EC2::SecurityGroup::Id": /^sg-[0-9a-f]+$/,
  "AWS::EC2::Subnet::Id": /^subnet-[0-9a-f]+$/,
  "AWS::EC2::Volume::Id": /^vol-[0-9a-f]+$/,
  "AWS::EC2::VPC::Id": /^vpc-[0-9a-f]+$/,
  "AWS::Route53::HostedZone::Id": /^[A-Z0-9]+$/,
};

const STORED_TYPE = /^AWS::SSM::Parameter::Value<(.+)>$/;
const STORED_NAME_TYPE = "AWS::SSM::Parameter::Name";

/**
 * Reads the type of a parameter.
 *
 * @remarks AWS also checks that a resource with that id exists; the lab cloud only checks the id's form.
 * @throws AwsFault ValidationError for a type that is not known, or not emulated
 */
function parseParameterType(parameter: string, type: unknown): ParameterType {
  const plain = { isList: false, isNumber: false, pattern: undefined, isStored: false };
  if (type === "String") return { ...plain, name: type };
  if (type === "Number") return { ...plain, name: type, isNumber: true };
  if (type === "CommaDelimitedList" || type === "List<String>") return { ...plain, name: type, isList: true };
  if (type === "List<Number>") return { ...plain, name: type, isList: true, isNumber: true };
  const awsType = typeof type === "string" ? parseAwsType(parameter, type) : undefined;
  if (awsType !== undefined) return { ...plain, ...awsType };
  throw createInvalidRequestFault(`Template format error: Unrecognized parameter type: ${String(type)}`);
}

/** An AWS-specific type, or a type of SSM parameters; undefined for others. */
function parseAwsType(
  parameter: string,
  type: string,
): (Partial<ParameterType> & Pick<ParameterType, "name">) | undefined {
  if (type === STORED_NAME_TYPE) return { name: type };
  const [, stored] = STORED_TYPE.exec(type) ?? [];
  // A pattern of the inner type would apply to the stored value, which AWS does not validate either.
  if (stored !== undefined) return { name: type, isStored: true, isList: parseParameterType(parameter, stored).isList };
  const [, item = type] = /^List<(.+)>$/.exec(type) ?? [];
  const pattern = TEMPLATE_TYPES[item];
  return pattern === undefined ? undefined : { name: type, isList: item !== type, pattern };
}

/** The names of the public SSM parameters with the ids of Amazon Linux's images. */
const IMAGE_NAMES = /^\/aws\/service\/ami-(?:amazon-linux|al2023)-latest\/[\w.-]+$/;

/** The image id in a public SSM parameter; undefined if the lab cloud does not have that parameter. */
export const findImage = (name: string): string | undefined => (IMAGE_NAMES.test(name) ? LAB_IMAGE : undefined);

/** The only image of the lab cloud: commands of user data for Amazon Linux run on this machine. */
export const LAB_IMAGE = "ami-0abcdef1234567890";

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

/** @throws AwsFault ValidationError if the AllowedPattern isn't a regular expression, or backtracks for too long */
function isWhole(text: string, pattern: string, name: string): boolean {
  try {
    return isMatch(new RegExp(`^(?:${pattern})$`), text);
  } catch (error) {
    if (isBadPattern(error))
      throw createInvalidRequestFault(`Parameter '${name}' has no usable AllowedPattern: ${error.message}`);
    throw error;
  }
}
