import type { Core } from "../../../core/core";
import {
  createForeignFunctionFault,
  createFunctionElsewhereFault,
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

/** AWS takes the last part of an ARN without a name, which is `function`, for the name (recorded on AWS by LocalStack, 2025-11-25, incomplete_arn). */
const ARN = /^arn:[^:]+:lambda:([^:]+):(\d{12}):(?:function:)?([^:]+)(?::(.+))?$/;
const PARTIAL_ARN = /^(?:(\d{12}):)?(?:function:)?([^:]+)(?::(.+))?$/;
const MAX_NAME_LENGTH = 64;

/**
 * Parses a function's name in each of the forms that AWS accepts: name, `account:function:name`, ARN, each with
 * `:qualifier`.
 *
 * @param text a string that matches the rule `functionName`
 * @param qualifier given beside the name
 * @throws AwsFault if both name a qualifier, but different ones; ResourceNotFoundException if it is another region's,
 * AccessDeniedException if it is another account's
 */
export function parseFunctionName(caller: AccountAndRegion, text: string, qualifier?: string): NamedFunction {
  const { region = caller.region, account = caller.account, name, inName } = splitParts(text);
  if (region !== caller.region) throw createFunctionElsewhereFault(region, caller.region);
  if (account !== caller.account) throw createForeignFunctionFault(account);
  if (inName !== undefined && qualifier !== undefined && inName !== qualifier) {
    throw createInvalidFault("The derived qualifier from the function name does not match the specified qualifier.");
  }
  return { name, qualifier: qualifier ?? inName };
}

/**
 * The name of a function to be created. Other operations look for a name of any length.
 *
 * @throws AwsFault InvalidParameterValueException for a name that is too long, and as `parseFunctionName`
 */
export function parseNewFunctionName(caller: AccountAndRegion, text: string): string {
  const { name } = parseFunctionName(caller, text);
  if (name.length > MAX_NAME_LENGTH) throw createNameTooLongFault(name, MAX_NAME_LENGTH);
  return name;
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
