import type { Tag } from "@aws-sdk/client-ssm";
import { required, structure, type Members } from "../../../core/members";
import { boolean, emulatedOf, integer, list, string } from "../../../core/rules";

// Lengths and patterns as the API model gives them.

export const parameterName = string({ length: { min: 1, max: 2048 } });
export const parameterNames = list(parameterName, { min: 1, max: 10 });
export const parameterValue = string({ length: { min: 1, max: 4096 } });
/** SecureString is refused by name: its secret would be readable for everybody with access to the data folder. */
export const parameterType = emulatedOf(["String", "StringList"], ["SecureString"]);
export const description = string({ length: { max: 1024 } });
export const allowedPattern = string({ length: { max: 1024 } });
export const flag = boolean();
export const nextToken = string();
export const pageOfTen = integer({ min: 1, max: 10 });
export const pageOfFifty = integer({ min: 1, max: 50 });

const tag = {
  Key: required(string({ length: { min: 1, max: 128 } })),
  Value: required(string({ length: { max: 256 } })),
} satisfies Members<Tag>;
export const tags = list(structure(tag), { max: 1000 });
export const tagKeys = list(string({ length: { min: 1, max: 128 } }));
/** Systems Manager tags many other resources that the lab cloud does not have. */
export const taggedType = emulatedOf(
  ["Parameter"],
  [
    "Document",
    "ManagedInstance",
    "MaintenanceWindow",
    "PatchBaseline",
    "OpsItem",
    "OpsMetadata",
    "Automation",
    "Association",
  ],
);
