import type { EngineVersion, WorkGroup, WorkGroupSummary } from "@aws-sdk/client-athena";
import { ENGINE, type StoredWorkGroup } from "../model/work-groups";

const getEngine = ({ configuration }: StoredWorkGroup): EngineVersion => ({
  SelectedEngineVersion: configuration.EngineVersion?.SelectedEngineVersion ?? "AUTO",
  EffectiveEngineVersion: ENGINE,
});

/** A work group as GetWorkGroup answers it. Without a description the member is left out here, and an empty text in a listing (measured). */
export const describeWorkGroup = (group: StoredWorkGroup): WorkGroup => ({
  Name: group.name,
  State: group.state,
  ...(group.description === undefined || group.description === "" ? {} : { Description: group.description }),
  CreationTime: new Date(group.createdAt),
  Configuration: {
    ResultConfiguration: {},
    RequesterPaysEnabled: false,
    EnableMinimumEncryptionConfiguration: false,
    ...group.configuration,
    EngineVersion: getEngine(group),
  },
});

export const summarizeWorkGroup = (group: StoredWorkGroup): WorkGroupSummary => ({
  Name: group.name,
  State: group.state,
  Description: group.description ?? "",
  CreationTime: new Date(group.createdAt),
  EngineVersion: getEngine(group),
});
