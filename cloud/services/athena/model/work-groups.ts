import * as faults from "./faults";
import type { Core } from "../../../core/core";
import type { Table } from "../../../storage/table";
import type {
  ConfigurationInput,
  ResultConfigurationInput,
  ResultUpdatesInput,
  ConfigurationUpdatesInput,
} from "./fields";
import { parseOutputLocation } from "./ports";

export interface StoredWorkGroup {
  readonly name: string;
  readonly state: "ENABLED" | "DISABLED";
  readonly description?: string | undefined;
  readonly configuration: ConfigurationInput;
  /** When the group was created, in ms since the epoch. */
  readonly createdAt: number;
}

/** The work group that every account has. */
export const PRIMARY = "primary";
/** The only engine version of the lab cloud. */
export const ENGINE = "Athena engine version 3";

/** The account's work groups. */
export class WorkGroups {
  readonly #core: Core;
  readonly #table: Table<StoredWorkGroup>;

  constructor(core: Core) {
    this.#core = core;
    this.#table = core.storage.openTable<StoredWorkGroup>("athena/work-groups");
    if (this.#table.get(PRIMARY) === undefined) {
      this.#table.set(PRIMARY, {
        name: PRIMARY,
        state: "ENABLED",
        createdAt: core.now(),
        // As in an account that has never changed this group; a group that is created enforces its configuration (see
        // `addDefaults`).
        configuration: { EnforceWorkGroupConfiguration: false, PublishCloudWatchMetricsEnabled: false },
      });
    }
  }

  /** All work groups, sorted by name. */
  listAll(): readonly StoredWorkGroup[] {
    return [...this.#table.listValues()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): StoredWorkGroup | undefined {
    return this.#table.get(name);
  }

  /** @throws AwsFault InvalidRequestException */
  get(name: string): StoredWorkGroup {
    const found = this.find(name);
    if (found === undefined) throw faults.createWorkGroupNotFoundFault();
    return found;
  }

  /** @throws AwsFault InvalidRequestException if the group does not exist or is disabled */
  requireUsable(name: string): StoredWorkGroup {
    const group = this.get(name);
    if (group.state === "DISABLED") throw faults.createWorkGroupDisabledFault(name);
    return group;
  }

  /** @throws AwsFault InvalidRequestException */
  create(
    name: string,
    input: { readonly configuration?: ConfigurationInput | undefined; readonly description?: string | undefined },
  ): void {
    if (name === PRIMARY) throw faults.createPrimaryExistsFault();
    if (this.find(name) !== undefined) throw faults.createWorkGroupExistsFault();
    this.#table.set(name, {
      name,
      state: "ENABLED",
      description: input.description,
      createdAt: this.#core.now(),
      configuration: addDefaults(checkConfiguration(input.configuration ?? {})),
    });
  }

  /** @throws AwsFault InvalidRequestException */
  update(
    name: string,
    {
      state,
      description,
      updates,
    }: {
      readonly state?: StoredWorkGroup["state"] | undefined;
      readonly description?: string | undefined;
      readonly updates?: ConfigurationUpdatesInput | undefined;
    },
  ): void {
    const group = this.get(name);
    this.#table.set(name, {
      ...group,
      state: state ?? group.state,
      description: description ?? group.description,
      configuration: checkConfiguration(updateConfiguration(group.configuration, updates ?? {})),
    });
  }

  remove(name: string): void {
    this.#table.remove(name);
  }
}

/** @throws AwsFault InvalidRequestException if the location of results is not a location in S3 */
function checkConfiguration(configuration: ConfigurationInput): ConfigurationInput {
  const location = configuration.ResultConfiguration?.OutputLocation;
  if (location !== undefined) parseOutputLocation(location);
  return configuration;
}

/** A group's configuration, with AWS's defaults for the members that are left out. */
const addDefaults = (input: ConfigurationInput): ConfigurationInput => ({
  EnforceWorkGroupConfiguration: true,
  PublishCloudWatchMetricsEnabled: true,
  ...input,
});

function updateConfiguration(before: ConfigurationInput, updates: ConfigurationUpdatesInput): ConfigurationInput {
  const { ResultConfigurationUpdates: results, RemoveBytesScannedCutoffPerQuery: isUnbounded, ...input } = updates;
  const { BytesScannedCutoffPerQuery: cutoff, ...rest } = before;
  return {
    ...rest,
    ...(isUnbounded === true || cutoff === undefined ? {} : { BytesScannedCutoffPerQuery: cutoff }),
    ...input,
    ...(results === undefined
      ? {}
      : { ResultConfiguration: updateResultConfiguration(before.ResultConfiguration ?? {}, results) }),
  };
}

function updateResultConfiguration(
  before: ResultConfigurationInput,
  updates: ResultUpdatesInput,
): ResultConfigurationInput {
  const merged = {
    OutputLocation:
      updates.RemoveOutputLocation === true ? undefined : (updates.OutputLocation ?? before.OutputLocation),
    EncryptionConfiguration:
      updates.RemoveEncryptionConfiguration === true
        ? undefined
        : (updates.EncryptionConfiguration ?? before.EncryptionConfiguration),
    ExpectedBucketOwner:
      updates.RemoveExpectedBucketOwner === true
        ? undefined
        : (updates.ExpectedBucketOwner ?? before.ExpectedBucketOwner),
    AclConfiguration:
      updates.RemoveAclConfiguration === true ? undefined : (updates.AclConfiguration ?? before.AclConfiguration),
  };
  return merged;
}
