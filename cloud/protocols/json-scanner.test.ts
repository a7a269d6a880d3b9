import { ListStreams$, PutRecord$, PutRecords$ } from "@aws-sdk/client-kinesis";
import { PutRecordBatch$ } from "@aws-sdk/client-firehose";
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticStructureSchema } from "@smithy/types";
import { expect } from "chai";
import { createRandom } from "../../foundation/random";
import { compileJsonReader, compileJsonScanner } from "./json-reader";
import { getInput } from "./json-schema";

const schema = getInput(PutRecords$);

/** The result of a reader: bytes as hexadecimal text, or the kind of its error. */
const getOutcome = (read: () => unknown): unknown => {
  try {
    return JSON.parse(
      JSON.stringify(read(), (_, value: unknown) =>
        isBytes(value) ? `bytes ${Buffer.from(value).toString("hex")}` : value,
      ) ?? "null",
    );
  } catch {
    return "refused";
  }
};
/** A Buffer, or the object that its `toJSON` has made before a replacer sees it. */
const isBytes = (value: unknown): value is Uint8Array =>
  value instanceof Uint8Array ||
  (typeof value === "object" && value !== null && "type" in value && value.type === "Buffer");

const scanBody = (body: Buffer, isPooled: boolean): unknown =>
  getOutcome(() => compileJsonScanner(schema)?.(Buffer.from(body), isPooled));
const parseBody = (body: Buffer): unknown => getOutcome(() => compileJsonReader(schema)?.(JSON.parse(body.toString())));

/** Bodies in the layouts of known clients, and in other layouts that JSON allows. */
const PLAIN: Readonly<Record<string, string>> = {
  "as the JavaScript SDK writes it":
    '{"Records":[{"Data":"AP8=","PartitionKey":"a"},{"Data":"AAECAw==","PartitionKey":"b"}],"StreamName":"s"}',
  "as boto3 writes it":
    '{"Records": [{"Data": "AP8=", "PartitionKey": "a", "ExplicitHashKey": "0"}], "StreamARN": "arn:aws:x"}',
  "spread over lines":
    '\r\n{\n\t"StreamName" : "s" ,\n "Records" :\n [ { "PartitionKey" : "" , "Data" : "" } , { } ] }\n',
  "without records": '{"StreamName":"a"}',
  "without anything": "{}",
};

/** Bodies that are left to JSON.parse. */
const UNDECIDED: Readonly<Record<string, string>> = {
  "an escape": '{"Records":[{"Data":"A\\/8=","PartitionKey":"\\u0061"}]}',
  "a letter beyond ASCII": '{"Records":[{"Data":"AP8=","PartitionKey":"ä"}]}',
  "a control character in a string": '{"Records":[{"Data":"AP8=","PartitionKey":"\n"}]}',
  "a member that the shape does not have": '{"Records":[{"Data":"AP8=","PartitionKey":"a","More":"x"}]}',
  "a member that is not text": '{"Records":[{"Data":"AP8=","PartitionKey":1}]}',
  "a member that comes twice": '{"Records":[{"Data":"AA==","Data":"AP8="}]}',
  "a list that comes twice": '{"Records":[],"Records":[]}',
  null: '{"Records":[null]}',
  "a switch": '{"DryRun":true,"Records":[]}',
  "a list": "[]",
  "an open end": '{"Records":[{"Data":"AP8',
  "something behind the end": '{"Records":[]}}',
  "a comma too many": '{"Records":[{"Data":"AP8=",}]}',
  nothing: "",
};

describe("the JSON scanner", () => {
  for (const [title, text] of Object.entries(PLAIN)) {
    it(`reads a body ${title}`, () => {
      const body = Buffer.from(text);
      expect(parseBody(body)).to.be.an("object");
      for (const isPooled of [true, false]) expect(scanBody(body, isPooled)).to.deep.equal(parseBody(body));
    });
  }

  for (const [title, text] of Object.entries(UNDECIDED)) {
    it(`leaves ${title} to JSON.parse, with the body unchanged`, () => {
      const body = Buffer.from(text);
      expect(compileJsonScanner(schema)?.(body, true)).to.equal(undefined);
      expect(body.toString()).to.equal(text);
    });
  }

  for (const data of ["!!", "A", "AP8", "A-8=", "A_8=", "AP8=AP8=", "AP 8", "AP8==", "=AP8"]) {
    it(`rejects ${data} as bytes`, () => {
      const body = Buffer.from(`{"Records":[{"Data":"${data}","PartitionKey":"a"}]}`);
      expect(parseBody(body)).to.equal("refused");
      for (const isPooled of [true, false]) expect(scanBody(body, isPooled)).to.equal("refused");
    });
  }

  it("writes bytes into the body's memory only if it may", () => {
    const text = `{"Records":[{"Data":"${Buffer.from("data").toString("base64")}","PartitionKey":"a"}]}`;
    const body = Buffer.alloc(text.length, text);
    const [unshared, lent] = [false, true].map(
      (isPooled) => compileJsonScanner(schema)?.(body, isPooled)?.["Records"] as { Data: Uint8Array }[],
    );
    expect(unshared?.[0]?.Data.buffer).not.to.equal(body.buffer);
    expect(lent?.[0]?.Data.buffer).to.equal(body.buffer);
    for (const records of [unshared, lent]) expect(Buffer.from(records?.[0]?.Data ?? []).toString()).to.equal("data");
  });

  it("is created only for lists of structures with bytes", () => {
    expect(compileJsonScanner(getInput(PutRecordBatch$))).to.be.a("function");
    for (const other of [PutRecord$, ListStreams$]) expect(compileJsonScanner(getInput(other))).to.equal(undefined);
  });

  it("leaves nested lists to JSON.parse", () => {
    const inner: StaticStructureSchema = [3, "n", "I", 0, ["Data", "Key"], [21, 0]];
    const item: StaticStructureSchema = [3, "n", "R", 0, ["Data", "Inner"], [21, [1, "n", "L", 0, inner]]];
    const nested: StaticStructureSchema = [3, "n", "O", 0, ["Records"], [[1, "n", "L", 0, item]]];
    const read = compileJsonScanner(NormalizedSchema.of(nested));
    expect(read?.(Buffer.from('{"Records":[{"Data":"AP8="}]}'), false)).to.be.an("object");
    expect(read?.(Buffer.from('{"Records":[{"Data":"AP8=","Inner":[{"Key":"a"}]}]}'), false)).to.equal(undefined);
  });

  it("agrees with JSON.parse, or leaves the work to it, for random changes to a body", () => {
    const random = createRandom("scanner");
    const pieces = [
      '"',
      "\\",
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      " ",
      "\n",
      "=",
      "-",
      "A",
      "é",
      "\0",
      "1",
      "null",
      '"Data":"AP8="',
      '"PartitionKey"',
    ];
    const bodies = Object.values({
      ...PLAIN,
      long: JSON.stringify({
        Records: Array.from({ length: 5 }, (_, index) => ({
          Data: Buffer.alloc(80, index).toString("base64"),
          PartitionKey: random.drawHex(9),
        })),
      }),
    });
    let decided = 0;
    for (let turn = 0; turn < 20_000; turn += 1) {
      let text = bodies[turn % bodies.length] ?? "";
      for (let changes = random.drawBelow(3); changes >= 0; changes -= 1) {
        const at = random.drawBelow(text.length + 1);
        text =
          text.slice(0, at) +
          (random.drawBelow(2) === 0 ? (pieces[random.drawBelow(pieces.length)] ?? "") : "") +
          text.slice(at + random.drawBelow(3));
      }
      const body = Buffer.from(text);
      for (const isPooled of [true, false]) {
        const found = scanBody(body, isPooled);
        if (found !== null) expect(found, text).to.deep.equal(parseBody(body));
        if (found !== null && found !== "refused") decided += 1;
      }
    }
    expect(decided, "bodies that were read").to.be.greaterThan(2_000);
  });
});
