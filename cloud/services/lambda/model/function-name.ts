import type { Core } from "../../../core/core";
import {
  createFunctionElsewhereFault,
  createFunctionNotFoundFault,
  createInvalidFault,
  createNameTooLongFault,
} from "./faults";

/** A function that a request names. */
export interface NamedFunction {
  readonly name: string;
  /** A version, an alias or `$LATEST`; undefined if the request names none. */
  readonly qualifier: string | undefined;
}

type AccountAndRegion = Pick<Core, "region" | "account">;

/** `arn:aws:lambda:…:function:name`, with the qualifier if there is one. */
export const formatFunctionArn = ({ region, account }: AccountAndRegion, name: string, qualifier?: string): string =>
  `arn:aws:lambda:${region}:${account}:function:${name}${qualifier === undefined ? "" : `:${qualifier}`}`;

const ARN = /^arn:[^:]+:lambda:([^:]+):(\d{12}):function:([^:]+)(?::(.+))?$/;
const PARTIAL_ARN = /^(?:(\d{12}):)?(?:function:)?([^:]+)(?::(.+))?$/;

/**
 * Parses a function's name in each of the forms that AWS accepts: name, `account:function:name`, ARN, each with
 * `:qualifier`.
 *
 * @param text a text that matches the rule `functionName`
 * @param qualifier given beside the name
 * @throws AwsFault if both name a qualifier, but different ones, or for a name that is too long;
 * ResourceNotFoundException if it is another account's or region's
 */
export function parseFunctionName(own: AccountAndRegion, text: string, qualifier?: string): NamedFunction {
  const { region = own.region, account = own.account, name, inName } = splitParts(text);
  if (region !== own.region) throw createFunctionElsewhereFault(region, own.region);
  if (account !== own.account) throw createFunctionNotFoundFault(text);
  if (name.length > 64) throw createNameTooLongFault(name);
  if (inName !== undefined && qualifier !== undefined && inName !== qualifier) {
    throw createInvalidFault("The derived qualifier from the function name does not match the specified qualifier.");
  }
  return { name, qualifier: qualifier ?? inName };
}

interface NameParts {
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  readonly name: string;
  readonly inName: string | undefined;
}

function splitParts(text: string): NameParts {
  const [, region, account, name, inName] = ARN.exec(text) ?? [];
  if (name !== undefined) return { region, account, name, inName };
  const [, partAccount, partName = text, partQualifier] = PARTIAL_ARN.exec(text) ?? [];
  return { account: partAccount, name: partName, inName: partQualifier };
}
