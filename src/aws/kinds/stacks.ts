import { CloudFormationClient, paginateListStacks } from "@aws-sdk/client-cloudformation";
import type { ResourceKind } from "../list-resources";
import { deleteStackLine } from "../repair-commands";

/** The CloudFormation stacks of your region. Deleted stacks, which AWS lists for 90 days, are left out. */
export const stacks: ResourceKind = {
  service: "cloudformation",
  async list(isMeant) {
    const found = [];
    for await (const { StackSummaries = [] } of paginateListStacks({ client: new CloudFormationClient({}) }, {}))
      found.push(...StackSummaries);
    return found
      .filter(({ StackName = "", StackStatus }) => StackStatus !== "DELETE_COMPLETE" && isMeant(StackName))
      .map(({ StackName: name = "", StackStatus }) => ({
        kind: "CloudFormation stack",
        name,
        status: StackStatus === "DELETE_IN_PROGRESS" ? "being deleted" : "there",
        "delete it with": deleteStackLine(name),
      }));
  },
};
