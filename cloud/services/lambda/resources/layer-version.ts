import type { PublishLayerVersionResponse } from "@aws-sdk/client-lambda";
import {
  createListShape,
  maybe,
  needed,
  record,
  createRefusedField,
  createTextShape,
} from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { lambda } from "../service";
import { deleteLayerVersion, publishLayerVersion } from "../api/layer-versions";
import { parseLayerName } from "../model/layers/layers";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { addLayerVersionPermission, removeLayerVersionPermission } from "../api/layer-version-permissions";

/**
 * Every change publishes another version and deletes the one before.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversion.html
 */
export const layerVersion = defineResourceType({
  type: "AWS::Lambda::LayerVersion",
  properties: {
    CompatibleArchitectures: maybe(createListShape(createTextShape())),
    CompatibleRuntimes: maybe(createListShape(createTextShape())),
    Content: needed(
      record({
        S3Bucket: needed(createTextShape()),
        S3Key: needed(createTextShape()),
        S3ObjectVersion: createRefusedField(),
      }),
    ),
    Description: maybe(createTextShape()),
    LayerName: maybe(createTextShape()),
    LicenseInfo: maybe(createTextShape()),
  },
  replacement: ["CompatibleArchitectures", "CompatibleRuntimes", "Content", "Description", "LayerName", "LicenseInfo"],
  attributes: ["LayerVersionArn"],
  async create(context, { LayerName = context.generatedName, ...properties }) {
    const { LayerVersionArn = "" } = await context.call<PublishLayerVersionResponse>(lambda, publishLayerVersion, {
      ...properties,
      LayerName,
    });
    return LayerVersionArn;
  },
  async remove(context, { id }) {
    const { name, version } = parseLayerName(context.cloud, id);
    await context.call(lambda, deleteLayerVersion, { LayerName: name, VersionNumber: version });
  },
  describe: (_context, { id }) => ({ LayerVersionArn: id }),
});

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
  async create(context, { LayerVersionArn, ...properties }) {
    const StatementId = context.generatedName;
    const target = parseTarget(context, LayerVersionArn);
    await context.call(lambda, addLayerVersionPermission, { ...properties, ...target, StatementId });
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
