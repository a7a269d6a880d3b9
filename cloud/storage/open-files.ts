import { closeSync, openSync, readFileSync } from "node:fs";

/** Far below what any system lets one process have open. */
const FEW = 512;
/** Enough for a log of each of ten thousand streams: to open a file again costs a third of a small write to it. */
const MANY = 16 * 1024;
let most: number | undefined;

/**
 * How many files may be open: half of what the system lets this process have, where it tells, since connections and objects need some too.
 *
 * @param limits what Linux says in `/proc/self/limits`; nothing elsewhere
 */
export function mostOpen(limits: string): number {
  const [, limit = "0"] = /^Max open files +(\d+|unlimited)/m.exec(limits) ?? [];
  return limit === "unlimited" ? MANY : Math.max(FEW, Math.min(MANY, Math.floor(Number(limit) / 2)));
}

function limitsOfThisProcess(): string {
  try {
    return readFileSync("/proc/self/limits", "latin1");
  } catch {
    return ""; // Only Linux has such a file.
  }
}

/**
 * The files that are open to append and read. There may be thousands of logs, one for each stream; when too many are open, one that
 * was not used of late is closed, and opened again when somebody asks for it.
 */
export class OpenFiles {
  readonly #most: number;
  readonly #open: OpenFile[] = [];
  /** Where the search for one to close goes on. */
  #hand = 0;

  /** @param atMost so many are open at once; unless told, as many as the system allows in reason */
  constructor(atMost = (most ??= mostOpen(limitsOfThisProcess()))) {
    this.#most = atMost;
  }

  /** A file among these. It is made, if it is not there, when its descriptor is first asked for. */
  file(path: string): OpenFile {
    return new OpenFile(path, { onOpen: (file) => this.#add(file), onClose: (file) => this.#remove(file) });
  }

  #add(file: OpenFile): void {
    if (this.#open.length >= this.#most) this.#unused().close();
    file.place = this.#open.push(file) - 1;
  }

  #remove(file: OpenFile): void {
    const last = this.#open.pop();
    if (last === undefined || last === file) return;
    this.#open[file.place] = last;
    last.place = file.place;
  }

  /** The second-chance rule: each in turn, but for those that were used since their last turn. It keeps no order, which would cost every use. */
  #unused(): OpenFile {
    for (;;) {
      const file = this.#open[(this.#hand %= this.#open.length)];
      if (file === undefined) throw new Error("no file is open");
      if (!file.wasUsed) return file;
      file.wasUsed = false;
      this.#hand += 1;
    }
  }
}

/** What a file tells the others. */
interface Among {
  readonly onOpen: (file: OpenFile) => void;
  readonly onClose: (file: OpenFile) => void;
}

/** A file that others may close while nobody uses it. */
export class OpenFile {
  /** For the others: where it stands among them, and whether it was used since they last looked. */
  place = 0;
  wasUsed = false;
  readonly #path: string;
  readonly #among: Among;
  #descriptor: number | undefined;

  constructor(path: string, among: Among) {
    this.#path = path;
    this.#among = among;
  }

  /** Good until the descriptor of another file is asked for. */
  get descriptor(): number {
    this.wasUsed = true;
    return this.#descriptor ?? this.#opened();
  }

  close(): void {
    if (this.#descriptor === undefined) return;
    closeSync(this.#descriptor);
    this.#descriptor = undefined;
    this.#among.onClose(this);
  }

  #opened(): number {
    this.#descriptor = openSync(this.#path, "a+");
    this.#among.onOpen(this);
    return this.#descriptor;
  }
}
