import type { Services } from "../../../framework/services";
import { listNames, MAX_UNZIPPED_BYTES } from "../../model/code/unzip";
import {
  createCodeWithLayersTooLargeFault,
  createLayerMissingFault,
  createLayersTooLargeFault,
  createLayerVersionsMixedFault,
  createTooManyLayersFault,
} from "../../model/faults";
import type { StoredCode, UsedLayer } from "../../model/stored-function";
import { formatLayerVersionArn, parseLayerName } from "../../model/layers/layer-name";

const MAX_LAYERS = 5;

/**
 * The versions of layers that a request gives a function, in its order.
 *
 * @param arns texts that match the rule `layers`
 * @returns undefined if there are none
 * @throws AwsFault InvalidParameterValueException; NotImplemented for a layer of another account
 */
export function resolveLayers(services: Services, arns: readonly string[] = []): readonly UsedLayer[] | undefined {
  if (arns.length === 0) return undefined;
  if (arns.length > MAX_LAYERS) throw createTooManyLayersFault(MAX_LAYERS);
  const used = new Map<string, UsedLayer>();
  for (const arn of arns) {
    const { name, version = 0 } = parseLayerName(services, arn);
    const found = services.lambda.layers.find(name, version);
    if (found === undefined) throw createLayerMissingFault(arn);
    const before = used.get(name);
    if (before !== undefined) throw createLayerVersionsMixedFault(before.arn, arn);
    used.set(name, { arn: formatLayerVersionArn(services, name, version), code: found.code });
  }
  return [...used.values()];
}

/** @throws AwsFault InvalidParameterValueException if a function's code and its layers, unzipped, are together too large */
export function checkSizes(
  { lambda: { code: store } }: Services,
  code: StoredCode,
  layers: readonly UsedLayer[] | undefined,
): void {
  if (layers === undefined || layers.length === 0) return;
  const countBytes = (code: StoredCode): number => listNames(store.zip(code)).bytes;
  const ofLayers = layers.reduce((sum, layer) => sum + countBytes(layer.code), 0);
  if (ofLayers > MAX_UNZIPPED_BYTES) throw createLayersTooLargeFault(MAX_UNZIPPED_BYTES);
  const together = ofLayers + countBytes(code);
  if (together > MAX_UNZIPPED_BYTES) throw createCodeWithLayersTooLargeFault(MAX_UNZIPPED_BYTES, together);
}
