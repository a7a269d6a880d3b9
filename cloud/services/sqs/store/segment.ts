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
