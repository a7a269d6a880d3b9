import {
  StartApplication$,
  type RunConfiguration,
  type SqlRunConfiguration,
  type StartApplicationRequest,
  type StartApplicationResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { optional, required, structure, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operation } from "../../operation";
import { startingPosition } from "../sql-fields";
import { applicationName, id, flinkRunConfiguration, restoreConfiguration } from "../fields";

const members = {
  ApplicationName: required(applicationName),
  RunConfiguration: optional(
    structure({
      FlinkRunConfiguration: optional(flinkRunConfiguration),
      SqlRunConfigurations: optional(
        list(
          structure({
            InputId: required(id),
            InputStartingPositionConfiguration: required(startingPosition),
          } satisfies Members<SqlRunConfiguration>),
        ),
      ),
      ApplicationRestoreConfiguration: optional(restoreConfiguration),
    } satisfies Members<RunConfiguration>),
  ),
} satisfies Members<StartApplicationRequest>;

export const startApplication = operation(
  StartApplication$,
  members,
  async ({ kinesisanalyticsv2: { lifecycle } }, request): Promise<StartApplicationResponse> => {
    const { ApplicationName: name, RunConfiguration: run } = request;
    const [sql] = run?.SqlRunConfigurations ?? [];
    const OperationId = await lifecycle.start(name, {
      input: sql && {
        id: sql.InputId,
        starting: sql.InputStartingPositionConfiguration.InputStartingPosition ?? "NOW",
      },
      restore: run?.ApplicationRestoreConfiguration,
      allowNonRestoredState: run?.FlinkRunConfiguration?.AllowNonRestoredState,
    });
    return { OperationId };
  },
);
