import { GetPolicy$, type GetPolicyRequest, type GetPolicyResponse } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { arn } from "../fields";
import { describe } from "../policies";

const members = { PolicyArn: required(arn) } satisfies Members<GetPolicyRequest>;

export const getPolicy = operation(GetPolicy$, members, ({ iam }, { PolicyArn }): GetPolicyResponse => ({
  Policy: describe(iam.policies.requirePolicy(PolicyArn), iam.listWithPolicy(PolicyArn).length),
}));
