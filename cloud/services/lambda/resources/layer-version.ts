import type { PublishLayerVersionResponse } from "@aws-sdk/client-lambda";
import { listOf, maybe, needed, record, refusedProperty, text } from "../../cloudformation/properties/shape";
import { resourceType } from "../../cloudformation/type-definition";
import { lambda } from "../index";
import { namedLayer } from "../layers/layer-name";
import { deleteLayerVersion } from "../operations/delete-layer-version";
import { publishLayerVersion } from "../operations/publish-layer-version";

/**
 * Every change publishes another version and deletes the one before.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversion.html
 */
export const layerVersion = resourceType({
  type: "AWS::Lambda::LayerVersion",
  properties: {
    CompatibleArchitectures: maybe(listOf(text())),
    CompatibleRuntimes: maybe(listOf(text())),
    Content: needed(record({ S3Bucket: needed(text()), S3Key: needed(text()), S3ObjectVersion: refusedProperty() })),
    Description: maybe(text()),
    LayerName: maybe(text()),
    LicenseInfo: maybe(text()),
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
    const { name, version } = namedLayer(context.cloud, id);
    await context.call(lambda, deleteLayerVersion, { LayerName: name, VersionNumber: version });
  },
  describe: (_context, { id }) => ({ LayerVersionArn: id }),
});
