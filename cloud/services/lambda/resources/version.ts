import type { AliasConfiguration, FunctionConfiguration } from "@aws-sdk/client-lambda";
import { maybe, needed, createRefusedField, createTextShape } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { lambda } from "../service";
import { createAlias, deleteAlias, updateAlias } from "../api/aliases";
import { deleteFunction } from "../api/functions";
import { publishVersion } from "../api/list-versions-by-function";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html */
export const version = defineResourceType({
  type: "AWS::Lambda::Version",
  properties: {
    FunctionName: needed(createTextShape()),
    CodeSha256: maybe(createTextShape()),
    Description: maybe(createTextShape()),
    FunctionScalingConfig: createRefusedField(),
    ProvisionedConcurrencyConfig: createRefusedField(),
    RuntimePolicy: createRefusedField(),
  },
  replacement: ["FunctionName", "CodeSha256", "Description"],
  attributes: ["FunctionArn", "Version"],
  async create(context, properties) {
    const { FunctionArn = "" } = await context.call<FunctionConfiguration>(lambda, publishVersion, properties);
    return FunctionArn;
  },
  async remove(context, { id }) {
    await context.call(lambda, deleteFunction, parseTarget(id));
  },
  describe: (_ground, { id }) => ({ FunctionArn: id, Version: parseTarget(id).Qualifier }),
});

/** A version's ARN ends in its number. */
const parseTarget = (arn: string): { readonly FunctionName: string; readonly Qualifier: string } => {
  const at = arn.lastIndexOf(":");
  return { FunctionName: arn.slice(0, at), Qualifier: arn.slice(at + 1) };
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-alias.html */
export const alias = defineResourceType({
  type: "AWS::Lambda::Alias",
  properties: {
    FunctionName: needed(createTextShape()),
    FunctionVersion: needed(createTextShape()),
    Name: needed(createTextShape()),
    Description: maybe(createTextShape()),
    ProvisionedConcurrencyConfig: createRefusedField(),
    RoutingConfig: createRefusedField(),
  },
  replacement: ["FunctionName", "Name"],
  attributes: ["AliasArn"],
  async create(context, properties) {
    const { AliasArn = "" } = await context.call<AliasConfiguration>(lambda, createAlias, properties);
    return AliasArn;
  },
  async update(context, _existing, { FunctionName, Name, FunctionVersion, Description = "" }) {
    await context.call(lambda, updateAlias, { FunctionName, Name, FunctionVersion, Description });
  },
  async remove(context, { properties: { FunctionName, Name } }) {
    await context.call(lambda, deleteAlias, { FunctionName, Name });
  },
  describe: (_ground, { id }) => ({ AliasArn: id }),
});
