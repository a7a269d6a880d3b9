import { Deque } from "../messages/deque";
import type { Message } from "../messages/message";
import type { ReadyQueue } from "./ready-queue";

/** The messages of one MessageGroupId, in the order of sending. */
interface Group {
  readonly id: string;
  readonly messages: Deque<Message>;
  /** Whether it stands in the list of groups that may have something to give. */
  isOffered: boolean;
}

/**
 * Messages of a FIFO queue: in strict order within a group. A message that is hidden (in flight, or delayed) keeps back
 * all that stand behind it in its group. A receive takes as many as it can of one group before it goes on to the next.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
export class FifoReadyQueue implements ReadyQueue {
  readonly #groups = new Map<string, Group>();
  readonly #offered = new Deque<Group>();

  add(message: Message): void {
    const id = groupOf(message);
    const group = this.#groups.get(id) ?? { id, messages: new Deque<Message>(), isOffered: false };
    this.#groups.set(id, group);
    group.messages.push(message);
  }

  ready(messages: readonly Message[]): void {
    for (const message of messages) this.#offer(this.#groups.get(groupOf(message)));
  }

  withdrawn(): void {
    // Groups are looked at anew whenever something is taken.
  }

  gone(message: Message): void {
    const group = this.#groups.get(groupOf(message));
    if (group === undefined) return;
    while (group.messages.at(0)?.place === "gone") group.messages.shift();
    const first = group.messages.at(0);
    if (first === undefined) this.#groups.delete(group.id);
    else if (first.place === "ready") this.#offer(group);
  }

  take(most: number): Message[] {
    const taken: Message[] = [];
    while (taken.length < most) {
      const group = this.#offered.at(0);
      if (group === undefined) break;
      taken.push(...readyInFront(group, most - taken.length));
      // Whatever is left of it has a message in flight before it.
      this.#offered.shift();
      group.isOffered = false;
    }
    return taken;
  }

  putBack(messages: readonly Message[]): void {
    this.ready(messages);
  }

  #offer(group: Group | undefined): void {
    if (group === undefined || group.isOffered) return;
    group.isOffered = true;
    this.#offered.push(group);
  }
}

function readyInFront({ messages }: Group, most: number): Message[] {
  const taken: Message[] = [];
  for (let place = 0; taken.length < most; place++) {
    const message = messages.at(place);
    if (message?.place === "gone") continue;
    if (message?.place !== "ready") break;
    taken.push(message);
  }
  return taken;
}

const groupOf = ({ group }: Message): string => group ?? "";
