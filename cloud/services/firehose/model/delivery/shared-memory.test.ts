import { join } from "node:path";
import { expect } from "chai";
import { useEmptyFolder } from "../../../../testing/temporary-folder";
import { openDuckDb } from "../../../../../foundation/columnar/duckdb";
import { RecordBuffer } from "./record-buffer";
import { divideMemory } from "./memory";

const MEBIBYTE = 1024 * 1024;
/** What `divideMemory` leaves to batches in flight, to one batch beyond their limit, and to spare memory. */
const OTHER_MIB = 34;

describe("Firehose's memory", () => {
  const folder = useEmptyFolder();

  for (const setting of [128, 256]) {
    for (const expected of [80, 200, 1_000]) {
      it(`keeps any number of buffers and a conversion of ${expected} MiB within ${setting} MiB`, () => {
        const { memory, reserve } = divideMemory(setting);
        const buffers = Array.from(
          { length: 300 },
          (_, index) => new RecordBuffer(memory, join(folder, String(index))),
        );
        const record = Buffer.alloc(MEBIBYTE / 8);
        const fill = (position: number): void =>
          buffers.forEach((buffer) => buffer.append(record, { position, arrivedAt: 0 }));
        const measureMemory = (conversionMiB: number): number => memory.used / MEBIBYTE + conversionMiB + OTHER_MIB;
        for (let position = 0; position < 2; position++) fill(position);
        expect(memory.used).to.be.above(0);
        const { mebibytes, release } = reserve(expected);
        expect(mebibytes).to.be.at.least(Math.min(expected, setting - 48));
        expect(measureMemory(mebibytes)).to.be.at.most(setting);
        fill(2);
        expect(measureMemory(mebibytes)).to.be.at.most(setting);
        // A conversion that finds enough memory beside the buffers takes nothing from them.
        if (expected + OTHER_MIB + setting / 4 <= setting)
          expect(memory.used / MEBIBYTE).to.be.within(setting / 8, setting / 4);
        release();
        fill(3);
        expect(memory.used / MEBIBYTE).to.be.within(setting / 8, setting / 4);
        for (const buffer of buffers) buffer.discard();
        expect(memory.used).to.equal(0);
      });
    }
  }

  it("also limits DuckDB, which rejects memory beyond its share", async () => {
    const { mebibytes } = divideMemory(128).reserve(1_000);
    const duckdb = await openDuckDb({ memoryMiB: mebibytes });
    const connection = await duckdb.connect();
    const failed: unknown = await connection.run("SELECT list(range) FROM range(50000000)").then(
      () => undefined,
      (error: unknown) => error,
    );
    duckdb.close();
    expect(String(failed)).to.match(new RegExp(`Out of Memory Error.*/${mebibytes}\\.0 MiB used`));
  });
});
