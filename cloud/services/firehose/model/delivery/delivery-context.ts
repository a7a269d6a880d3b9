import type { Core } from "../../../../core/core";
import type { Random } from "../../../../../foundation/random";
import type { InFlightBytes } from "../batches/in-flight-bytes";
import { ActivePartitions } from "./active-partitions";
import type { Memory } from "./memory";
import type { ColumnarFiles } from "../conversion/columnar-file";
import type { FirehoseSettings } from "../firehose-settings";
import { RecordLog } from "../../store/record-log";
import type { LogState } from "../../store/write-ahead-log";
import { StreamMetrics } from "./metrics";
import type { FirehosePorts } from "../ports";
import type { TransformCounts } from "../stages/stage";
import type { DeliveryConfig, DeliveryIdentity } from "./delivery-config";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Storage } from "../../../../storage/storage";

/** Names files of one delivery stream that don't have to survive a restart: spilled buffers, rows that are being converted. */
class WorkFiles {
  readonly #storage: Storage;
  readonly #folder: string;
  #named = 0;

  /** Removes the files that an earlier run left. @param folder as for `Storage.createSubfolder` */
  constructor(storage: Storage, folder: string) {
    this.#storage = storage;
    this.#folder = folder;
    rmSync(storage.createSubfolder(folder), { recursive: true, force: true });
  }

  /** A path that no other file has. */
  createPath(): string {
    this.#named += 1;
    return join(this.#storage.createSubfolder(this.#folder), String(this.#named));
  }
}

/** The resources that all delivery streams share. */
export interface DeliveryParts {
  readonly core: Core;
  readonly ports: FirehosePorts;
  readonly random: Random;
  readonly memory: Memory;
  readonly inFlight: InFlightBytes;
  /** Writes columnar files. */
  readonly files: ColumnarFiles;
  readonly settings: FirehoseSettings;
}

/** The inputs for creating a delivery. */
export interface DeliveryStart {
  readonly identity: DeliveryIdentity;
  readonly config: DeliveryConfig;
  readonly logState: LogState;
  readonly keep: (logState: LogState) => void;
}

/** All that the steps of one delivery use. Each step declares which of it. */
export interface DeliveryContext extends DeliveryParts {
  readonly identity: DeliveryIdentity;
  /** The configuration for the next batch. */
  config: DeliveryConfig;
  readonly records: RecordLog;
  readonly partitions: ActivePartitions;
  readonly workFiles: WorkFiles;
  readonly metrics: StreamMetrics;
  readonly transforms: TransformCounts;
}

export function createDeliveryContext(
  parts: DeliveryParts,
  { identity, config, logState, keep }: DeliveryStart,
): DeliveryContext {
  const { core, ports, random, settings } = parts;
  const folder = `firehose/${identity.id}`;
  return {
    ...parts,
    identity,
    config,
    records: new RecordLog(core.storage, folder, { state: logState, keep }),
    partitions: new ActivePartitions(random, settings.activePartitions),
    workFiles: new WorkFiles(core.storage, `${folder}/buffers`),
    metrics: new StreamMetrics(ports.metrics, identity.name),
    transforms: { sent: 0, returned: 0 },
  };
}
