import {
  StopApplication$,
  type StopApplicationRequest,
  type StopApplicationResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { optional, required, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import { operation } from "../../operation";
import { applicationName } from "../fields";

const members = {
  ApplicationName: required(applicationName),
  Force: optional(boolean()),
} satisfies Members<StopApplicationRequest>;

export const stopApplication = operation(
  StopApplication$,
  members,
  ({ kinesisanalyticsv2: { lifecycle } }, { ApplicationName: name, Force = false }): StopApplicationResponse => ({
    OperationId: lifecycle.stop(name, Force),
  }),
);
