import type { LiveFigures } from "../../core/live-figures";
import type { Lab } from "../lab";

/** How each application stands: its state follows Flink, without a call. */
export const live = ({ kinesisanalyticsv2: { applications } }: Lab): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(applications.all().map(({ name, status, version }) => [name, { status, version }]));
