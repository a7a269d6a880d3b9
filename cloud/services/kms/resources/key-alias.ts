import { needed, createTextShape } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { kms } from "../service";
import { createAlias, deleteAlias, updateAlias } from "../api/aliases";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-alias.html */
export const keyAlias = defineResourceType({
  type: "AWS::KMS::Alias",
  properties: { AliasName: needed(createTextShape()), TargetKeyId: needed(createTextShape()) },
  replacement: ["AliasName"],
  named: "AliasName",
  maxNameLength: 256,
  attributes: [],
  async create(context, { AliasName, TargetKeyId }) {
    await context.call(kms, createAlias, { AliasName, TargetKeyId });
    return AliasName;
  },
  async update(context, { id: AliasName }, { TargetKeyId }) {
    await context.call(kms, updateAlias, { AliasName, TargetKeyId });
  },
  async remove(context, { id: AliasName }) {
    await context.call(kms, deleteAlias, { AliasName });
  },
  describe: () => ({}),
});
