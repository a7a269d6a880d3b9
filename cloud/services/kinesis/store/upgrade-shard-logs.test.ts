import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../../../test/temporary-folder";
import { startCloud } from "../../../index";
import { Storage } from "../../../storage/storage";
import { SegmentIndexes } from "./segment-indexes";
import { StreamLog } from "./stream-log";
import { getRecordsFolder, upgradeShardLogs } from "./upgrade-shard-logs";

const EVERYTHING = { records: 1_000, bytes: Infinity };

/** A record in format 1. */
function createOldFrame(number: number, key: string, data: string): Buffer {
  const frame = Buffer.alloc(24 + Buffer.byteLength(key) + Buffer.byteLength(data));
  frame.writeUIntLE(number, 0, 6);
  frame.writeUInt16LE(Buffer.byteLength(key), 6);
  frame.writeDoubleLE(1_000 * number, 8);
  frame.writeDoubleLE(10 * number, 16);
  frame.write(key + data, 24);
  return frame;
}

describe("data of an older version", () => {
  const data = createTemporaryFolder();
  const openStorage = (): Storage => new Storage({ data, survivesPowerLoss: false, onCut: () => undefined });

  it("in format 1 is upgraded with each shard's records, numbers and times, even after an interruption", () => {
    let storage = openStorage();
    for (const [shard, first] of [
      [0, 1],
      [3, 41],
    ] as const) {
      for (const part of [0, 1]) {
        const log = storage.log(`kinesis/abc/${shard}/${String(first + 10 * part).padStart(16, "0")}`, () => undefined);
        log.append(
          Array.from({ length: 10 }, (_, index) =>
            createOldFrame(first + 10 * part + index, "clé", `${shard}:${first + 10 * part + index}`),
          ),
        );
      }
    }
    // The state that a kill in the middle of an upgrade leaves.
    storage.log("kinesis/records/abc/0000000000000000", () => undefined).append([createOldFrame(1, "half", "done")]);
    storage.close();
    writeFileSync(join(data, "format.json"), '{"format":1}');
    for (const turn of ["upgraded", "opened again"]) {
      storage = openStorage();
      upgradeShardLogs(storage);
      const log = new StreamLog({ storage, folder: getRecordsFolder("abc"), indexes: new SegmentIndexes() });
      for (const [shard, first] of [
        [0, 1],
        [3, 41],
      ] as const) {
        const read = [...log.getShard(shard).read(0, -1, EVERYTHING)];
        expect(
          read.map((record) => String(record.data)),
          turn,
        ).to.deep.equal(Array.from({ length: 20 }, (_, index) => `${shard}:${first + index}`));
        expect(read[7], turn).to.include({
          partitionKey: "clé",
          number: first + 7,
          arrivedAt: 1_000 * (first + 7),
          upMs: 10 * (first + 7),
        });
        expect([log.getShard(shard).next, log.getShard(shard).lastArrival], turn).to.deep.equal([
          first + 20,
          1_000 * (first + 19),
        ]);
      }
      storage.close();
    }
    expect(existsSync(join(data, "services", "kinesis", "abc"))).to.equal(false);
    expect(readFileSync(join(data, "format.json"), "utf8")).to.equal('{"format":2}');
  });

  it("in a later format is rejected with a message, and left unchanged", async () => {
    writeFileSync(join(data, "format.json"), '{"format":99}');
    const failure = await startCloud({ port: 0, data }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(String(failure)).to.match(/holds data of format 99; this lab cloud reads format 2\./);
    expect(readFileSync(join(data, "format.json"), "utf8")).to.equal('{"format":99}');
  });
});
