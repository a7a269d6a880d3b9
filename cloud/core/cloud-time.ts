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
/** How often a paced clock's time is saved, in ms of real time. */
const NOTE_EVERY_MS = 5_000;

/** A clock that continues from its saved time. */
export interface CloudTime {
  readonly clock: Clock;
  /**
   * How many times the cloud was started in this folder, from 1; part of the seed, so that a restart does not draw the
   * same ids again.
   */
  readonly starts: number;
  /** Resolves when the clock has stopped and its time is saved: nothing is written after that. */
  stop(): Promise<void>;
}

/** The time of a new folder's clock, and the clock's speed. */
interface TimeOptions {
  /**
   * By default the present, read when the clock begins: clients on this machine pass their own time, which must not be later than the
   * cloud's.
   */
  readonly startAt: number | undefined;
  /** A new folder's clock begins this much earlier, so that something can have happened by `startAt`. */
  readonly leadMs: number;
  readonly speed: number;
  readonly onError: (error: unknown) => void;
  /** Called with one line about a condition that the user should know, such as a full disk. */
  readonly log: (line: string) => void;
}

/** Opens the clock of a folder. `upMs` does not count the time while the cloud was down, and `now` never goes back. */
export function openCloudTime(storage: Storage, { startAt, leadMs, speed, onError, log }: TimeOptions): CloudTime {
  const saved = storage.readDocument<SavedTime>(FILE);
  const starts = (saved?.starts ?? 0) + 1;
  const begin = startAt ?? Date.now();
  // A cloud that was killed may have run on for up to one interval after it last saved its time.
  const now = saved === undefined ? begin - leadMs : Math.max(begin, saved.now + NOTE_EVERY_MS * speed);
  const clock = new Clock({ now, upMs: saved?.upMs ?? 0, speed, onError, onAdvanced: () => note() });
  const save = (): void =>
    storage.writeDocument(FILE, { now: clock.now(), upMs: clock.getUpMs(), starts } satisfies SavedTime);
  save();
  // A full disk must not make the clock fail: the next save may find room again.
  const note = (): void => {
    try {
      save();
    } catch (error) {
      if (isDiskFull(error)) log(`the cloud's time is not noted: ${storage.folder} is on a disk that is full`);
      else onError(error);
    }
  };
  const notes = storage.isDurable && speed > 0 ? setInterval(note, NOTE_EVERY_MS).unref() : undefined;
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

/** A time in UTC with its offset, as AWS's texts and Lambda's answers spell it: `2030-01-01T00:00:00.000+0000`. @param ms since the epoch */
export const formatOffsetTime = (ms: number): string => new Date(ms).toISOString().replace("Z", "+0000");

/**
 * A time cut to whole seconds, as in the answers of S3, and of IAM (recorded on AWS, botocore's tests, `iam-get-group.xml`).
 *
 * @param ms since the epoch
 */
export const toWholeSecondsDate = (ms: number): Date => new Date(Math.floor(ms / 1000) * 1000);
