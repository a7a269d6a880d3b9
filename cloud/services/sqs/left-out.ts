import { notEmulatedNames } from "../../core/operation";

/** What SQS has and the lab cloud does not: policies written by rule, and moving dead letters back. */
export const leftOut = notEmulatedNames(["AddPermission", "CancelMessageMoveTask", "ListMessageMoveTasks", "RemovePermission", "StartMessageMoveTask"]);
