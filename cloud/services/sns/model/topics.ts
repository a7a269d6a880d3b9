import type { Core } from "../../../core/core";
import type { Random } from "../../../../foundation/random";
import { createLazyTable } from "../../../storage/lazy-table";
import type { Table } from "../../../storage/table";
import { createInvalidParameterFault, createTopicNotFoundFault, createNotEmulatedFault } from "./faults";
import type { SendRequest } from "../../sqs/model/sending/prepare-message";

export interface StoredTopic {
  readonly name: string;
  /** The attributes that were set, by AWS's names; values unchanged. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** How many subscriptions were removed. */
  readonly unsubscribed: number;
}

export interface StoredSubscription {
  /** The last part of the subscription's ARN. */
  readonly id: string;
  /** The topic's name. */
  readonly topic: string;
  readonly protocol: string;
  /** A queue's or a function's ARN; or an outside address, which never receives a message. */
  readonly endpoint: string;
  /** Whether messages reach a queue as they were published, without the envelope. */
  readonly isRaw: boolean;
}

/** The protocols that messages are delivered by; subscriptions with others stay unconfirmed. */
const DELIVERED = ["sqs", "lambda"] as const;

export const isDelivered = ({ protocol }: Pick<StoredSubscription, "protocol">): boolean =>
  DELIVERED.some((item) => item === protocol);

/** The attributes that AWS has beside raw delivery. */
const OTHERS = ["DeliveryPolicy", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy", "ReplayPolicy", "ReplayStatus"];

/**
 * Whether messages are delivered to a queue raw.
 *
 * @param before the setting until now
 * @throws AwsFault InvalidParameter; NotImplemented for attributes that the lab cloud does not have
 */
export function hasRawDelivery(
  attributes: Readonly<Record<string, string>>,
  protocol: string,
  before = false,
): boolean {
  for (const [name, value] of Object.entries(attributes)) {
    if ([...OTHERS, "SubscriptionRoleArn"].includes(name)) {
      if (value === "") continue;
      throw createNotEmulatedFault(`the attribute '${name}' of a subscription`);
    }
    if (name !== "RawMessageDelivery") throw createInvalidParameterFault("AttributeName");
    if (!/^(?:true|false)$/i.test(value))
      throw createInvalidParameterFault(
        `Attributes Reason: RawMessageDelivery: Invalid value [${value}]. Must be true or false.`,
      );
    if (value.toLowerCase() === "true" && !["sqs", "http", "https"].includes(protocol))
      throw createInvalidParameterFault(
        `Attributes Reason: Delivery protocol [${protocol}] does not support raw message delivery.`,
      );
  }
  const rawDelivery = attributes["RawMessageDelivery"];
  return rawDelivery === undefined ? before : rawDelivery.toLowerCase() === "true";
}

/** The queues and functions that subscribe to topics, or that another service notifies. */
export interface Subscribers {
  /** Whether a queue or function exists. @param arn may have a qualifier */
  isThere(arn: string): boolean;
  /** Sends a message to a queue; the cloud's log reports a message that cannot be delivered. @param trace of the call that caused it */
  send(queue: string, message: SendRequest, trace?: string): void;
  /** Calls a function asynchronously. @param id of the call */
  invoke(target: string, call: { readonly id: string; readonly payload: string }): void;
}

/** The account's topics with their subscriptions. */
export class Topics {
  readonly subscribers: Subscribers;
  readonly #core: Core;
  readonly #getTopics: () => Table<StoredTopic>;
  readonly #getSubscriptions: () => Table<StoredSubscription>;
  #random: Random | undefined;

  constructor(core: Core, subscribers: Subscribers) {
    this.subscribers = subscribers;
    this.#core = core;
    this.#getTopics = createLazyTable(core.storage, "sns/topics");
    this.#getSubscriptions = createLazyTable(core.storage, "sns/subscriptions");
  }

  /** All topics, by name. */
  listAll(): readonly StoredTopic[] {
    return [...this.#getTopics().listValues()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): StoredTopic | undefined {
    return this.#getTopics().get(name);
  }

  /** @throws AwsFault InvalidParameter for a string that isn't a topic's ARN, NotFound */
  requireByArn(arn: string): StoredTopic {
    const found = this.find(this.parseName(arn));
    if (found === undefined) throw createTopicNotFoundFault();
    return found;
  }

  /** The name in a topic's ARN. @throws AwsFault InvalidParameter; NotFound for the topic of another account or region */
  parseName(arn: string): string {
    const [, , service, , , name = "", ...rest] = arn.split(":");
    if (service !== "sns" || name === "" || rest.length > 0) throw createInvalidParameterFault("TopicArn");
    if (arn !== this.createArn(name)) throw createTopicNotFoundFault();
    return name;
  }

  save(topic: StoredTopic): void {
    this.#getTopics().set(topic.name, topic);
  }

  /** Removes a topic with all its subscriptions. */
  remove(name: string): void {
    for (const { id } of this.listSubscriptions(name)) this.#getSubscriptions().remove(id);
    this.#getTopics().remove(name);
  }

  /** All subscriptions, by topic and id. */
  getSubscriptions(): readonly StoredSubscription[] {
    const formatKey = ({ topic, id }: StoredSubscription): string => `${topic} ${id}`;
    return [...this.#getSubscriptions().listValues()].sort((a, b) => (formatKey(a) < formatKey(b) ? -1 : 1));
  }

  listSubscriptions(topic: string): readonly StoredSubscription[] {
    return this.getSubscriptions().filter((subscription) => subscription.topic === topic);
  }

  /** @param arn of a subscription */
  findSubscription(arn: string): StoredSubscription | undefined {
    const found = this.#getSubscriptions().get(arn.slice(arn.lastIndexOf(":") + 1));
    return found === undefined || this.createSubscriptionArn(found) !== arn ? undefined : found;
  }

  saveSubscription(subscription: StoredSubscription): void {
    this.#getSubscriptions().set(subscription.id, subscription);
  }

  unsubscribe({ id, topic: name }: StoredSubscription): void {
    this.#getSubscriptions().remove(id);
    const topic = this.find(name);
    if (topic !== undefined) this.save({ ...topic, unsubscribed: topic.unsubscribed + 1 });
  }

  createArn(name: string): string {
    return this.#core.createArn("sns", name);
  }

  createSubscriptionArn({ topic, id }: Pick<StoredSubscription, "topic" | "id">): string {
    return `${this.createArn(topic)}:${id}`;
  }

  /** A new id for a subscription or a message. */
  createId(): string {
    return (this.#random ??= this.#core.random.fork("sns")).drawUuid();
  }
}
