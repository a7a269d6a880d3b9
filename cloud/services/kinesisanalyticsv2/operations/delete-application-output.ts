import {
  DeleteApplicationOutput$,
  type DeleteApplicationOutputRequest,
  type DeleteApplicationOutputResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import * as faults from "../faults";
import { applicationName, id, versionId } from "../fields";
import { requireChangeableSql } from "../versions";

const members = {
  ApplicationName: required(applicationName),
  CurrentApplicationVersionId: required(versionId),
  OutputId: required(id),
} satisfies Members<DeleteApplicationOutputRequest>;

export const deleteApplicationOutput = operation(
  DeleteApplicationOutput$,
  members,
  ({ kinesisanalyticsv2: { applications, lifecycle } }, request): DeleteApplicationOutputResponse => {
    const { app, sql } = requireChangeableSql(applications, request);
    const outputs = sql.outputs.filter((output) => output.id !== request.OutputId);
    if (outputs.length === sql.outputs.length)
      throw faults.createArgumentFault(`There is no output ${request.OutputId}.`);
    lifecycle.update(app, { configuration: { ...app.configuration, sql: { ...sql, outputs } } }, {});
    return { ApplicationARN: applications.createArn(app.name), ApplicationVersionId: app.version + 1 };
  },
);
