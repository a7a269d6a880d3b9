import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Clock } from "../../../core/clock";
import type { Random } from "../../../../foundation/random";
import { Storage } from "../../../storage/storage";
import { createSteppedClock, testCore } from "../../../testing/test-core";
import type { Address, Draft } from "../store/frames";
import type { Message } from "../store/message";
import { MessageStore } from "../store/message-store";

const SEGMENT_BYTES = 4_096;
const MAX_MEMORY_BYTES = 120;
const [STANDARD, FIFO] = [1, 2];
const NOBODY: Address = { queue: 0, number: 0 };

/** A store of messages and a model of its content, changed by random steps. */
export class StoreModel {
  readonly #folder: string;
  readonly #random: Random;
  readonly #messages = new Map<number, { message: Message; readonly text: string }>();
  /** The number of the message of each deduplication key. */
  readonly #keys = new Map<string, number>();
  #last = 0;
  #storage: Storage;
  #clock: Clock;
  #store: MessageStore;

  constructor(folder: string, random: Random) {
    this.#folder = folder;
    this.#random = random;
    ({ storage: this.#storage, clock: this.#clock, store: this.#store } = this.#openStore());
    this.#store.load({ isFifo: (queue) => queue === FIFO, rememberedSince: 0 });
  }

  /** Makes one random change, and checks each message's bytes and the size on disk. */
  async step(): Promise<void> {
    const drawn = this.#random.drawBelow(20);
    const some = [...this.#messages.values()]
      .filter(() => this.#random.drawBelow(4) === 0)
      .map(({ message }) => message);
    const [first] = some;
    if (drawn < 9) this.#add(Array.from({ length: 1 + this.#random.drawBelow(4) }, () => NOBODY));
    else if (drawn < 12 && first) this.#move(first);
    else if (drawn < 15) this.#deliver(some);
    else if (drawn < 19) this.#remove(some);
    else this.#purge();
    // Deleted messages are counted at the next write; cleaning up waits for the clock.
    this.#add([NOBODY]);
    await this.#clock.advance(1);
    this.#check();
    expect(this.#bytesOnDisk).to.be.below(2 * this.#bytesThatCount + 4 * SEGMENT_BYTES);
  }

  /** Sends and deletes messages whose deduplication keys are remembered. @returns how many files were written */
  async pass(messages: number): Promise<number> {
    for (let n = 0; n < messages; n += 1) {
      this.#add([NOBODY]);
      await this.removeAll();
    }
    const folder = join(this.#folder, "services", "sqs", "messages");
    return Number.parseInt(readdirSync(folder).sort().at(-1) ?? "", 10);
  }

  async removeAll(): Promise<void> {
    this.#remove([...this.#messages.values()].map(({ message }) => message));
    await this.#clock.advance(1);
  }

  /** Closes the files and reads them again: checks that the messages and remembered keys are the same. */
  async reopen(): Promise<void> {
    this.close();
    ({ storage: this.#storage, clock: this.#clock, store: this.#store } = this.#openStore());
    const { messages, remembered } = this.#store.load({ isFifo: (queue) => queue === FIFO, rememberedSince: 0 });
    const loaded = [...messages.values()].flat().sort((a, b) => a.number - b.number);
    const toPlain = ({ segment: _segment, offset: _offset, length: _length, ...message }: Message) => message;
    const required = [...this.#messages.values()].map(({ message }) => toPlain(message));
    expect(loaded.map(toPlain)).to.deep.equal(required.sort((a, b) => a.number - b.number));
    for (const message of loaded) {
      const known = this.#messages.get(message.number);
      if (known) known.message = message;
    }
    const numbers = new Map(remembered.map(({ key, number }) => [key, number]));
    for (const [key, number] of this.#keys) expect(numbers.get(key), key).to.equal(number);
    this.#add([NOBODY]);
    this.#check();
  }

  close(): void {
    this.#storage.close();
  }

  #openStore() {
    const storage = new Storage({ data: this.#folder, survivesPowerLoss: false, onCut: () => undefined });
    const clock = createSteppedClock();
    const index = {
      find: ({ number }: Address) => this.#messages.get(number)?.message,
      shouldRemember: (_queue: number, key: string, number: number) => this.#keys.get(key) === number,
    };
    return { storage, clock, store: new MessageStore(testCore(clock, storage), index, SEGMENT_BYTES) };
  }

  /** @param replaced the message that each new one replaces */
  #add(replaced: readonly Address[]): void {
    const drafts = replaced.map((replaces) => this.#draft(replaces));
    for (const [index, message] of this.#store.add(drafts).entries()) {
      expect(message.number, "no number comes twice").to.be.above(this.#last);
      this.#last = message.number;
      this.#messages.set(message.number, { message, text: String(drafts[index]?.body) });
      const key = drafts[index]?.envelope.deduplicationKey;
      if (key !== undefined) this.#keys.set(key, message.number);
    }
  }

  #draft(replaces: Address): Draft {
    const queue = this.#random.drawBelow(2) === 0 ? STANDARD : FIFO;
    const key = `key ${this.#random.drawBelow(1_000)}`;
    const body = Buffer.from("x".repeat(this.#random.drawBelow(600)) + key);
    const times = { sentAt: 1, upMs: 1, visibleAt: 0, receives: 0, firstReceivedAt: 0, lastReceivedAt: 0 };
    const group = queue === FIFO ? { group: "g", deduplicationKey: key } : {};
    const envelope = { id: key, bodyMd5: "", sender: "", attributes: {}, ...group };
    return { head: { queue, replaces, ...times }, envelope, body };
  }

  #move(message: Message): void {
    this.#add([message]);
    this.#store.forget([message]);
    this.#messages.delete(message.number);
  }

  #deliver(messages: readonly Message[]): void {
    const delivery = { visibleAt: 5, receives: this.#random.drawBelow(9), firstReceivedAt: 3, lastReceivedAt: 4 };
    this.#store.deliver(messages.map((message) => ({ message, delivery })));
  }

  #remove(messages: readonly Message[]): void {
    this.#store.remove(messages);
    for (const { number } of messages) this.#messages.delete(number);
  }

  #purge(): void {
    const messages = [...this.#messages.values()].map(({ message }) => message).filter(({ queue }) => queue === FIFO);
    this.#store.purge(FIFO, messages);
    for (const { number } of messages) this.#messages.delete(number);
    // A purge forgets the deduplication keys.
    this.#keys.clear();
  }

  #check(): void {
    const live = new Map<Message["segment"], number>();
    for (const { message, text } of this.#messages.values()) {
      expect(this.#store.read(message).body.toString()).to.equal(text);
      live.set(message.segment, (live.get(message.segment) ?? 0) + message.length);
    }
    for (const [segment, bytes] of live) expect(segment.liveBytes).to.equal(bytes);
  }

  get #bytesThatCount(): number {
    const messages = [...this.#messages.values()].reduce((sum, { message }) => sum + message.length, 0);
    return messages + this.#keys.size * MAX_MEMORY_BYTES;
  }

  get #bytesOnDisk(): number {
    const folder = join(this.#folder, "services", "sqs", "messages");
    return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  }
}
