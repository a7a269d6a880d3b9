import type { ApplicationConfiguration, ApplicationConfigurationUpdate } from "@aws-sdk/client-kinesis-analytics-v2";
import { kept, type TellingCall } from "../../core/notes";

/** Every application has the metrics of an application. */
export const METRICS_LEVEL = kept("Managed Service for Apache Flink: the level of an application's metrics");
type Telling = TellingCall<typeof METRICS_LEVEL>;

/** Says so of a new application that asks for others. */
export const tellLevel = (
  call: Telling,
  given: Pick<ApplicationConfiguration, "FlinkApplicationConfiguration"> = {},
): void => tell(call, given.FlinkApplicationConfiguration?.MonitoringConfiguration?.MetricsLevel);

/** Says so of an update that asks for others. */
export const tellNewLevel = (
  call: Telling,
  update: Pick<ApplicationConfigurationUpdate, "FlinkApplicationConfigurationUpdate"> = {},
): void => tell(call, update.FlinkApplicationConfigurationUpdate?.MonitoringConfigurationUpdate?.MetricsLevelUpdate);

function tell(call: Telling, level: string | undefined): void {
  if (level !== undefined && level !== "APPLICATION") call.tell(METRICS_LEVEL);
}
