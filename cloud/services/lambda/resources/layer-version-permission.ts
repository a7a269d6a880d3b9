import { maybe, needed, createTextShape } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { lambda } from "../service";
import { parseLayerName } from "../model/layers/layer-name";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { addLayerVersionPermission, removeLayerVersionPermission } from "../api/layer-version-permissions";

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversionpermission.html
 */
export const layerVersionPermission = defineResourceType({
  type: "AWS::Lambda::LayerVersionPermission",
  properties: {
    Action: needed(createTextShape()),
    LayerVersionArn: needed(createTextShape()),
    OrganizationId: maybe(createTextShape()),
    Principal: needed(createTextShape()),
  },
  replacement: ["Action", "LayerVersionArn", "OrganizationId", "Principal"],
  attributes: ["Id"],
  async create(context, { LayerVersionArn, ...given }) {
    const StatementId = context.generatedName;
    const target = parseTarget(context, LayerVersionArn);
    await context.call(lambda, addLayerVersionPermission, { ...given, ...target, StatementId });
    return `${LayerVersionArn}#${StatementId}`;
  },
  async remove(context, { id, properties: { LayerVersionArn } }) {
    const target = parseTarget(context, LayerVersionArn);
    const StatementId = id.slice(LayerVersionArn.length + 1);
    await context.call(lambda, removeLayerVersionPermission, { ...target, StatementId });
  },
  describe: (_context, { id }) => ({ Id: id }),
});

function parseTarget(
  { cloud }: ResourceContext,
  arn: string,
): { readonly LayerName: string; readonly VersionNumber: number } {
  const { name, version = 0 } = parseLayerName(cloud, arn);
  return { LayerName: name, VersionNumber: version };
}
