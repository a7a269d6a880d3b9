import {
  StartApplication$,
  type RunConfiguration,
  type StartApplicationRequest,
  type StartApplicationResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { applicationName, flinkRunConfiguration, restoreConfiguration } from "../fields";

const members = {
  ApplicationName: required(applicationName),
  RunConfiguration: optional(
    structure({
      FlinkRunConfiguration: optional(flinkRunConfiguration),
      SqlRunConfigurations: refused(),
      ApplicationRestoreConfiguration: optional(restoreConfiguration),
    } satisfies Members<RunConfiguration>),
  ),
} satisfies Members<StartApplicationRequest>;

export const startApplication = operation(
  StartApplication$,
  members,
  async ({ kinesisanalyticsv2: { lifecycle } }, request): Promise<StartApplicationResponse> => {
    const { ApplicationName: name, RunConfiguration: run } = request;
    const OperationId = await lifecycle.start(name, {
      restore: run?.ApplicationRestoreConfiguration,
      allowNonRestoredState: run?.FlinkRunConfiguration?.AllowNonRestoredState,
    });
    return { OperationId };
  },
);
