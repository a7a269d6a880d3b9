import { createInvalidRequestFault } from "../faults";

export interface ParameterType {
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
export function parseParameterType(parameter: string, type: unknown): ParameterType {
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
