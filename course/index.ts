import type { GivenOptions, Lab } from "./lab";
import { lab } from "./lab";

export type { GivenOptions, Lab };

/** The labs in the order in which they are taught, one line each; `npm run new lab` adds one. */
export const labs: readonly Lab[] = [
  lab("01-streaming-ingestion", {
    title: "Streaming ingestion",
    scripts: ["src/etl/consumer.ts"],
    given: () => import("./01-streaming-ingestion/given/index"),
  }),
  lab("02-fuel-network", {
    title: "A fuel network",
    scripts: ["fuel-planning-app", "fuel-truck-app", "gas-station-app"].map((name) => `src/fuel/${name}.ts`),
    given: () => import("./02-fuel-network/given/index"),
  }),
  lab("03-data-collection", {
    title: "Data collection",
    scripts: ["add-newline-function", "put-people", "setup-data-producer", "subset-transformation-query"].map(
      (name) => `src/collection/${name}.ts`,
    ),
    given: () => import("./03-data-collection/given/index"),
  }),
  lab("04-windowed-delivery", {
    title: "Windowed delivery",
    scripts: ["operation-graph", "operators/tumbling-window", "operators/watermark", "windowed-metrics-app"].map(
      (name) => `src/metrics/app/${name}.ts`,
    ),
    given: () => import("./04-windowed-delivery/given/index"),
  }),
];
