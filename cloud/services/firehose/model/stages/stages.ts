import type { LoggedBatch } from "../../store/log-frame";
import type { DeliveryConfig } from "../delivery/delivery-config";
import type { DeliveryContext } from "../delivery/delivery-context";
import type { DestinationSettings } from "../destination/settings";
import { appendDelimiter } from "./append-delimiter";
import { convert } from "./convert";
import { deaggregate } from "./deaggregate";
import { decompress } from "./decompress";
import { extractKeys } from "./extract-keys";
import { extractMessages } from "./extract-messages";
import { unpackKpl } from "./kpl-records";
import type { Failure, Item, Stage, StageContext, StageResult } from "./stage";
import { transform } from "./transform";

/** Makes a stage for a destination, or undefined if the destination does not ask for one. */
type StageFor = (settings: DestinationSettings, context: StageContext) => Stage | undefined;

/**
 * The stages that a record goes through before it is buffered. Each is one file. AWS documents their order:
 *
 * 1. Records that a producer library aggregated are split before any other stage sees them.
 * 2. Records of CloudWatch Logs are unzipped, and their messages extracted: later stages could not read them otherwise.
 * 3. A record that holds several parts is split, so that all later stages see single records.
 * 4. A function may change records, drop them, or name their partition keys.
 * 5. A query finds partition keys in the records that the function returned.
 * 6. Records become rows of a table after all stages that read JSON, such as the function and the query.
 * 7. The delimiter comes last, so that no stage meets it inside a record. Rows have none.
 *
 * Buffering by partition, naming and compression come after, since they work on whole objects.
 */
const STAGES: readonly StageFor[] = [
  unpackKpl,
  decompress,
  extractMessages,
  deaggregate,
  transform,
  extractKeys,
  convert,
  appendDelimiter,
];

/** A batch that went through the stages, with the results. */
export interface ProcessedBatch extends StageResult {
  /** The input: the records of the batch that still have something to deliver. */
  readonly records: readonly Item[];
  readonly config: DeliveryConfig;
  /** When the batch arrived, ms since the epoch. */
  readonly at: number;
}

/** The parts of a delivery that the stages use. */
type StagesDelivery = Pick<
  DeliveryContext,
  "config" | "records" | "identity" | "core" | "ports" | "random" | "metrics" | "transforms"
>;

/**
 * Sends the batches of one delivery stream through its stages. Batches may run at the same time: stages change nothing
 * that another batch could see.
 */
export class Stages {
  readonly #delivery: StagesDelivery;
  readonly #context: StageContext;

  constructor(delivery: StagesDelivery) {
    this.#delivery = delivery;
    const { identity, core, ports, random, metrics, transforms } = delivery;
    this.#context = {
      identity,
      sourceArn: identity.sourceArn,
      core,
      catalog: ports.catalog,
      functions: ports.functions,
      random,
      metrics,
      transforms,
      now: () => core.clock.now(),
    };
  }

  /** Uses the configuration at the moment when the batch's turn comes. */
  async run(batch: LoggedBatch): Promise<ProcessedBatch> {
    const { config, records } = this.#delivery;
    const left = toItems(batch).filter(({ position }) => records.isOpen(position));
    return { ...(await this.#runThrough(left, config, batch.at)), records: left, config, at: batch.at };
  }

  /** A record that fails in one stage does not go on to the next. */
  async #runThrough(records: readonly Item[], { settings }: DeliveryConfig, at: number): Promise<StageResult> {
    let items = records;
    const failures: Failure[] = [];
    for (const stageFor of STAGES) {
      const staged = await stageFor(settings, this.#context)?.run(items, at);
      if (staged === undefined) continue;
      items = staged.items;
      failures.push(...removeRepeatedFailures(staged.failures));
    }
    return { items, failures };
  }
}

/**
 * A failure of an unzipped record delivers the whole record as it arrived: only once, however many of its messages failed.
 */
function removeRepeatedFailures(failures: readonly Failure[]): readonly Failure[] {
  const payload = new Set<Uint8Array>();
  return failures.filter(({ item: { original } }) => {
    if (original === undefined) return true;
    if (payload.has(original)) return false;
    payload.add(original);
    return true;
  });
}

const toItems = ({ records, first }: LoggedBatch): readonly Item[] =>
  records.map(({ data, arrivedAt, origin }, index) => {
    const position = first + index;
    return origin === undefined ? { position, data, arrivedAt } : { position, data, arrivedAt, origin };
  });
