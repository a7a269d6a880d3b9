import type { LiveFigures } from "../../core/live-figures";
import type { Lab } from "../lab";

/** How each application stands, whose state follows Flink without a call, and how many rows it has handed on. */
export const live = ({ kinesisanalyticsv2: { applications } }: Lab): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    applications
      .all()
      .map((app) => [app.name, { status: app.status, version: app.version, handedOn: applications.handedOnBy(app) }]),
  );
