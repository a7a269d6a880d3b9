import type { Storage } from "../storage/storage";
import { Clock } from "./clock";
import { isDiskFull } from "./faults";

interface SavedTime {
  readonly now: number;
  readonly upMs: number;
  /** How many times this folder's cloud was started. */
  readonly starts: number;
}

const FILE = "clock.json";
/** Real time between two notes of a paced clock's time. */
const NOTE_EVERY_MS = 5_000;

/** A clock that goes on where it stopped. */
export interface CloudTime {
  readonly clock: Clock;
  /** 1 for a new folder; part of the seed, so that a restart does not draw yesterday's ids again. */
  readonly starts: number;
  /** Resolves when the clock stands still and its time is noted: nothing is written after that. */
  stop(): Promise<void>;
}

/** Where a clock starts if its folder has none yet, and how fast it goes. */
export interface TimeOptions {
  readonly startAt: number;
  /** A new folder's clock begins this much earlier, so that something can have happened by `startAt`. */
  readonly leadMs: number;
  readonly speed: number;
  readonly onError: (error: unknown) => void;
  /** Told, in a line, what is no bug and should be known. */
  readonly log: (line: string) => void;
}

/** Opens the clock of a folder. Time the cloud was down is skipped by `upMs`, and `now` never goes back. */
export function openCloudTime(storage: Storage, { startAt, leadMs, speed, onError, log }: TimeOptions): CloudTime {
  const saved = storage.readDocument<SavedTime>(FILE);
  const starts = (saved?.starts ?? 0) + 1;
  // A killed cloud may have gone on for as long as a note lasts.
  const now = saved === undefined ? startAt - leadMs : Math.max(startAt, saved.now + NOTE_EVERY_MS * speed);
  const clock = new Clock({ now, upMs: saved?.upMs ?? 0, speed, onError, onAdvanced: () => note() });
  const save = (): void =>
    storage.writeDocument(FILE, { now: clock.now(), upMs: clock.upMs(), starts } satisfies SavedTime);
  save();
  // What the clock does must not fail for want of a few bytes: the next note may find room again.
  const note = (): void => {
    try {
      save();
    } catch (error) {
      if (isDiskFull(error)) log(`the cloud's time is not noted: ${storage.folder} is on a disk that is full`);
      else onError(error);
    }
  };
  const notes = storage.isKept && speed > 0 ? setInterval(note, NOTE_EVERY_MS).unref() : undefined;
  return {
    clock,
    starts,
    async stop() {
      clearInterval(notes);
      await clock.stop();
      note();
    },
  };
}
