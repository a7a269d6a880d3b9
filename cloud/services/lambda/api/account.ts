import {
  GetAccountSettings$,
  type GetAccountSettingsRequest,
  type GetAccountSettingsResponse,
  GetFunctionCodeSigningConfig$,
  type GetFunctionCodeSigningConfigRequest,
  type GetFunctionCodeSigningConfigResponse,
} from "@aws-sdk/client-lambda";
import { type Members, type Reply, required } from "../../../core/members";
import { operation } from "../../framework/operation";
import { ACCOUNT_CONCURRENCY } from "../model/execution/concurrency";
import * as fields from "../model/fields";
import { parseFunctionName } from "../model/function-name";
import type { Services } from "../../framework/services";
import { createBadLinkFault } from "../model/faults";

const signingMembers = {
  FunctionName: required(fields.functionName),
} satisfies Members<GetFunctionCodeSigningConfigRequest>;

/** Answers without a configuration, since no function has one; Terraform calls this operation all the same. */
export const getFunctionCodeSigningConfig = operation(
  GetFunctionCodeSigningConfig$,
  signingMembers,
  (cloud, request): Reply<GetFunctionCodeSigningConfigResponse> => {
    const { name } = cloud.lambda.functions.requireFunction(parseFunctionName(cloud, request.FunctionName));
    return { CodeSigningConfigArn: "", FunctionName: name };
  },
);

/**
 * The zip of a version, by the link that GetFunction or GetLayerVersion gives:
 * `GET /_lab/lambda/code?function=f&version=$LATEST&until=…&signature=…`, with `layer=l` for a layer's.
 *
 * @throws AwsFault AccessDenied if the link's signature is wrong, or the link has expired
 */
export function lookUpCode(cloud: Services, query: URLSearchParams): Uint8Array {
  const { functions, layers, code, codeLinks } = cloud.lambda;
  if (!codeLinks.isGood(query)) throw createBadLinkFault();
  const layer = query.get("layer");
  if (layer !== null)
    return code.zip(layers.requireVersion({ name: layer, version: undefined }, Number(query.get("version"))).code);
  const named = parseFunctionName(cloud, query.get("function") ?? "", query.get("version") ?? undefined);
  return code.zip(functions.requireVersion(functions.requireFunction(named), named.qualifier, "described").code);
}

const members = {} satisfies Members<GetAccountSettingsRequest>;

export const getAccountSettings = operation(
  GetAccountSettings$,
  members,
  ({ lambda }): Reply<GetAccountSettingsResponse> => {
    const all = lambda.functions.listAll();
    const codes = all.flatMap(({ latest, versions }) => [latest, ...versions]).map(({ code }) => code);
    const bytes = [...codes, ...lambda.layers.listCodes()].reduce((sum, { size }) => sum + size, 0);
    return {
      AccountLimit: {
        TotalCodeSize: 80_530_636_800,
        CodeSizeUnzipped: 262_144_000,
        CodeSizeZipped: 52_428_800,
        ConcurrentExecutions: ACCOUNT_CONCURRENCY,
        UnreservedConcurrentExecutions: lambda.executions.concurrency.unreserved,
      },
      AccountUsage: { TotalCodeSize: bytes, FunctionCount: all.length },
    };
  },
);
