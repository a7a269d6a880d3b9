import type { ApplicationConfiguration, ApplicationConfigurationUpdate } from "@aws-sdk/client-kinesis-analytics-v2";
import { createStoredNote, type TellingCall } from "../../core/notes";

/** Every application has metrics of the level APPLICATION, whichever level it asks for. */
export const METRICS_LEVEL = createStoredNote(
  "Managed Service for Apache Flink: the level of an application's metrics",
);
type Telling = TellingCall<typeof METRICS_LEVEL>;

/** Notes this for a new application that asks for another level. */
export const tellLevel = (
  call: Telling,
  given: Pick<ApplicationConfiguration, "FlinkApplicationConfiguration"> = {},
): void => tell(call, given.FlinkApplicationConfiguration?.MonitoringConfiguration?.MetricsLevel);

/** Notes this for an update that asks for another level. */
export const tellNewLevel = (
  call: Telling,
  update: Pick<ApplicationConfigurationUpdate, "FlinkApplicationConfigurationUpdate"> = {},
): void => tell(call, update.FlinkApplicationConfigurationUpdate?.MonitoringConfigurationUpdate?.MetricsLevelUpdate);

function tell(call: Telling, level: string | undefined): void {
  if (level !== undefined && level !== "APPLICATION") call.tell(METRICS_LEVEL);
}
