import { gzipSync } from "node:zlib";
import { getServiceOfArn } from "../../../../core/arn-parts";
import type { Core } from "../../../../core/core";
import { AwsFault } from "../../../../core/faults";
import type { Metrics } from "../../../cloudwatch/model/metrics";
import { formatKeyDigits } from "../../store/event-log";
import { createSubscriptionNotFoundFault } from "../faults";
import { filterPattern } from "../patterns/filter-pattern";
import type { AppendedEvents, LogGroup } from "../log-groups";
import type { Filter } from "../patterns/filter";
import { FilterTable, type StoredSubscription } from "./filter-table";
import { randomUUID } from "node:crypto";
import { createLazyTable } from "../../../../storage/lazy-table";
import type { Table } from "../../../../storage/table";

const TABLE = "logs/waiting-payloads";

/** Events that are sent to a filter's destination. */
interface SentEvents {
  readonly group: string;
  readonly stream: string;
  readonly events: number;
  readonly payload: Buffer;
}

/** Events that a destination throttled. */
interface WaitingPayload {
  readonly key: string;
  readonly subscription: StoredSubscription;
  readonly sent: SentEvents;
  /** When sending is given up, ms since the epoch. */
  readonly until: number;
}

type StoredPayload = Omit<WaitingPayload, "key" | "sent"> & {
  readonly sent: Omit<SentEvents, "payload"> & { readonly payload: string };
};

/** Payloads that wait to be sent again; stored, so that they are sent even after a restart of the cloud. */
class WaitingPayloads {
  readonly #core: Core;
  readonly #getTable: () => Table<StoredPayload>;

  constructor(core: Core) {
    this.#core = core;
    this.#getTable = createLazyTable(core.storage, TABLE);
  }

  /** All payloads that wait. */
  listAll(): readonly WaitingPayload[] {
    if (!this.#core.storage.hasTable(TABLE)) return [];
    return [...this.#getTable().listEntries()].map(([key, { sent, ...rest }]) => ({
      ...rest,
      key,
      sent: { ...sent, payload: Buffer.from(sent.payload, "base64") },
    }));
  }

  /** @returns its key */
  add({ subscription, sent, until }: Omit<WaitingPayload, "key">): string {
    const key = randomUUID();
    this.#getTable().set(key, { subscription, sent: { ...sent, payload: sent.payload.toString("base64") }, until });
    return key;
  }

  /** Removes a payload that was accepted or given up. */
  remove(key: string): void {
    this.#getTable().remove(key);
  }
}

/**
 * The maximum number of subscription filters of one group.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
const MAX_FILTERS = 2;
/** Throttled messages are sent again after this time, for a day. */
const AGAIN_MS = 1_000;
const MAX_MS = 24 * 3_600_000;
const FOR_THE_MOMENT = /Throttl|ProvisionedThroughputExceeded|LimitExceeded|ServiceUnavailable|TooManyRequests/;

/** Sends events to the destination of a subscription filter. */
export interface SubscriptionDestinations {
  /** @throws AwsFault the fault of the destination's service */
  deliver(subscription: StoredSubscription, logStream: string, payload: Buffer): Promise<void>;
}

/** The subscription filters of the account's groups. */
export class Subscriptions {
  readonly #core: Core;
  readonly #metrics: Pick<Metrics, "put">;
  readonly #destinations: SubscriptionDestinations;
  readonly #table: FilterTable<StoredSubscription>;
  readonly #waiting: WaitingPayloads;
  readonly #read = new WeakMap<StoredSubscription, Filter>();

  constructor(core: Core, metrics: Pick<Metrics, "put">, destinations: SubscriptionDestinations) {
    this.#core = core;
    this.#metrics = metrics;
    this.#destinations = destinations;
    this.#table = new FilterTable(core, {
      name: "logs/subscriptions",
      max: MAX_FILTERS,
      createNotFoundFault: createSubscriptionNotFoundFault,
    });
    this.#waiting = new WaitingPayloads(core);
    for (const waiting of this.#waiting.listAll()) this.#sendLater(waiting);
  }

  /** A group's filters, by name. */
  listFilters(group: LogGroup): readonly StoredSubscription[] {
    return this.#table.listFilters(group);
  }

  /** Creates a filter, or replaces the group's filter of the same name, after its destination has accepted a test message. @throws AwsFault */
  async put(group: LogGroup, input: Omit<StoredSubscription, "groupId" | "createdAt">): Promise<void> {
    this.#table.assertCapacity(group, input.name);
    const createdAt = this.#table.find(group, input.name)?.createdAt ?? this.#core.now();
    const subscription = { groupId: group.id, createdAt, ...input };
    await this.#sendTestMessage(subscription);
    this.#table.save(subscription);
  }

  /** @throws AwsFault ResourceNotFoundException */
  remove(group: LogGroup, name: string): void {
    this.#table.remove(group, name);
  }

  /** Removes all filters of a deleted group. */
  removeAll(group: LogGroup): void {
    this.#table.removeAll(group);
  }

  /** Sends newly ingested events that match to the destinations. */
  forward({ group, stream, events }: AppendedEvents): void {
    for (const subscription of this.listFilters(group)) {
      const isWanted = this.#read.get(subscription) ?? filterPattern(subscription.pattern);
      this.#read.set(subscription, isWanted);
      const selected = events.filter(({ message }) => isWanted(message));
      if (selected.length === 0) continue;
      const payload = zipMessage({
        messageType: "DATA_MESSAGE",
        owner: this.#core.account,
        logGroup: group.name,
        logStream: stream.name,
        subscriptionFilters: [subscription.name],
        logEvents: selected.map(({ at, message, number }) => ({
          id: formatKeyDigits({ at, number }),
          timestamp: at,
          message,
        })),
      });
      const sent = { group: group.name, stream: stream.name, events: selected.length, payload };
      this.#send({ subscription, sent, until: this.#core.now() + MAX_MS });
    }
  }

  #sendLater(waiting: WaitingPayload): void {
    this.#core.clock.schedule(this.#core.now() + AGAIN_MS, () => this.#send(waiting));
  }

  #send(sending: PayloadToSend): void {
    const { subscription, sent, until, key } = sending;
    const { name, destinationArn } = subscription;
    const work = async (): Promise<void> => {
      try {
        await this.#destinations.deliver(subscription, sent.stream, sent.payload);
        this.#count(subscription, sent, "ForwardedLogEvents");
      } catch (error) {
        if (!(error instanceof AwsFault)) throw error;
        if (FOR_THE_MOMENT.test(error.code) && this.#core.now() + AGAIN_MS < until) {
          this.#count(subscription, sent, "DeliveryThrottling");
          this.#sendLater({ ...sending, key: key ?? this.#waiting.add(sending) });
          return;
        }
        this.#count(subscription, sent, "DeliveryErrors");
        this.#core.log(`logs: ${name}: ${destinationArn} did not take ${sent.events} events: ${error.message}`);
      }
      if (key !== undefined) this.#waiting.remove(key);
    };
    this.#core.clock.track(work());
  }

  /** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html */
  #count({ name, destinationArn }: StoredSubscription, { group, events }: SentEvents, metric: string): void {
    const DestinationType = { lambda: "Lambda", firehose: "Firehose" }[getServiceOfArn(destinationArn)] ?? "Kinesis";
    const dimensions = { LogGroupName: group, DestinationType, FilterName: name };
    this.#metrics.put({ namespace: "AWS/Logs", dimensions, at: this.#core.now() }, [
      { name: metric, value: events, unit: "Count" },
    ]);
  }

  /** Sends the test message, which streams get before the first event; AWS does not call functions with one. */
  async #sendTestMessage(subscription: StoredSubscription): Promise<void> {
    const vendor = getServiceOfArn(subscription.destinationArn);
    if (vendor === "lambda") return;
    const named = vendor === "kinesis" ? "Kinesis stream" : "Firehose stream";
    const message = `CWL CONTROL MESSAGE: Checking health of destination ${vendor === "kinesis" ? "Kinesis" : "Firehose"}.`;
    const payload = zipMessage({
      messageType: "CONTROL_MESSAGE",
      owner: "CloudwatchLogs",
      logGroup: "",
      logStream: "",
      subscriptionFilters: [],
      logEvents: [{ id: "", timestamp: this.#core.now(), message }],
    });
    try {
      await this.#destinations.deliver(subscription, "", payload);
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error;
      throw new AwsFault(
        "InvalidParameterException",
        `Could not deliver test message to specified ${named}. Check if the given ${named} is in ACTIVE state.`,
      );
    }
  }
}

/** The key is set once the payload is stored for a retry. */
type PayloadToSend = Omit<WaitingPayload, "key"> & { readonly key?: string };

const zipMessage = (message: object): Buffer => gzipSync(JSON.stringify(message));
