import { GetPolicyVersion$, type GetPolicyVersionRequest, type GetPolicyVersionResponse } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { arn, versionId } from "../fields";
import { requireVersion, summarizeVersion } from "../policies";

const members = {
  PolicyArn: required(arn),
  VersionId: required(versionId),
} satisfies Members<GetPolicyVersionRequest>;

/** IAM returns policy documents percent-encoded. */
export const getPolicyVersion = operation(
  GetPolicyVersion$,
  members,
  ({ iam }, { PolicyArn, VersionId }): GetPolicyVersionResponse => {
    const policy = iam.policies.requirePolicy(PolicyArn);
    const version = requireVersion(policy, VersionId);
    return {
      PolicyVersion: { ...summarizeVersion(policy, version), Document: encodeURIComponent(version.document) },
    };
  },
);
