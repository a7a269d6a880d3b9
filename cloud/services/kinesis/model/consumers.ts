import type { Consumer } from "@aws-sdk/client-kinesis";
import type { Core } from "../../../core/core";
import { getDuration, type Duration } from "../../../core/lag";
import type { Table } from "../../../storage/table";
import {
  createConsumerExistsFault,
  createConsumerNotFoundFault,
  createConsumerNotNamedFault,
  createTooManyConsumersFault,
} from "./faults";
import type { Stream } from "./stream";

/** The most registered (enhanced fan-out) consumers of a stream (KDS-029). */
const MAX_CONSUMERS = 20;
/** How long a consumer is CREATING or DELETING. AWS documents no time: the longer one is an estimate. */
const CHANGE: Duration = { usual: 1_000, lagging: 10_000 };

/** A registered consumer as it is stored. */
interface StoredConsumer {
  readonly name: string;
  readonly arn: string;
  /** The id of the consumer's stream, which differs between streams that had the same name. */
  readonly streamId: string;
  readonly madeAt: number;
  readonly status: "CREATING" | "ACTIVE" | "DELETING";
  /** When the status ends, ms since the epoch. */
  readonly until?: number | undefined;
}

/** How requests name a consumer: by its ARN, or by its stream's and its name. */
interface ConsumerReference {
  readonly StreamARN?: string | undefined;
  readonly ConsumerName?: string | undefined;
  readonly ConsumerARN?: string | undefined;
}

/** The registered consumers of all streams. */
export class Consumers {
  readonly #core: Core;
  readonly #table: Table<StoredConsumer>;

  constructor(core: Core) {
    this.#core = core;
    this.#table = core.storage.openTable<StoredConsumer>("kinesis/consumers");
    for (const value of this.#table.listValues()) this.#finishLater(value);
  }

  /** A stream's consumers, by name. */
  listByStream({ stored }: Stream): StoredConsumer[] {
    return this.#table
      .listValues()
      .filter(({ streamId }) => streamId === stored.id)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws AwsFault if the name is taken or the stream has its twenty */
  register(stream: Stream, name: string): StoredConsumer {
    const others = this.listByStream(stream);
    if (others.some((consumer) => consumer.name === name)) throw createConsumerExistsFault(stream, name);
    if (others.length >= MAX_CONSUMERS) throw createTooManyConsumersFault(stream, MAX_CONSUMERS);
    const createdAt = this.#core.now();
    const arn = `${stream.arn}/consumer/${name}:${Math.floor(createdAt / 1000)}`;
    const created: StoredConsumer = {
      name,
      arn,
      streamId: stream.stored.id,
      madeAt: createdAt,
      status: "CREATING",
      until: createdAt + getDuration(this.#core, CHANGE),
    };
    this.#change(created);
    return created;
  }

  /** Deregisters a consumer, which disappears after the time of the change. */
  deregister(consumer: StoredConsumer): void {
    this.#change({ ...consumer, status: "DELETING", until: this.#core.now() + getDuration(this.#core, CHANGE) });
  }

  /** Removes all consumers of a deleted stream. */
  removeByStream(stream: Stream): void {
    for (const { arn } of this.listByStream(stream)) this.#table.remove(arn);
  }

  /** @throws AwsFault if the reference is incomplete, or there is no such consumer */
  findNamed({ StreamARN, ConsumerName, ConsumerARN }: ConsumerReference): StoredConsumer {
    if (ConsumerARN !== undefined) return this.requireByArn(ConsumerARN);
    if (StreamARN === undefined || ConsumerName === undefined) throw createConsumerNotNamedFault();
    const prefix = `${StreamARN}/consumer/${ConsumerName}:`;
    const found = this.#table.listValues().find(({ arn }) => arn.startsWith(prefix));
    if (found === undefined) throw createConsumerNotFoundFault(ConsumerName);
    return found;
  }

  /** @throws AwsFault ResourceNotFoundException */
  requireByArn(arn: string): StoredConsumer {
    const found = this.#table.get(arn);
    if (found === undefined) throw createConsumerNotFoundFault(arn);
    return found;
  }

  #change(consumer: StoredConsumer): void {
    this.#table.set(consumer.arn, consumer);
    this.#finishLater(consumer);
  }

  #finishLater({ arn, until }: StoredConsumer): void {
    if (until === undefined) return;
    this.#core.clock.schedule(until, () => {
      const now = this.#table.get(arn);
      // Meanwhile the consumer was changed again, or its stream deleted.
      if (now?.until !== until) return;
      if (now.status === "DELETING") this.#table.remove(arn);
      else this.#table.set(arn, { ...now, status: "ACTIVE", until: undefined });
    });
  }
}

/** A consumer as RegisterStreamConsumer and ListStreamConsumers answer it. */
export const describeConsumer = ({ name, arn, status, madeAt }: StoredConsumer): Consumer => ({
  ConsumerName: name,
  ConsumerARN: arn,
  ConsumerStatus: status,
  ConsumerCreationTimestamp: new Date(madeAt),
});

export const getStreamArn = ({ arn }: Pick<StoredConsumer, "arn">): string => arn.slice(0, arn.indexOf("/consumer/"));
