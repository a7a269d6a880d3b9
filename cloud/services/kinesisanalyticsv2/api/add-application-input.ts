import {
  AddApplicationInput$,
  type AddApplicationInputRequest,
  type AddApplicationInputResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { applicationName, versionId } from "../model/fields";
import { describeInputs, addInput } from "../model/sql-configuration";
import { input } from "../model/sql-fields";
import { requireChangeableSql } from "./versions";

const members = {
  ApplicationName: required(applicationName),
  CurrentApplicationVersionId: required(versionId),
  Input: required(input),
} satisfies Members<AddApplicationInputRequest>;

export const addApplicationInput = operation(
  AddApplicationInput$,
  members,
  ({ kinesisanalyticsv2: { applications, lifecycle } }, request): AddApplicationInputResponse => {
    const { app, sql } = requireChangeableSql(applications, request);
    const lastPart = app.lastPart + 1;
    const next = addInput(sql, request.Input, `${lastPart}.1`);
    lifecycle.update(app, { configuration: { ...app.configuration, sql: next }, lastPart }, {});
    return {
      ApplicationARN: applications.createArn(app.name),
      ApplicationVersionId: app.version + 1,
      InputDescriptions: describeInputs(next),
    };
  },
);
