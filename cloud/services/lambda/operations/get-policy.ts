import { GetPolicy$, type GetPolicyRequest, type GetPolicyResponse } from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { policyNotFound } from "../faults";
import * as fields from "../fields";
import { namedFunction } from "../function-name";
import { policyKey } from "../functions/policy";

const members = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
} satisfies Members<GetPolicyRequest>;

export const getPolicy = operation(GetPolicy$, members, (cloud, request): Reply<GetPolicyResponse> => {
  const named = namedFunction(cloud, request.FunctionName, request.Qualifier);
  const policy = cloud.lambda.functions.named(named).policies[policyKey(named.qualifier)];
  if (policy === undefined) throw policyNotFound();
  return {
    Policy: JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: policy.statements }),
    RevisionId: policy.revisionId,
  };
});
