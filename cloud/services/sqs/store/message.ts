import type { AppendLog } from "../../../storage/append-log";

/** Opens the log of a segment; called once, with a function that gets each frame. */
type OpenLog = (replay: (payload: Buffer, offset: number) => void) => AppendLog;

/** One file of messages. */
export class Segment {
  readonly name: string;
  readonly log: AppendLog;
  /** How many of the segment's bytes hold existing messages. */
  liveBytes = 0;
  /** How many bytes held remembered keys of deleted messages when these were copied here. */
  rememberedBytes = 0;
  #first = Infinity;

  /** @param replay called with each frame of the file */
  constructor(name: string, open: OpenLog, replay: (payload: Buffer, offset: number, segment: Segment) => void) {
    this.name = name;
    this.log = open((payload, offset) => {
      this.#first = Math.min(this.#first, offset);
      replay(payload, offset, this);
    });
  }

  /** @returns the offset of each frame's head */
  append(payloads: readonly (readonly Buffer[])[]): number[] {
    const offsets = this.log.append(payloads);
    this.#first = Math.min(this.#first, offsets[0] ?? Infinity);
    return offsets;
  }

  /** All frames, in order. */
  *readFrames(): Generator<{ readonly payload: Buffer; readonly offset: number }> {
    if (this.#first !== Infinity) yield* this.log.readFrames(this.#first, true);
  }
}

/** A message attribute as it is stored: text, or bytes in base64. */
export interface StoredAttribute {
  /** `String`, `Number` or `Binary`, optionally followed by a dot and the sender's label. */
  readonly type: string;
  readonly text?: string;
  readonly base64?: string;
}

/** The details of a message other than its body and position. Stored only on disk. */
export interface Envelope {
  /** The MessageId. */
  readonly id: string;
  readonly bodyMd5: string;
  readonly sender: string;
  readonly attributes: Readonly<Record<string, StoredAttribute>>;
  /** The system attribute AWSTraceHeader. */
  readonly trace?: string;
  readonly group?: string;
  readonly deduplicationId?: string;
  /** The key that later messages are compared with in a FIFO queue: the deduplication id, with the group if that is the scope. */
  readonly deduplicationKey?: string | undefined;
  /** The ARN of the message's source queue, if it was moved here as a dead letter. */
  readonly deadLetterSource?: string | undefined;
}

/** Whether a message can be received: `ready`, `hidden` (delayed or in flight), or `gone`. */
type Receivability = "ready" | "hidden" | "gone";

/** A message in memory: its position on disk, and the fields that change with each receive, without the body. */
export interface Message {
  /** 1, 2, 3, … over all queues of a cloud, in the order of sending. A message that is moved gets a new number. */
  readonly number: number;
  /** Serial number of the message's queue. */
  readonly queue: number;
  /** ms since the epoch. */
  readonly sentAt: number;
  /** The cloud's uptime when the message was sent, in ms; retention counts uptime. */
  readonly upMs: number;
  /** Set only in FIFO queues. */
  readonly group: string | undefined;
  /** The file with the message's frame. */
  segment: Segment;
  offset: number;
  /** Length of the frame's payload in bytes. */
  length: number;
  receivability: Receivability;
  /** When a hidden message becomes visible, ms since the epoch. */
  visibleAt: number;
  /** How often the message was received, over all queues. */
  receives: number;
  /** ms since the epoch; 0 if the message was never received. */
  firstReceivedAt: number;
  lastReceivedAt: number;
}
