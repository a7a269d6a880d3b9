import type { Storage } from "../storage/storage";
import { Clock } from "./clock";

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
  save(): void;
  stop(): void;
}

/** Where a clock starts if its folder has none yet, and how fast it goes. */
export interface TimeOptions {
  readonly startAt: number;
  /** A new folder's clock begins this much earlier, so that something can have happened by `startAt`. */
  readonly leadMs: number;
  readonly speed: number;
  readonly onError: (error: unknown) => void;
}

/** Opens the clock of a folder. Time the cloud was down is skipped by `upMs`, and `now` never goes back. */
export function openCloudTime(storage: Storage, { startAt, leadMs, speed, onError }: TimeOptions): CloudTime {
  const saved = storage.readDocument<SavedTime>(FILE);
  const starts = (saved?.starts ?? 0) + 1;
  // A killed cloud may have gone on for as long as a note lasts.
  const now = saved === undefined ? startAt - leadMs : Math.max(startAt, saved.now + NOTE_EVERY_MS * speed);
  const clock = new Clock({ now, upMs: saved?.upMs ?? 0, speed, onError, onAdvanced: () => save() });
  const save = (): void => storage.writeDocument(FILE, { now: clock.now(), upMs: clock.upMs(), starts } satisfies SavedTime);
  save();
  const notes = storage.isKept && speed > 0 ? setInterval(() => noted(save, onError), NOTE_EVERY_MS).unref() : undefined;
  return {
    clock,
    starts,
    save,
    stop() {
      clearInterval(notes);
      save();
      clock.stop();
    },
  };
}

/** A full disk must not end the process from inside a timer. */
function noted(save: () => void, onError: (error: unknown) => void): void {
  try {
    save();
  } catch (error) {
    onError(error);
  }
}
