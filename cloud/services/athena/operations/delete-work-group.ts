import { DeleteWorkGroup$, type DeleteWorkGroupInput, type DeleteWorkGroupOutput } from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createPrimaryStaysFault, createWorkGroupNotEmptyFault } from "../faults";
import { flag, workGroupName } from "../fields";
import { workGroupArn } from "../resource-arn";
import { PRIMARY } from "../work-groups";

const members = {
  WorkGroup: required(workGroupName),
  RecursiveDeleteOption: optional(flag),
} satisfies Members<DeleteWorkGroupInput>;

/** With RecursiveDeleteOption, also deletes the group's history, named queries and prepared statements. */
export const deleteWorkGroup = operation(
  DeleteWorkGroup$,
  members,
  (cloud, { WorkGroup: name, RecursiveDeleteOption: isRecursive }): DeleteWorkGroupOutput => {
    const { workGroups, executions, namedQueries, prepared, runner, tags } = cloud.athena;
    if (name === PRIMARY) throw createPrimaryStaysFault();
    workGroups.get(name);
    const inside = {
      executions: executions.listOf(name),
      queries: namedQueries.listOf(name),
      statements: prepared.listOf(name),
    };
    if (isRecursive !== true && Object.values(inside).some(({ length }) => length > 0))
      throw createWorkGroupNotEmptyFault(name);
    for (const execution of inside.executions) runner.cancel(execution);
    executions.removeAllOf(name);
    for (const { id } of inside.queries) namedQueries.remove(id);
    for (const statement of inside.statements) prepared.remove(statement.name, name);
    tags.removeAll(workGroupArn(cloud, name));
    workGroups.remove(name);
    return {};
  },
);
