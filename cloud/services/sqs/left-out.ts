import { notEmulatedNames } from "../../core/operation";

/** What SQS has and the lab cloud does not: the two that write policies by rule. Policies are kept, not weighed. */
export const leftOut = notEmulatedNames(["AddPermission", "RemovePermission"]);
