import type { AliasConfiguration } from "@aws-sdk/client-lambda";
import { maybe, needed, createRefusedField, createTextShape } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { lambda } from "../service";
import { createAlias, deleteAlias, updateAlias } from "../api/aliases";

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
