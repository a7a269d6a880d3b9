import type { Core } from "../../core/core";
import type { Random } from "../../core/random";
import { lazyTable } from "../../storage/lazy-table";
import type { Table } from "../../storage/table";
import { invalidParameter, topicNotFound } from "./faults";
import type { StoredSubscription, StoredTopic } from "./stored-topic";
import type { Subscribers } from "./subscribers";

/** The account's topics with their subscriptions. */
export class Topics {
  readonly subscribers: Subscribers;
  readonly #core: Core;
  readonly #topics: () => Table<StoredTopic>;
  readonly #subscriptions: () => Table<StoredSubscription>;
  #random: Random | undefined;

  constructor(core: Core, subscribers: Subscribers) {
    this.subscribers = subscribers;
    this.#core = core;
    this.#topics = lazyTable(core.storage, "sns/topics");
    this.#subscriptions = lazyTable(core.storage, "sns/subscriptions");
  }

  /** All topics, by name. */
  all(): readonly StoredTopic[] {
    return [...this.#topics().values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): StoredTopic | undefined {
    return this.#topics().get(name);
  }

  /** @throws AwsFault InvalidParameter for a text that is no topic's ARN, NotFound */
  withArn(arn: string): StoredTopic {
    const found = this.find(this.nameIn(arn));
    if (found === undefined) throw topicNotFound();
    return found;
  }

  /** The name in a topic's ARN. @throws AwsFault InvalidParameter; NotFound for the topic of another account or region */
  nameIn(arn: string): string {
    const [, , service, , , name = "", ...rest] = arn.split(":");
    if (service !== "sns" || name === "" || rest.length > 0) throw invalidParameter("TopicArn");
    if (arn !== this.arn(name)) throw topicNotFound();
    return name;
  }

  save(topic: StoredTopic): void {
    this.#topics().set(topic.name, topic);
  }

  /** Removes a topic with all its subscriptions. */
  remove(name: string): void {
    for (const { id } of this.subscriptionsOf(name)) this.#subscriptions().remove(id);
    this.#topics().remove(name);
  }

  /** All subscriptions, by topic and id. */
  subscriptions(): readonly StoredSubscription[] {
    const key = ({ topic, id }: StoredSubscription): string => `${topic} ${id}`;
    return [...this.#subscriptions().values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  subscriptionsOf(topic: string): readonly StoredSubscription[] {
    return this.subscriptions().filter((one) => one.topic === topic);
  }

  /** @param arn of a subscription */
  subscription(arn: string): StoredSubscription | undefined {
    const found = this.#subscriptions().get(arn.slice(arn.lastIndexOf(":") + 1));
    return found === undefined || this.subscriptionArn(found) !== arn ? undefined : found;
  }

  saveSubscription(subscription: StoredSubscription): void {
    this.#subscriptions().set(subscription.id, subscription);
  }

  unsubscribe({ id, topic: name }: StoredSubscription): void {
    this.#subscriptions().remove(id);
    const topic = this.find(name);
    if (topic !== undefined) this.save({ ...topic, unsubscribed: topic.unsubscribed + 1 });
  }

  arn(name: string): string {
    return this.#core.arn("sns", name);
  }

  subscriptionArn({ topic, id }: Pick<StoredSubscription, "topic" | "id">): string {
    return `${this.arn(topic)}:${id}`;
  }

  /** A new id for a subscription or a message. */
  newId(): string {
    return (this.#random ??= this.#core.random.fork("sns")).uuid();
  }
}
