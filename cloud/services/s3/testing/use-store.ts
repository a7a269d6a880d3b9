import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Closing } from "../../../core/closing";
import { createRandom } from "../../../../foundation/random";
import { Storage } from "../../../storage/storage";
import { receiveBlob } from "../model/receive-blob";
import { ObjectStore } from "../model/object-store";

/** An object store on its own folder, without a cloud around it. */
interface TestStore {
  readonly store: ObjectStore;
  readonly folder: string;
  /** The messages that the store and its log reported. */
  readonly logLines: readonly string[];
  /** Closes and opens the store again, as a restart does; `before` runs in between, to inspect or damage the folder. */
  restart(before?: () => void): void;
  put(key: string, text: string): Promise<void>;
  /** The bytes of an object as text, undefined if there is none. */
  readText(key: string): Promise<string | undefined>;
  /** The names of all existing blob files. */
  listBlobFiles(): string[];
}

/** Opens a store with the bucket `trips` before each test of the suite. */
export function useStore(): TestStore {
  let folder = "";
  let storage: Storage | undefined;
  let store: ObjectStore | undefined;
  const lines: string[] = [];
  let starts = 0;
  const open = (): void => {
    starts += 1;
    storage = new Storage({ data: folder, survivesPowerLoss: false, onCut: (line) => lines.push(line) });
    store = new ObjectStore({
      storage,
      // As in a cloud, no id is repeated after a restart.
      random: createRandom(`store/${starts}`),
      closing: new Closing(),
      log: (line) => lines.push(line),
      lags: false,
      now: () => 0,
    });
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "s3-store-"));
    lines.length = 0;
    open();
    store?.createBucket({ name: "trips", createdAt: 0, region: "us-east-1", tags: [] });
  });
  afterEach(() => {
    storage?.close();
    rmSync(folder, { recursive: true });
  });
  const openStore = (): ObjectStore => {
    if (store === undefined) throw new Error("The store is open only inside a test.");
    return store;
  };
  const getLocation = (key: string) => ({ bucket: openStore().requireBucket("trips"), key });
  return {
    get store() {
      return openStore();
    },
    get folder() {
      return folder;
    },
    logLines: lines,
    restart(before) {
      storage?.close();
      before?.();
      open();
    },
    async put(key, text) {
      const received = await receiveBlob(
        openStore().blobs,
        (async function* () {
          yield Buffer.from(text);
        })(),
        { algorithm: "CRC32" },
      );
      openStore().putObject(getLocation(key), {
        ...received,
        etag: received.md5,
        modifiedAt: 0,
        checksum: { ...received.checksum, type: "FULL_OBJECT" },
        details: {},
      });
    },
    async readText(key) {
      const object = openStore().findObject(getLocation(key));
      if (object === undefined) return undefined;
      const chunks: Buffer[] = [];
      for await (const chunk of openStore().blobs.readPieces(object.blob, { first: 0, last: object.size - 1 }))
        chunks.push(chunk);
      return Buffer.concat(chunks).toString();
    },
    listBlobFiles: () =>
      readdirSync(join(folder, "services", "s3", "objects"), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
  };
}
