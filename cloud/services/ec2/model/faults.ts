import { AwsFault } from "../../../core/faults";
import { CODE_NOT_ALLOWED } from "../../../processes/processes";

// AWS's messages. Source: the EC2 API's error codes, and errors quoted in the issues of the AWS CLI and of Terraform.

export const createCodeNotAllowedFault = (): AwsFault =>
  new AwsFault("UnauthorizedOperation", CODE_NOT_ALLOWED, { status: 403 });
export const createInvalidParameterFault = (message: string): AwsFault =>
  new AwsFault("InvalidParameterValue", message);
export const createMissingParameterFault = (name: string): AwsFault =>
  new AwsFault("MissingParameter", `The request must contain the parameter ${name}`);
export const createInstanceNotFoundFault = (ids: readonly string[]): AwsFault =>
  new AwsFault(
    "InvalidInstanceID.NotFound",
    ids.length === 1
      ? `The instance ID '${ids[0]}' does not exist`
      : `The instance IDs '${ids.join(", ")}' do not exist`,
  );
export const createMalformedImageIdFault = (id: string): AwsFault =>
  new AwsFault("InvalidAMIID.Malformed", `Invalid id: "${id}" (expecting "ami-...")`);
export const createIncorrectStateFault = (id: string, action: string): AwsFault =>
  new AwsFault("IncorrectInstanceState", `The instance '${id}' is not in a state from which it can be ${action}.`);
export const createTerminationDisabledFault = (id: string): AwsFault =>
  new AwsFault(
    "OperationNotPermitted",
    `The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
  );
export const createMustBeStoppedFault = (id: string): AwsFault =>
  new AwsFault("IncorrectInstanceState", `The instance '${id}' is not in the 'stopped' state.`);
export const createProfileNotFoundFault = (name: string): AwsFault =>
  createInvalidParameterFault(
    `Value (${name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`,
  );
export const createUserDataTooLongFault = (): AwsFault =>
  createInvalidParameterFault("User data is limited to 16384 bytes");
export const createUserDataNotBase64Fault = (): AwsFault =>
  createInvalidParameterFault("Invalid BASE64 encoding of user data.");
export const createUserDataNotEmulatedFault = (kind: string): AwsFault =>
  new AwsFault(
    "NotImplemented",
    `The lab cloud runs user data that is a script and begins with #!. It does not emulate ${kind}.`,
    { status: 501 },
  );
export const createGroupNotFoundFault = (id: string): AwsFault =>
  new AwsFault("InvalidGroup.NotFound", `The security group '${id}' does not exist`);
export const createGroupExistsFault = (name: string, vpc: string): AwsFault =>
  new AwsFault("InvalidGroup.Duplicate", `The security group '${name}' already exists for VPC '${vpc}'`);
export const createGroupInUseFault = (id: string): AwsFault =>
  new AwsFault("DependencyViolation", `resource ${id} has a dependent object`);
export const createDefaultGroupFault = (id: string): AwsFault =>
  new AwsFault("CannotDelete", `the specified group: "${id}" name: "default" cannot be deleted by a user`);
export const createRuleExistsFault = (rule: string): AwsFault =>
  new AwsFault("InvalidPermission.Duplicate", `the specified rule "${rule}" already exists`);
export const createRuleNotFoundFault = (): AwsFault =>
  new AwsFault("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
export const createVpcNotFoundFault = (id: string): AwsFault =>
  new AwsFault("InvalidVpcID.NotFound", `The vpc ID '${id}' does not exist`);
export const createSubnetNotFoundFault = (id: string): AwsFault =>
  new AwsFault("InvalidSubnetID.NotFound", `The subnet ID '${id}' does not exist`);
export const createResourceNotFoundFault = (id: string): AwsFault =>
  new AwsFault("InvalidID", `The ID '${id}' is not valid`);
export const createFilterNotEmulatedFault = (name: string): AwsFault =>
  new AwsFault("NotImplemented", `The lab cloud does not emulate the filter '${name}'.`, { status: 501 });
