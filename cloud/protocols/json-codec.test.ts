import { JsonCodec2 } from "@smithy/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticListSchema, StaticMapSchema, StaticStructureSchema } from "@smithy/types";
import { expect } from "chai";
import { compileJsonReader } from "./json-reader";
import { JsonText, compileJsonWriter } from "./json-writer";

const [TEXT, NUMBER, BOOLEAN, TIME, BLOB, DOCUMENT] = [0, 1, 2, 4, 21, 15] as const;
const list = (item: StaticListSchema[4], traits = {}): StaticListSchema => [1, "n", "L", traits, item];
const map = (value: StaticMapSchema[5], traits = {}): StaticMapSchema => [2, "n", "M", traits, TEXT, value];
const SPARSE = { sparse: 1 };
const INNER: StaticStructureSchema = [3, "n", "I", 0, ["Key", "When"], [TEXT, TIME]];
/** A structure that contains itself. */
const OUTER: StaticStructureSchema = [
  ...([3, "n", "O", 0] as const),
  ["Text", "Number", "Flag", "When", "Data", "List", "Map", "Times", "Blobs", "Sparse", "SparseMap", "Self", "Selves"],
  [
    ...[TEXT, NUMBER, BOOLEAN, TIME, BLOB, list(INNER), map(INNER), list(TIME), map(BLOB)],
    ...[list(TEXT, SPARSE), map(TEXT, SPARSE), () => OUTER, () => list(() => OUTER)],
  ],
];
const schema = NormalizedSchema.of(OUTER);
const codec = new JsonCodec2({ timestampFormat: { useTrait: true, default: 7 }, jsonName: false });

const AT = new Date("2030-01-02T03:04:05.678Z");
const VALUES: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { Text: 'a"\\\n\u0001é😀', Number: 1.5, Flag: false, When: AT, Data: new Uint8Array([0, 255]) },
  { Number: NaN, Self: { Number: Infinity, Self: { Number: -Infinity } } },
  { Text: null, List: [], Map: {}, Times: [AT, new Date(0)], Blobs: { a: new Uint8Array(3), 'b"': new Uint8Array() } },
  { List: [{ Key: "a", When: AT }, {}], Map: { a: { When: AT }, b: {} } },
  { Sparse: ["a", null, "b"], SparseMap: { a: null, b: "c" }, Selves: [{ Text: "x" }, { Selves: [] }] },
];

describe("JSON codecs compiled for a shape", () => {
  const writeValue = (value: unknown): string => {
    const text = new JsonText();
    compileJsonWriter(schema)?.(value, text);
    return String(text.finish());
  };
  for (const [index, value] of VALUES.entries())
    it(`read and write like the SDK's codec (${index + 1})`, async () => {
      const serializer = codec.createSerializer();
      serializer.write(schema, value);
      const text = String(serializer.flush());
      expect(JSON.parse(writeValue(value))).to.deep.equal(JSON.parse(text));
      const read = compileJsonReader(schema)?.(JSON.parse(text));
      expect(read).to.deep.equal(await codec.createDeserializer().read(schema, text));
    });

  it("omit missing values, including in lists and maps that aren't sparse", () => {
    const value = { Text: undefined, List: [null, { Key: "a" }, undefined], Map: { a: undefined, b: { Key: null } } };
    expect(writeValue(value)).to.equal('{"List":[{"Key":"a"}],"Map":{"b":{}}}');
    expect(writeValue({ Data: "text", Self: { Data: Buffer.from("x") } })).to.equal(
      '{"Data":"dGV4dA==","Self":{"Data":"eA=="}}',
    );
  });

  it("ignore unknown members, and leave values of another type unchanged", () => {
    const input = { More: 1, Text: 1, Number: "1", When: null, List: {}, Map: [], Self: [], Selves: "x", Blobs: null };
    expect(compileJsonReader(schema)?.(input)).to.deep.equal({
      Text: 1,
      Number: "1",
      List: {},
      Map: [],
      Self: [],
      Selves: "x",
    });
    expect(compileJsonReader(schema)?.(JSON.parse('{"__proto__":{"Text":"a"}}'))).to.deep.equal({});
    for (const other of [null, 1, "x"]) expect(compileJsonReader(schema)?.(other)).to.equal(other);
  });

  it("write long JSON in chunks, and short JSON as text", () => {
    const [short, long] = [16_383, 16_384].map((length) => {
      const text = new JsonText();
      text.add("é".repeat(length));
      text.add("");
      return text.finish();
    });
    expect(short).to.equal("é".repeat(16_383));
    expect(Buffer.isBuffer(long) && long.equals(Buffer.from("é".repeat(16_384)))).to.equal(true);
    const pieces = new JsonText();
    for (const piece of ["a".repeat(20_000), "é", "b".repeat(20_000), "c"]) pieces.add(piece);
    expect(pieces.finish().toString()).to.equal(`${"a".repeat(20_000)}é${"b".repeat(20_000)}c`);
    const large = new JsonText();
    for (let round = 0; round < 3; round += 1) {
      large.add("é");
      large.addAscii("a".repeat(1_000_000));
      large.addAscii("b");
    }
    expect(large.finish().toString()).to.equal(`é${"a".repeat(1_000_000)}b`.repeat(3));
  });

  it("aren't compiled for documents and for times in other formats", () => {
    const dated: StaticStructureSchema = [3, "n", "D", 0, ["At"], [5]];
    const media: StaticStructureSchema = [
      3,
      "n",
      "E",
      0,
      ["Text"],
      [[0, "n", "J", { mediaType: "application/json" }, TEXT]],
    ];
    for (const item of [list(DOCUMENT), list(17), list(19), dated, media])
      for (const compiled of [compileJsonReader, compileJsonWriter])
        expect(compiled(NormalizedSchema.of(item)), JSON.stringify(item)).to.equal(undefined);
  });
});
