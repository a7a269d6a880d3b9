import {
  PublishLayerVersion$,
  type LayerVersionContentInput,
  type PublishLayerVersionRequest,
  type PublishLayerVersionResponse,
} from "@aws-sdk/client-lambda";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { listNames } from "../code/unzip";
import { createExtensionsNotRunFault } from "../faults";
import * as fields from "../fields";
import { fetchCode } from "../functions/given-code";
import { describeLayerVersion } from "../layers/describe-layer";
import { parseLayerName } from "../layers/layer-name";

const content = structure({
  S3Bucket: optional(fields.bucket),
  S3Key: optional(fields.objectKey),
  S3ObjectVersion: refused(),
  S3ObjectStorageMode: refused(),
  ZipFile: optional(fields.zip),
} satisfies Members<LayerVersionContentInput>);

const members = {
  LayerName: required(fields.layerName),
  Description: optional(fields.description),
  Content: required(content),
  CompatibleArchitectures: optional(fields.compatibleArchitectures),
  CompatibleRuntimes: optional(fields.compatibleRuntimes),
  LicenseInfo: optional(fields.license),
} satisfies Members<PublishLayerVersionRequest>;

/** Each call makes a new version, even of the same content. */
export const publishLayerVersion = operation(
  PublishLayerVersion$,
  members,
  async (cloud, request, call): Promise<PublishLayerVersionResponse> => {
    const { layers, code: store } = cloud.lambda;
    const { name } = parseLayerName(cloud, request.LayerName);
    const code = await fetchCode(cloud, request.Content);
    const extension = listNames(store.zip(code)).names.find((file) => /^extensions\/./.test(file));
    if (extension !== undefined) throw createExtensionsNotRunFault(extension);
    const { CompatibleRuntimes: runtimes, CompatibleArchitectures: architectures, LicenseInfo: license } = request;
    const found = layers.publish(name, {
      code,
      description: request.Description ?? "",
      createdAt: cloud.now(),
      ...(license === undefined ? {} : { license }),
      ...(runtimes === undefined ? {} : { runtimes }),
      ...(architectures === undefined ? {} : { architectures }),
    });
    return describeLayerVersion(cloud, call.endpoint, { name, found });
  },
);
