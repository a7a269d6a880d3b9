import { UpdateTable$, type UpdateTableRequest, type UpdateTableResponse } from "@aws-sdk/client-glue";
import { optional, refused, required, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import { inDatabase, tableInput, version } from "../fields";
import { operation } from "../operation";

const members = {
  ...inDatabase,
  Name: refused(),
  TableInput: required(tableInput),
  SkipArchive: optional(boolean()),
  TransactionId: refused(),
  VersionId: optional(version),
  ViewUpdateAction: refused(),
  Force: refused(),
  UpdateOpenTableFormatInput: refused(),
} satisfies Members<UpdateTableRequest>;

export const updateTable = operation(UpdateTable$, members, (cloud, request): UpdateTableResponse => {
  cloud.glue.updateTable(request.DatabaseName, request.TableInput, {
    skipArchive: request.SkipArchive,
    onlyVersion: request.VersionId,
  });
  return {};
});
