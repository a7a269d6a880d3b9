import { AwsFault } from "../../../core/faults";

// AWS's own texts, from the Systems Manager API reference, and from answers quoted in issues of the AWS CLI, Terraform
// and moto.

export const createParameterNotFoundFault = (): AwsFault => new AwsFault("ParameterNotFound", "");

export const createParameterVersionNotFoundFault = (name: string, version: string): AwsFault =>
  new AwsFault(
    "ParameterVersionNotFound",
    `Systems Manager could not find version ${version} of ${name}. Verify the version and try again. (The lab cloud keeps the latest version alone.)`,
  );

export const createParameterAlreadyExistsFault = (): AwsFault =>
  new AwsFault(
    "ParameterAlreadyExists",
    "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
  );

export const createTypeMissingFault = (): AwsFault =>
  new AwsFault("ValidationException", "A parameter type is required when you create a parameter.");

export const createTypeStaysFault = (): AwsFault =>
  new AwsFault(
    "HierarchyTypeMismatchException",
    "Parameter Store doesn't support changing a parameter type in a hierarchy.",
  );

export const createTagsWithOverwriteFault = (): AwsFault =>
  new AwsFault(
    "ValidationException",
    "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
  );

export const createReservedNameFault = (name: string): AwsFault =>
  new AwsFault(
    "ValidationException",
    /^\/?aws/i.test(name)
      ? `Parameter name: can't be prefixed with "aws" (case-insensitive).`
      : `Parameter name: can't be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_`,
  );

export const createNotFullyQualifiedFault = (): AwsFault =>
  new AwsFault("ValidationException", "Parameter name must be a fully qualified name.");

/**
 * For an invalid regular expression, or one that may backtrack too much. The text is the exception's own, from the
 * SDK's model.
 */
export const createBadPatternFault = (): AwsFault =>
  new AwsFault("InvalidAllowedPatternException", "The request does not meet the regular expression requirement.");

export const createPatternMismatchFault = (pattern: string): AwsFault =>
  new AwsFault(
    "ParameterPatternMismatchException",
    `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
  );

export const createInvalidPathFault = (): AwsFault =>
  new AwsFault(
    "ValidationException",
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
  );

export const createInvalidResourceFault = (): AwsFault => new AwsFault("InvalidResourceId", "");
export const createInvalidTokenFault = (): AwsFault =>
  new AwsFault("InvalidNextToken", "The specified token isn't valid.");
