import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTemporaryFolder } from "../../../../testing/temporary-folder";
import { Orc, type OrcOptions } from "../../../../../foundation/columnar/orc";
import { createSchema } from "../../testing/fake-catalog";
import { ColumnarFiles } from "./columnar-file";
import type { OrcOutput } from "./settings";
import { divideMemory } from "../delivery/memory";

const ORC: OrcOutput = {
  kind: "orc",
  compression: "ZLIB",
  stripeBytes: 8 * 1024 * 1024,
  rowIndexStride: 1_000,
  paddingTolerance: 0.1,
  dictionaryThreshold: 0.5,
  bloomFilterColumns: [],
  bloomFilterFpp: 0.01,
  formatVersion: "V0_12",
};
const SAME = {
  stripe_size: 8 * 1024 * 1024,
  row_index_stride: 1_000,
  padding_tolerance: 0.1,
  dictionary_key_size_threshold: 0.5,
};

describe("Firehose ORC files", () => {
  const folder = createTemporaryFolder();
  /** The messages that pyarrow would get; it is not started. */
  class RecordingOrc extends Orc {
    readonly calls: OrcOptions[] = [];
    override write(_from: string, _to: string, options: OrcOptions): Promise<number> {
      this.calls.push(options);
      return Promise.resolve(0);
    }
  }
  const orc = new RecordingOrc();
  const files = new ColumnarFiles(orc, { reserve: divideMemory(256).reserve, tempFolder: join(folder, "temp") });
  after(() => files.close());

  it("are written with the configured settings, and with bloom filters by ORC's column numbers", async () => {
    const rows = join(folder, "rows");
    writeFileSync(rows, '{"a":[1],"s":"x","p":{"k":1,"v":{"i":2}},"t":"y"}\n');
    const columns = { a: "array<int>", s: "string", p: "struct<k:int,v:map<string,int>>", t: "string" };
    const written = { paths: [rows], maxBytes: 100, schema: createSchema(columns) };
    for (const more of [
      {},
      { compression: "NONE", bloomFilterColumns: ["S"] },
      { compression: "SNAPPY", formatVersion: "V0_11", bloomFilterColumns: ["a", "t"] },
    ] as const)
      await files.write(written, { ...ORC, ...more }, join(folder, "made.orc"));
    expect(orc.calls).to.deep.equal([
      { ...SAME, compression: "zlib", file_version: "0.12" },
      {
        ...SAME,
        ...{ compression: "uncompressed", file_version: "0.12", bloom_filter_columns: [3], bloom_filter_fpp: 0.01 },
      },
      {
        ...SAME,
        ...{ compression: "snappy", file_version: "0.11", bloom_filter_columns: [1, 9], bloom_filter_fpp: 0.01 },
      },
    ]);
  });
});
