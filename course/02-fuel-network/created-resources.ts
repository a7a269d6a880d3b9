import type { Evidence, CreatedResources, CreatedResource } from "../../grader/index";
import { toRequestedSettings, toDescribedSettings, type Settings } from "../../src/aws/firehose-settings";
import { getNetwork } from "./grading/network";
import { getCreatedSettings } from "./grading/words";

const LAB = "02-fuel-network";

/** The settings of SI-Firehose, by the exercise that decides them. */
const DECIDED: Readonly<Record<string, readonly string[]>> = {
  "partition-keys": ["partition keys"],
  folder: ["prefix"],
  "error-prefix": ["error prefix"],
  buffering: ["buffer size in MB", "buffer interval in seconds"],
  conversion: ["output format", "table"],
};

/** The resources that the lab's exercises made in a run; the learner's own cloud is compared with them. */
export function listLab02Resources(run: Evidence): CreatedResources {
  const { environments } = getNetwork(run);
  return {
    resources: [
      ...listFirehoses(run),
      ...listFunction("deploy-gas-station", "GasStationApp", environments["GasStationApp"]),
      ...listFunction("deploy-fuel-planning", "FuelPlanningApp", environments["FuelPlanningApp"]),
    ],
    // Empty, since the lab gives the names of its Firehoses.
    names: [],
  };
}

function listFirehoses(run: Evidence): CreatedResource[] {
  const final = findSettings(run, "SI-Firehose");
  const slip = findSettings(run, "SI-Firehose-slip");
  const created = toRequestedSettings({ ExtendedS3DestinationConfiguration: getCreatedSettings(run) });
  const main = { kind: "Firehose" as const, name: "SI-Firehose" };
  // Part 7 changes the keys. Both values are right, since a learner may not have done part 7 yet.
  const applyToBoth = (settings: Settings) =>
    Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [name, [...new Set([value, created[name] ?? value])]]),
    );
  const toUpdatedSettings = (settings: Settings) => {
    const { prefix, "partition keys": keys } = settings;
    return { ...(prefix ? { prefix: [prefix] } : {}), ...(keys ? { "partition keys": [keys] } : {}) };
  };
  return [
    ...(final
      ? [
          { ...main, exercise: `${LAB}.create-firehose`, settings: applyToBoth(final), cell: "creates" as const },
          ...Object.entries(DECIDED).map(([exercise, names]) => ({
            ...main,
            exercise: `${LAB}.${exercise}`,
            settings: applyToBoth(Object.fromEntries(Object.entries(final).filter(([name]) => names.includes(name)))),
            cell: "creates" as const,
            byAnother: true as const,
            madeIn: `${LAB}.create-firehose`,
          })),
          {
            ...main,
            exercise: `${LAB}.minute`,
            settings: toUpdatedSettings(final),
            cell: "changes" as const,
            byAnother: true as const,
          },
        ]
      : []),
    ...(slip
      ? [
          {
            kind: "Firehose" as const,
            name: "SI-Firehose-slip",
            exercise: `${LAB}.year-slip`,
            settings: toUpdatedSettings(slip),
            cell: "changes" as const,
            byAnother: true as const,
          },
        ]
      : []),
  ];
}

function findSettings(run: Evidence, name: string): Settings | undefined {
  const seen = getNetwork(run).firehoses[name];
  return (
    seen &&
    toDescribedSettings({
      DeliveryStreamType: seen.type === "DirectPut" ? "DirectPut" : "KinesisStreamAsSource",
      Destinations: [{ DestinationId: "", ExtendedS3DestinationDescription: seen.settings }],
    })
  );
}

function listFunction(
  exercise: string,
  name: string,
  environment: Readonly<Record<string, string>> | undefined,
): CreatedResource[] {
  if (!environment) return [];
  const settings = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, [value]]));
  return [{ exercise: `${LAB}.${exercise}`, kind: "Lambda function", name, settings, cell: "changes" }];
}
