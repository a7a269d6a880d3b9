import type { LiveFigures } from "../../core/live-figures";
import type { Services } from "../framework/services";

/**
 * Live figures of each application: its status, which follows Flink without any API call, and how many rows it has
 * delivered.
 */
export const getLiveFigures = ({
  kinesisanalyticsv2: { applications },
}: Services): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    applications
      .listAll()
      .map((app) => [
        app.name,
        { status: app.status, version: app.version, handedOn: applications.countHandedOn(app) },
      ]),
  );
