import {
  DeleteTableVersion$,
  type DeleteTableVersionRequest,
  type DeleteTableVersionResponse,
} from "@aws-sdk/client-glue";
import { required, type Members } from "../../../core/members";
import { inTable, version } from "../fields";
import { operation } from "../operation";
import { deleteVersion } from "../table-version";

const members = { ...inTable, VersionId: required(version) } satisfies Members<DeleteTableVersionRequest>;

export const deleteTableVersion = operation(
  DeleteTableVersion$,
  members,
  (cloud, request): DeleteTableVersionResponse => {
    const refusal = deleteVersion(
      cloud,
      cloud.glue.requireTable(request.DatabaseName, request.TableName),
      request.VersionId,
    );
    if (refusal !== undefined) throw refusal;
    return {};
  },
);
