import {
  BatchDeleteTableVersion$,
  type BatchDeleteTableVersionRequest,
  type BatchDeleteTableVersionResponse,
} from "@aws-sdk/client-glue";
import { required, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { createErrorDetail } from "../faults";
import { inTable, version } from "../fields";
import { operation } from "../operation";
import { deleteVersion } from "../table-version";

const members = {
  ...inTable,
  VersionIds: required(list(version, { max: 100 })),
} satisfies Members<BatchDeleteTableVersionRequest>;

export const batchDeleteTableVersion = operation(
  BatchDeleteTableVersion$,
  members,
  (cloud, request): BatchDeleteTableVersionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName);
    const errors = request.VersionIds.flatMap((id) => {
      const refusal = deleteVersion(cloud, table, id);
      return refusal === undefined
        ? []
        : [{ TableName: table.definition.Name, VersionId: id, ErrorDetail: createErrorDetail(refusal) }];
    });
    return { Errors: errors };
  },
);
