import { ListPolicies$, type ListPoliciesRequest, type ListPoliciesResponse } from "@aws-sdk/client-iam";
import { optional, refused, type Members } from "../../../core/members";
import { boolean, emulatedOf } from "../../../core/rules";
import { operationTelling } from "../../operation";
import { paging, policyPath } from "../fields";
import { createPage } from "../page";
import { summarizePolicy } from "../policies";

const OWN_ALONE = {
  what: "AWS's own policies are not listed",
  says: "IAM: the lab cloud lists the account's own policies alone; AWS's can be attached to roles by their ARNs",
};

const members = {
  Scope: optional(emulatedOf(["All", "Local"], ["AWS"])),
  OnlyAttached: optional(boolean()),
  PathPrefix: optional(policyPath),
  PolicyUsageFilter: refused(),
  ...paging,
} satisfies Members<ListPoliciesRequest>;

export const listPolicies = operationTelling(OWN_ALONE)(
  ListPolicies$,
  members,
  ({ iam }, request, call): ListPoliciesResponse => {
    const { PathPrefix: prefix = "/", OnlyAttached: onlyAttached = false, Scope: scope = "All" } = request;
    if (scope === "All") call.addNote(OWN_ALONE);
    const counted = iam.policies
      .listAll()
      .filter(({ path }) => path.startsWith(prefix))
      .map((policy) => ({ policy, attachments: iam.listWithPolicy(policy.arn).length }))
      .filter(({ attachments }) => attachments > 0 || !onlyAttached);
    const { items, ...page } = createPage(counted, request, ({ policy }) => policy.name);
    return { Policies: items.map(({ policy, attachments }) => summarizePolicy(policy, attachments)), ...page };
  },
);
