import type { ApplicationConfiguration, ApplicationConfigurationUpdate } from "@aws-sdk/client-kinesis-analytics-v2";
import { createStoredNote, type CallWithNotes } from "../../../core/notes";

/** Every application has metrics of the level APPLICATION, whichever level it asks for. */
export const METRICS_LEVEL = createStoredNote(
  "Managed Service for Apache Flink: the level of an application's metrics",
);
type MetricsLevelCall = CallWithNotes<typeof METRICS_LEVEL>;

/** Notes this for a new application that asks for another level. */
export const reportLevel = (
  call: MetricsLevelCall,
  configuration: Pick<ApplicationConfiguration, "FlinkApplicationConfiguration"> = {},
): void => addNote(call, configuration.FlinkApplicationConfiguration?.MonitoringConfiguration?.MetricsLevel);

/** Notes this for an update that asks for another level. */
export const reportNewLevel = (
  call: MetricsLevelCall,
  update: Pick<ApplicationConfigurationUpdate, "FlinkApplicationConfigurationUpdate"> = {},
): void => addNote(call, update.FlinkApplicationConfigurationUpdate?.MonitoringConfigurationUpdate?.MetricsLevelUpdate);

function addNote(call: MetricsLevelCall, level: string | undefined): void {
  if (level !== undefined && level !== "APPLICATION") call.addNote(METRICS_LEVEL);
}
