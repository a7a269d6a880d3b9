import * as faults from "../model/faults";
import {
  AddApplicationInput$,
  AddApplicationOutput$,
  DeleteApplicationOutput$,
} from "@aws-sdk/client-kinesis-analytics-v2";
import type * as sdk from "@aws-sdk/client-kinesis-analytics-v2";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { applicationName, versionId, id } from "../model/fields";
import { describeInputs, addInput, describeOutputs, addOutput } from "../model/sql-configuration";
import { input, output } from "../model/sql-fields";
import { requireChangeableSql } from "./versions";

const members = {
  ApplicationName: required(applicationName),
  CurrentApplicationVersionId: required(versionId),
  Input: required(input),
} satisfies Members<sdk.AddApplicationInputRequest>;

export const addApplicationInput = operation(
  AddApplicationInput$,
  members,
  ({ kinesisanalyticsv2: { applications, lifecycle } }, request): sdk.AddApplicationInputResponse => {
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

const addApplicationOutputMembers = {
  ApplicationName: required(applicationName),
  CurrentApplicationVersionId: required(versionId),
  Output: required(output),
} satisfies Members<sdk.AddApplicationOutputRequest>;

export const addApplicationOutput = operation(
  AddApplicationOutput$,
  addApplicationOutputMembers,
  ({ kinesisanalyticsv2: { applications, lifecycle } }, request): sdk.AddApplicationOutputResponse => {
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

const deleteApplicationOutputMembers = {
  ApplicationName: required(applicationName),
  CurrentApplicationVersionId: required(versionId),
  OutputId: required(id),
} satisfies Members<sdk.DeleteApplicationOutputRequest>;

export const deleteApplicationOutput = operation(
  DeleteApplicationOutput$,
  deleteApplicationOutputMembers,
  ({ kinesisanalyticsv2: { applications, lifecycle } }, request): sdk.DeleteApplicationOutputResponse => {
    const { app, sql } = requireChangeableSql(applications, request);
    const outputs = sql.outputs.filter((output) => output.id !== request.OutputId);
    if (outputs.length === sql.outputs.length)
      throw faults.createArgumentFault(`There is no output ${request.OutputId}.`);
    lifecycle.update(app, { configuration: { ...app.configuration, sql: { ...sql, outputs } } }, {});
    return { ApplicationARN: applications.createArn(app.name), ApplicationVersionId: app.version + 1 };
  },
);
