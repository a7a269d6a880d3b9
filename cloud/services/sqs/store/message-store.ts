import type { Core } from "../../../core/core";
import { getItemAt } from "../../../../foundation/item-at";
import { FRAME_HEAD_BYTES } from "../../../storage/frames";
import { writeIfDiskHasSpace } from "../../../core/write-if-disk-has-space";
import {
  decodeBody,
  decodeChange,
  encodeDeleted,
  encodeDelivery,
  decodeEnvelope,
  encodeMessage,
  encodeNext,
  encodePurged,
  encodeRemembered,
  replaceHead,
  type Address,
  type Delivery,
  type Draft,
  type MessageHead,
} from "./frames";
import { type Envelope, type Message, Segment } from "./message";
import { Replay, type ReplayResult, type ReplayOptions } from "./replay";

/** A file is closed at this size, so that old ones can be removed whole. */
const SEGMENT_BYTES = 16 * 1024 * 1024;
const FOLDER = "sqs/messages";

/** The queues' answers that the store needs to clean up. */
interface MessageIndex {
  /** The message, if it still exists. */
  find(address: Address): Message | undefined;
  /** Whether a deduplication key must be kept for a while, although its message was deleted. */
  shouldRemember(queue: number, key: string, number: number): boolean;
}

/** A message as stored on disk. */
export interface StoredMessage {
  readonly envelope: Envelope;
  readonly body: Buffer;
}

/**
 * The messages of all queues, on disk, in one log of several files; queues hold only their positions in memory. Sends,
 * receives and deletes are frames; cleaning up copies the frames of the oldest file that are still needed to the log's
 * end.
 *
 * Always the oldest file is removed first: the frame that deletes a message comes after the message's own, and must not
 * be removed before it.
 */
export class MessageStore {
  readonly #core: Core;
  readonly #index: MessageIndex;
  readonly #segments: Segment[] = [];
  readonly #segmentBytes: number;
  #next = 1;
  #isTidyingUp = false;

  /** @param segmentBytes the size that closes a file, 16 MiB by default */
  constructor(core: Core, index: MessageIndex, segmentBytes = SEGMENT_BYTES) {
    this.#core = core;
    this.#segmentBytes = segmentBytes;
    this.#index = index;
  }

  /** Opens and reads the files. */
  load(options: ReplayOptions): ReplayResult {
    const replay = new Replay(options);
    for (const name of this.#core.storage.listLogs(FOLDER)) {
      this.#open(name, (payload, offset, segment) =>
        replay.take(decodeChange(payload), { segment, offset, length: payload.byteLength }),
      );
    }
    this.#next = replay.next;
    return replay.finishLoading();
  }

  /** Writes messages: all, or none. @throws the operating system's error (ENOSPC) with nothing written */
  add(drafts: readonly Draft[]): Message[] {
    const first = this.#next;
    const positions = this.#append(drafts.map((draft, index) => encodeMessage(draft, first + index)));
    this.#next += drafts.length;
    const added = drafts.map(({ head, envelope }, index): Message => {
      const { segment, offset, length } = getItemAt(positions, index);
      return {
        number: first + index,
        queue: head.queue,
        sentAt: head.sentAt,
        upMs: head.upMs,
        group: envelope.group,
        segment,
        offset,
        length,
        receivability: "hidden",
        visibleAt: head.visibleAt,
        receives: head.receives,
        firstReceivedAt: head.firstReceivedAt,
        lastReceivedAt: head.lastReceivedAt,
      };
    });
    for (const { segment, length } of added) segment.liveBytes += length;
    return added;
  }

  /** Writes the new state of messages after a receive or a change of visibility, and then changes the messages. */
  deliver(changes: readonly { readonly message: Message; readonly delivery: Delivery }[]): void {
    this.#append(changes.map(({ message, delivery }) => [encodeDelivery(message, delivery)]));
    for (const { message, delivery } of changes) Object.assign(message, delivery);
  }

  /** Writes that messages were deleted. */
  remove(messages: readonly Message[]): void {
    if (messages.length === 0) return;
    this.#append(messages.map((message) => [encodeDeleted(message)]));
    this.forget(messages);
  }

  /** Writes that all of a queue's messages were deleted. */
  purge(queue: number, messages: readonly Message[]): void {
    this.#append([[encodePurged(queue, this.#next - 1)]]);
    this.forget(messages);
  }

  /** Counts messages as deleted whose end is written elsewhere: they were replaced, or their queue was deleted. */
  forget(messages: readonly Message[]): void {
    for (const { segment, length } of messages) segment.liveBytes -= length;
  }

  /** Reads a message from disk. */
  read({ segment, offset, length }: Message): StoredMessage {
    const payload = segment.log.read(offset + FRAME_HEAD_BYTES, length);
    return { envelope: decodeEnvelope(payload), body: decodeBody(payload) };
  }

  #append(
    payloads: readonly (readonly Buffer[])[],
  ): { readonly segment: Segment; readonly offset: number; readonly length: number }[] {
    const segment = this.#getWritable();
    const offsets = segment.append(payloads);
    this.#tidyUpLater();
    return payloads.map((parts, index) => ({
      segment,
      offset: getItemAt(offsets, index),
      length: parts.reduce((sum, part) => sum + part.byteLength, 0),
    }));
  }

  #getWritable(): Segment {
    const last = this.#segments.at(-1);
    if (last !== undefined && last.log.bytes < this.#segmentBytes) return last;
    const number = last === undefined ? 1 : Number(last.name.slice(FOLDER.length + 1)) + 1;
    const segment = this.#open(`${FOLDER}/${String(number).padStart(12, "0")}`, () => undefined);
    // With this frame numbers go on even after all earlier messages were removed.
    segment.append([[encodeNext(this.#next)]]);
    return segment;
  }

  #open(name: string, replay: (payload: Buffer, offset: number, segment: Segment) => void): Segment {
    const segment = new Segment(name, (payload) => this.#core.storage.log(name, payload), replay);
    this.#segments.push(segment);
    return segment;
  }

  /**
   * Cleans up later, not now: during a write the queue's memory does not match the log yet, so cleaning up would
   * misjudge messages.
   */
  #tidyUpLater(): void {
    if (this.#isTidyingUp || !this.#isWasteful()) return;
    this.#isTidyingUp = true;
    this.#core.clock.schedule(this.#core.now(), () => {
      this.#isTidyingUp = false;
      this.#tidyUp();
    });
  }

  /**
   * Whether the files hold more bytes than twice the needed ones plus the size of two files. Remembered keys count as
   * needed; otherwise each send could copy all of them again.
   */
  #isWasteful(): boolean {
    const onDisk = this.#segments.reduce((sum, { log }) => sum + log.bytes, 0);
    const live = this.#segments.reduce((sum, segment) => sum + segment.liveBytes + segment.rememberedBytes, 0);
    return onDisk > 2 * live + 2 * this.#segmentBytes;
  }

  /** Removes the oldest file. */
  #tidyUp(): void {
    const [oldest, second] = this.#segments;
    if (oldest === undefined || second === undefined) return;
    // If the disk is too full to clean up, wait for the next change.
    if (!writeIfDiskHasSpace(() => this.#copyFrom(oldest))) return;
    this.#segments.shift();
    this.#core.storage.release(oldest.log);
    this.#core.storage.remove(oldest.name);
    this.#tidyUpLater();
  }

  /** Copies the needed frames of the oldest file to the end of the log. */
  #copyFrom(oldest: Segment): void {
    const messages: Message[] = [];
    const payloads: (readonly Buffer[])[] = [];
    const memories: (readonly Buffer[])[] = [];
    for (const { payload, offset } of oldest.readFrames()) {
      const change = decodeChange(payload);
      if (change.kind === "remembered") {
        const { queue, key, number } = change.remembered;
        if (this.#index.shouldRemember(queue, key, number)) memories.push([payload]);
      }
      if (change.kind !== "message") continue;
      const message = this.#index.find(change.head);
      if (message?.segment === oldest && message.offset === offset) {
        messages.push(message);
        payloads.push(replaceHead(payload, { ...message, replaces: { queue: 0, number: 0 } }));
      } else if (message === undefined) memories.push(...this.#listRemembered(change.head, payload));
    }
    if (payloads.length + memories.length === 0) return;
    const positions = this.#append([...payloads, ...memories]);
    for (const [index, message] of messages.entries()) {
      Object.assign(message, positions[index]);
      message.segment.liveBytes += message.length;
    }
    for (const { segment, length } of positions.slice(messages.length)) segment.rememberedBytes += length;
  }

  /** The frames with what must be remembered of a deleted message. */
  #listRemembered({ queue, number, sentAt }: MessageHead, payload: Buffer): (readonly Buffer[])[] {
    const { id, deduplicationKey: key } = decodeEnvelope(payload);
    if (key === undefined || !this.#index.shouldRemember(queue, key, number)) return [];
    return [[encodeRemembered({ queue, key, number, id, sentAt })]];
  }
}
