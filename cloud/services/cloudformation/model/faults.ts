import { AwsFault } from "../../../core/faults";

// AWS's messages. Source: answers recorded from AWS in LocalStack's snapshots (tests/aws/services/cloudformation),
// AWS's user guide, and errors quoted in the issues of the AWS CLI, the CDK and cfn-lint.

export const createInvalidRequestFault = (message: string): AwsFault => new AwsFault("ValidationError", message);

// Templates.
export const createTemplateFormatError = (message: string): AwsFault =>
  createInvalidRequestFault(`Template format error: ${message}`);
export const createTemplateError = (message: string): AwsFault =>
  createInvalidRequestFault(`Template error: ${message}`);
export const createJsonNotWellFormedFault = (line: number, column: number): AwsFault =>
  createTemplateFormatError(`JSON not well-formed. (line ${line}, column ${column})`);
export const createYamlNotWellFormedFault = (line: number, column: number): AwsFault =>
  createTemplateFormatError(`YAML not well-formed. (line ${line}, column ${column})`);
export const createUnresolvedDependenciesFault = (names: readonly string[], block: string): AwsFault =>
  createTemplateFormatError(
    `Unresolved resource dependencies [${names.join(", ")}] in the ${block} block of the template`,
  );
/** AWS's message lacks its first words if the reference is in Outputs. */
export const createUnresolvedInOutputsFault = (names: readonly string[]): AwsFault =>
  createInvalidRequestFault(
    `Unresolved resource dependencies [${names.join(", ")}] in the Outputs block of the template`,
  );
export const createCircularDependencyFault = (names: readonly string[]): AwsFault =>
  createInvalidRequestFault(`Circular dependency between resources: [${names.join(", ")}]`);
export const createUnrecognizedTypesFault = (types: readonly string[]): AwsFault =>
  createTemplateFormatError(`Unrecognized resource types: [${types.join(", ")}]`);
export const createTypesNotEmulatedFault = (types: readonly string[]): AwsFault =>
  new AwsFault(
    "NotImplemented",
    `AWS has these resource types, and the lab cloud does not emulate them: [${types.join(", ")}]. Leave them out.`,
    { status: 501 },
  );
export const createFunctionNotEmulatedFault = (name: string): AwsFault =>
  new AwsFault("NotImplemented", `The lab cloud does not emulate ${name} in templates. Leave it out.`, { status: 501 });

// Stacks.
/** AWS has two messages: that in brackets comes from DescribeStackEvents and from operations that change a stack. */
export const createStackNotFoundFault = (name: string): AwsFault =>
  createInvalidRequestFault(`Stack with id ${name} does not exist`);
/** DescribeStackResource's text (recorded on AWS by LocalStack, 2025-07-25, test_describe_non_existent_stack). */
export const createQuotedStackMissingFault = (name: string): AwsFault =>
  createInvalidRequestFault(`Stack '${name}' does not exist`);
export const createStackMissingFault = (name: string): AwsFault =>
  createInvalidRequestFault(`Stack [${name}] does not exist`);
export const createStackExistsFault = (name: string): AwsFault =>
  new AwsFault("AlreadyExistsException", `Stack [${name}] already exists`);
export const createStackBusyFault = (id: string, status: string): AwsFault =>
  createInvalidRequestFault(`Stack:${id} is in ${status} state and can not be updated.`);
export const createNoUpdatesFault = (): AwsFault => createInvalidRequestFault("No updates are to be performed.");
export const createInsufficientCapabilitiesFault = (names: readonly string[]): AwsFault =>
  new AwsFault("InsufficientCapabilitiesException", `Requires capabilities : [${names.join(", ")}]`, {
    queryCode: "InsufficientCapabilitiesException",
  });
export const createTerminationProtectedFault = (name: string): AwsFault =>
  createInvalidRequestFault(`Stack [${name}] cannot be deleted while TerminationProtection is enabled`);
export const createResourceMissingFault = (resource: string, stack: string): AwsFault =>
  createInvalidRequestFault(`Resource ${resource} does not exist for stack ${stack}`);
export const createTokenReusedFault = (token: string): AwsFault =>
  new AwsFault("TokenAlreadyExistsException", `Token ${token} was used for another operation.`);

// Change sets.
export const createChangeSetNotFoundFault = (name: string): AwsFault =>
  new AwsFault("ChangeSetNotFound", `ChangeSet [${name}] does not exist`, { status: 404 });
export const createNoStackNameFault = (): AwsFault =>
  createInvalidRequestFault("StackName must be specified if ChangeSetName is not specified as an ARN.");
export const createChangeSetExistsFault = (name: string, stack: string): AwsFault =>
  new AwsFault(
    "AlreadyExistsException",
    `ChangeSet ${name} cannot be created due to a mismatch with existing attribute StackId: it stands for ${stack} already`,
  );
export const createChangeSetNotExecutableFault = (id: string, status: string): AwsFault =>
  new AwsFault("InvalidChangeSetStatus", `ChangeSet [${id}] cannot be executed in its current status of [${status}]`);
export const createCannotDeleteFault = (id: string, status: string): AwsFault =>
  createInvalidRequestFault(`Stack [${id}] cannot be deleted while in status ${status}`);
