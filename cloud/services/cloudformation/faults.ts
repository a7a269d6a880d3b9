import { AwsFault } from "../../core/faults";

// AWS's messages. Source: answers recorded from AWS in LocalStack's snapshots (tests/aws/services/cloudformation),
// AWS's user guide, and errors quoted in the issues of the AWS CLI, the CDK and cfn-lint.

export const invalidRequest = (message: string): AwsFault => new AwsFault("ValidationError", message);

// Templates.
export const templateFormatError = (message: string): AwsFault => invalidRequest(`Template format error: ${message}`);
export const templateError = (message: string): AwsFault => invalidRequest(`Template error: ${message}`);
export const jsonNotWellFormed = (line: number, column: number): AwsFault =>
  templateFormatError(`JSON not well-formed. (line ${line}, column ${column})`);
export const yamlNotWellFormed = (line: number, column: number): AwsFault =>
  templateFormatError(`YAML not well-formed. (line ${line}, column ${column})`);
export const unresolvedDependencies = (names: readonly string[], block: string): AwsFault =>
  templateFormatError(`Unresolved resource dependencies [${names.join(", ")}] in the ${block} block of the template`);
/** AWS's message lacks its first words if the reference is in Outputs. */
export const unresolvedInOutputs = (names: readonly string[]): AwsFault =>
  invalidRequest(`Unresolved resource dependencies [${names.join(", ")}] in the Outputs block of the template`);
export const circularDependency = (names: readonly string[]): AwsFault =>
  invalidRequest(`Circular dependency between resources: [${names.join(", ")}]`);
export const unrecognizedTypes = (types: readonly string[]): AwsFault =>
  templateFormatError(`Unrecognized resource types: [${types.join(", ")}]`);
export const typesNotEmulated = (types: readonly string[]): AwsFault =>
  new AwsFault(
    "NotImplemented",
    `AWS has these resource types, and the lab cloud does not emulate them: [${types.join(", ")}]. Leave them out.`,
    { status: 501 },
  );
export const functionNotEmulated = (name: string): AwsFault =>
  new AwsFault("NotImplemented", `The lab cloud does not emulate ${name} in templates. Leave it out.`, { status: 501 });

// Stacks.
/** AWS has two messages: that in brackets comes from DescribeStackEvents and from operations that change a stack. */
export const stackNotFound = (name: string): AwsFault => invalidRequest(`Stack with id ${name} does not exist`);
export const stackNotThere = (name: string): AwsFault => invalidRequest(`Stack [${name}] does not exist`);
export const stackExists = (name: string): AwsFault =>
  new AwsFault("AlreadyExistsException", `Stack [${name}] already exists`);
export const stackBusy = (id: string, status: string): AwsFault =>
  invalidRequest(`Stack:${id} is in ${status} state and can not be updated.`);
export const noUpdates = (): AwsFault => invalidRequest("No updates are to be performed.");
export const insufficientCapabilities = (names: readonly string[]): AwsFault =>
  new AwsFault("InsufficientCapabilitiesException", `Requires capabilities : [${names.join(", ")}]`, {
    queryCode: "InsufficientCapabilitiesException",
  });
export const terminationProtected = (name: string): AwsFault =>
  invalidRequest(`Stack [${name}] cannot be deleted while TerminationProtection is enabled`);
export const resourceNotThere = (resource: string, stack: string): AwsFault =>
  invalidRequest(`Resource ${resource} does not exist for stack ${stack}`);
export const tokenReused = (token: string): AwsFault =>
  new AwsFault("TokenAlreadyExistsException", `Token ${token} was used for another operation.`);

// Change sets.
export const changeSetNotFound = (name: string): AwsFault =>
  new AwsFault("ChangeSetNotFound", `ChangeSet [${name}] does not exist`, { status: 404 });
export const noStackName = (): AwsFault =>
  invalidRequest("StackName must be specified if ChangeSetName is not specified as an ARN.");
export const changeSetExists = (name: string, stack: string): AwsFault =>
  new AwsFault(
    "AlreadyExistsException",
    `ChangeSet ${name} cannot be created due to a mismatch with existing attribute StackId: it stands for ${stack} already`,
  );
export const changeSetNotExecutable = (id: string, status: string): AwsFault =>
  new AwsFault("InvalidChangeSetStatus", `ChangeSet [${id}] cannot be executed in its current status of [${status}]`);
export const cannotDelete = (id: string, status: string): AwsFault =>
  invalidRequest(`Stack [${id}] cannot be deleted while in status ${status}`);
