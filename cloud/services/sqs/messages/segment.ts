import type { AppendLog } from "../../../storage/append-log";

/** Opens the log that a segment stands in; called once, with what replays it. */
export type OpenLog = (replay: (payload: Buffer, offset: number) => void) => AppendLog;

/** One file of messages. */
export class Segment {
  readonly name: string;
  readonly log: AppendLog;
  /** How many of its bytes hold messages that still exist. */
  liveBytes = 0;
  /** How many hold what was remembered of messages that are gone, when it was copied here. */
  rememberedBytes = 0;
  #first = Infinity;

  /** @param replay told of each frame that is in the file */
  constructor(name: string, open: OpenLog, replay: (payload: Buffer, offset: number, segment: Segment) => void) {
    this.name = name;
    this.log = open((payload, offset) => {
      this.#first = Math.min(this.#first, offset);
      replay(payload, offset, this);
    });
  }

  /** @returns where each frame's head begins */
  append(payloads: readonly (readonly Buffer[])[]): number[] {
    const offsets = this.log.append(payloads);
    this.#first = Math.min(this.#first, offsets[0] ?? Infinity);
    return offsets;
  }

  /** All frames, in order. */
  *frames(): Generator<{ readonly payload: Buffer; readonly offset: number }> {
    if (this.#first !== Infinity) yield* this.log.frames(this.#first, true);
  }
}
