import type { FactGroup } from "./fact";

export const iam: FactGroup = {
  title: "IAM",
  facts: [
    {
      id: "SVC-052",
      grade: "documented",
      says: "A managed policy has five versions at most, of which one counts; the number of a deleted one is not given again. It cannot be deleted while it is attached, or has more than one version.",
      page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html",
      differs:
        "No policy is weighed. AWS's own policies are names alone: any can be attached, and none is listed or described.",
    },
  ],
};
