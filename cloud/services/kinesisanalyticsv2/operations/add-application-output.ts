import {
  AddApplicationOutput$,
  type AddApplicationOutputRequest,
  type AddApplicationOutputResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { applicationName, versionId } from "../fields";
import { describeOutputs, addOutput } from "../sql-configuration";
import { output } from "../sql-fields";
import { requireChangeableSql } from "../versions";

const members = {
  ApplicationName: required(applicationName),
  CurrentApplicationVersionId: required(versionId),
  Output: required(output),
} satisfies Members<AddApplicationOutputRequest>;

export const addApplicationOutput = operation(
  AddApplicationOutput$,
  members,
  ({ kinesisanalyticsv2: { applications, lifecycle } }, request): AddApplicationOutputResponse => {
    const { app, sql } = requireChangeableSql(applications, request);
    const lastPart = app.lastPart + 1;
    const next = addOutput(sql, request.Output, `${lastPart}.1`);
    lifecycle.update(app, { configuration: { ...app.configuration, sql: next }, lastPart }, {});
    return {
      ApplicationARN: applications.createArn(app.name),
      ApplicationVersionId: app.version + 1,
      OutputDescriptions: describeOutputs(next),
    };
  },
);
