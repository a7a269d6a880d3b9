import type { Capability, DeploymentConfig, Parameter, Tag } from "@aws-sdk/client-cloudformation";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { boolean, emulatedOf, list, oneOf, string } from "../../../core/rules";

// Lengths and patterns are those of the API model.

const MAX_BODY_LENGTH = 51_200;

export const stackName = string({ length: { min: 1, max: 128 }, pattern: "[a-zA-Z][-a-zA-Z0-9]*" });
export const stackNameOrId = string({ length: { min: 1 }, pattern: "[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*" });
export const anyStackName = string({ length: { min: 1 } });
export const templateBody = string({ length: { min: 1, max: MAX_BODY_LENGTH } });
export const templateUrl = string({ length: { min: 1, max: 5120 } });
export const token = string({ length: { min: 1, max: 128 }, pattern: "[a-zA-Z0-9][-a-zA-Z0-9]*" });
export const nextToken = string({ length: { min: 1, max: 1024 } });
export const logicalId = string();
export const changeSetName = string({ length: { min: 1, max: 128 }, pattern: "[a-zA-Z][-a-zA-Z0-9]*" });
export const changeSetNameOrId = string({
  length: { min: 1, max: 1600 },
  pattern: "[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*",
});
export const flag = boolean();
export const description = string({ length: { min: 1, max: 1024 } });

const parameter = {
  ParameterKey: optional(string()),
  ParameterValue: optional(string()),
  UsePreviousValue: optional(boolean()),
  ResolvedValue: refused(),
} satisfies Members<Parameter>;
export const parameters = list(structure(parameter));

const ALL: readonly Capability[] = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"];
export const capabilities = list(oneOf(ALL));

const tag = {
  Key: required(string({ length: { min: 1, max: 128 } })),
  Value: required(string({ length: { min: 1, max: 256 } })),
} satisfies Members<Tag>;
export const tags = list(structure(tag), { max: 50 });

/** By default a deployment ends when its resources are ready, as on AWS. */
export const deploymentConfig = structure({
  Mode: optional(emulatedOf(["STANDARD"], ["EXPRESS"])),
  DisableRollback: refused(),
} satisfies Members<DeploymentConfig>);

export const roleArn = string({ length: { min: 20, max: 2048 } });
