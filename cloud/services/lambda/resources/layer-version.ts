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
import { parseLayerName } from "../model/layers/layer-name";
import { deleteLayerVersion, publishLayerVersion } from "../api/layer-versions";

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
  async create(context, { LayerName = context.generatedName, ...given }) {
    const { LayerVersionArn = "" } = await context.call<PublishLayerVersionResponse>(lambda, publishLayerVersion, {
      ...given,
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
