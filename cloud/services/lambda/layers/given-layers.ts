import type { Lab } from "../../lab";
import { listed, MOST_UNZIPPED_BYTES } from "../code/unzip";
import { codeWithLayersTooLarge, layerMissing, layersTooLarge, layerVersionsMixed, tooManyLayers } from "../faults";
import type { StoredCode, UsedLayer } from "../functions/stored-function";
import { layerVersionArn, namedLayer } from "./layer-name";

const MOST_LAYERS = 5;

/**
 * The versions of layers that a request gives a function, in its order.
 *
 * @param arns texts that match the rule `layers`
 * @returns undefined if there are none
 * @throws AwsFault InvalidParameterValueException; NotImplemented for a layer of another account
 */
export function givenLayers(lab: Lab, arns: readonly string[] = []): readonly UsedLayer[] | undefined {
  if (arns.length === 0) return undefined;
  if (arns.length > MOST_LAYERS) throw tooManyLayers(MOST_LAYERS);
  const used = new Map<string, UsedLayer>();
  for (const arn of arns) {
    const { name, version = 0 } = namedLayer(lab, arn);
    const found = lab.lambda.layers.find(name, version);
    if (found === undefined) throw layerMissing(arn);
    const before = used.get(name);
    if (before !== undefined) throw layerVersionsMixed(before.arn, arn);
    used.set(name, { arn: layerVersionArn(lab, name, version), code: found.code });
  }
  return [...used.values()];
}

/** @throws AwsFault InvalidParameterValueException if a function's code and its layers, unzipped, are together too large */
export function checkSizes(
  { lambda: { code: store } }: Lab,
  code: StoredCode,
  layers: readonly UsedLayer[] | undefined,
): void {
  if (layers === undefined || layers.length === 0) return;
  const bytes = (one: StoredCode): number => listed(store.zip(one)).bytes;
  const ofLayers = layers.reduce((sum, layer) => sum + bytes(layer.code), 0);
  if (ofLayers > MOST_UNZIPPED_BYTES) throw layersTooLarge(MOST_UNZIPPED_BYTES);
  const together = ofLayers + bytes(code);
  if (together > MOST_UNZIPPED_BYTES) throw codeWithLayersTooLarge(MOST_UNZIPPED_BYTES, together);
}
