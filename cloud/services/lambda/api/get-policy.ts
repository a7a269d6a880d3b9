import { GetPolicy$, type GetPolicyRequest, type GetPolicyResponse } from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../framework/operation";
import { createPolicyNotFoundFault } from "../model/faults";
import * as fields from "../model/fields";
import { parseFunctionName } from "../model/function-name";
import { getPolicyKey } from "./functions/policy";

const members = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
} satisfies Members<GetPolicyRequest>;

export const getPolicy = operation(GetPolicy$, members, (cloud, request): Reply<GetPolicyResponse> => {
  const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
  const policy = cloud.lambda.functions.requireFunction(named).policies[getPolicyKey(named.qualifier)];
  if (policy === undefined) throw createPolicyNotFoundFault();
  return {
    Policy: JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: policy.statements }),
    RevisionId: policy.revisionId,
  };
});
