import {
  ListPolicyVersions$,
  type ListPolicyVersionsRequest,
  type ListPolicyVersionsResponse,
} from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { arn, paging } from "../fields";
import { createPage } from "../page";
import { summarizeVersion } from "../policies";

const members = { PolicyArn: required(arn), ...paging } satisfies Members<ListPolicyVersionsRequest>;

/** Lists the latest version first. */
export const listPolicyVersions = operation(
  ListPolicyVersions$,
  members,
  ({ iam }, request): ListPolicyVersionsResponse => {
    const policy = iam.policies.requirePolicy(request.PolicyArn);
    const latestFirst = policy.versions.map((version) => ({ version, rank: getRank(version.id) })).reverse();
    const { items, ...page } = createPage(latestFirst, request, ({ rank }) => rank);
    return { Versions: items.map(({ version }) => summarizeVersion(policy, version)), ...page };
  },
);

/** A key for paging, whose order puts the latest version first. */
const getRank = (id: string): string => String(1e9 - Number(id.slice(1))).padStart(10, "0");
