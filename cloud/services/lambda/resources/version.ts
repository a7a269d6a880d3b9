import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import { maybe, needed, createRefusedField, createTextShape } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { lambda } from "../service";
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
