import type { Core } from "../../../../core/core";
import { createForeignLayerFault, createLayersElsewhereFault } from "../faults";

type AccountAndRegion = Pick<Core, "region" | "account">;

/** A layer that a request names. */
export interface NamedLayer {
  readonly name: string;
  /** Set if the ARN ends in a version. */
  readonly version: number | undefined;
}

export const formatLayerArn = ({ region, account }: AccountAndRegion, name: string): string =>
  `arn:aws:lambda:${region}:${account}:layer:${name}`;

export const formatLayerVersionArn = (own: AccountAndRegion, name: string, version: number): string =>
  `${formatLayerArn(own, name)}:${version}`;

const ARN = /^arn:[^:]*:lambda:([^:]*):(\d{12})?:(?:aws)?layer:([^:]+)(?::(\d+))?$/;

/**
 * Parses a layer's name or ARN, or the ARN of a layer version.
 *
 * @param text a text that matches one of the rules `layerName` and `formatLayerVersionArn`
 * @throws AwsFault NotImplemented if the layer is another account's, InvalidParameterValueException if it is in another
 * region
 */
export function parseLayerName({ region, account }: AccountAndRegion, text: string): NamedLayer {
  const [, itsRegion, itsAccount, name, version] = ARN.exec(text) ?? [];
  if (name === undefined) return { name: text, version: undefined };
  if (itsAccount !== account) throw createForeignLayerFault(text);
  if (itsRegion !== region) throw createLayersElsewhereFault(region);
  return { name, version: version === undefined ? undefined : Number(version) };
}
