import type { Processor } from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { useCloud } from "../../../../testing/use-cloud";
import {
  createConversion,
  readDeliveredFiles,
  makeTable,
  BUCKET,
  createDeliveryTools,
} from "../../testing/glue-tables";
import { createMetadataExtraction, createPartitioned } from "../../../../testing/create-partitioned";
import { readParquetRows } from "../../testing/delivery-run";

const LARGEST_RECORD = 1_024_000;
const PREFIX = "id=!{partitionKeyFromQuery:id}/";
const GOOD = '{"id":"good","n":1}';
/** A record of exactly the given number of bytes. */
const createSizedWriter = (bytes: number): string => {
  const start = '{"id":"good","n":2,"pad":"';
  return `${start}${"x".repeat(bytes - start.length - 2)}"}`;
};

describe("Firehose, bad input: each record goes where AWS sends it, and the rest of its batch is delivered", function () {
  const cloud = useCloud();
  const { makeBucket, create, putAll } = createDeliveryTools(cloud);
  beforeEach(makeBucket);
  /** The content of the bucket, by keys without the objects' own names. Keys may hold characters that XML cannot, so they are listed URL-encoded. */
  const listFolders = async (): Promise<string[]> => {
    const { Contents = [] } = await cloud.s3.listObjectsV2({ Bucket: BUCKET, EncodingType: "url" });
    return Contents.map(({ Key = "" }) => decodeURIComponent(Key.replaceAll("+", " ")).replace(/[^/]*$/, ""));
  };
  const readRawData = async (type: string): Promise<string[]> =>
    (await readDeliveredFiles(cloud, `errors/${type}/`)).flatMap(({ content }) =>
      Buffer.from(content)
        .toString()
        .trim()
        .split("\n")
        .map((line) => Buffer.from((JSON.parse(line) as { rawData: string }).rawData, "base64").toString()),
    );

  it("partition keys: not JSON, several values, nothing, null, empty, a list, none at all (FH-070)", async () => {
    await create("s", createPartitioned(PREFIX, createMetadataExtraction("{id:.id}")));
    const bad = [
      "plain",
      "",
      " \n",
      '{"id":"a"}{"id":"b"}',
      '{"id":"a"',
      '{"id":null}',
      '{"id":""}',
      "{}",
      "null",
      "[]",
      "7",
      '"text"',
      '[{"id":"a"}]',
    ];
    await putAll("s", [...bad, GOOD]);
    await cloud.advance(60);
    expect(await listFolders()).to.have.members(["id=good/", "errors/metadata-extraction-failed/"]);
    expect((await readRawData("metadata-extraction-failed")).sort()).to.deep.equal([...bad].sort());
  });
  it("unusual partition keys: slashes, Unicode, control characters, blanks, objects", async () => {
    await create("s", createPartitioned(PREFIX, createMetadataExtraction("{id:.id}")));
    const odd = [
      "a/b",
      "/",
      "..",
      "日本😀",
      "a\u0001b",
      "tab\there",
      "line\nbreak",
      "\u007f",
      " ",
      "a=b&c",
      "%2F",
      "\\",
      '"quoted"',
      "<&>",
    ];
    await putAll("s", [
      ...odd.map((id) => JSON.stringify({ id })),
      '{"id":[1,{"x":null}]}',
      '{"id":1.50}',
      '{"id":false}',
      GOOD,
    ]);
    await cloud.advance(60);
    expect(await listFolders()).to.have.members([
      ...odd.map((id) => `id=${id}/`),
      'id=[1,{"x":null}]/',
      "id=1.5/",
      "id=false/",
      "id=good/",
    ]);
  });
  it("partition keys of 1 KB, and keys that lead out of the bucket (FH-047)", async () => {
    await create("s", {
      ...createPartitioned(PREFIX, createMetadataExtraction("{id:.id}")),
      Prefix: "!{partitionKeyFromQuery:id}/",
    });
    await putAll("s", [
      JSON.stringify({ id: "k".repeat(1024) }),
      JSON.stringify({ id: "é".repeat(300) }),
      '{"id":"../../up"}',
      GOOD,
    ]);
    await cloud.advance(60);
    expect((await listFolders()).filter((folder) => !folder.startsWith("é"))).to.have.members([
      "good/",
      "errors/partitioning-failed/",
    ]);
    expect((await readRawData("partitioning-failed")).map((raw) => raw.slice(0, 12))).to.deep.equal([
      '{"id":"kkkkk',
      '{"id":"../..',
    ]);
  });
  it("queries that return several values, none or an error, or never end", async () => {
    await create(
      "s",
      createPartitioned(
        PREFIX,
        createMetadataExtraction(
          'if .loop then last(repeat(1)) elif .several then {id:1},{id:2} elif .none then empty elif .bad then error("no") elif .list then [1] else {id} end',
        ),
      ),
    );
    const bad = ["several", "none", "bad", "list", "loop"].map((subject) => `{"${subject}":true}`);
    await putAll("s", [...bad, GOOD]);
    await cloud.advance(60);
    expect(await listFolders()).to.have.members(["id=good/", "errors/metadata-extraction-failed/"]);
    expect((await readRawData("metadata-extraction-failed")).sort()).to.deep.equal([...bad].sort());
  });
  it("records at the size limit, delivered as they are, through jq and as rows (FH-026)", async () => {
    await makeTable(cloud, { id: "string", n: "int", pad: "string" });
    await create("s", {
      ...createPartitioned(PREFIX, createMetadataExtraction("{id:(.id|tostring)}")),
      DataFormatConversionConfiguration: createConversion({ ParquetSerDe: {} }),
    });
    // In the JSON of a row, a control character takes six bytes.
    const controls = JSON.stringify({ id: "good", n: 3, pad: "\u0001".repeat(170_000) });
    await putAll("s", [createSizedWriter(LARGEST_RECORD), GOOD, controls]);
    await cloud.advance(60);
    const [file] = await readDeliveredFiles(cloud, "id=good/");
    const rows = await readParquetRows(file?.content ?? new Uint8Array());
    expect(rows.map(({ n, pad }) => [n, String(pad ?? "").length])).to.deep.equal([
      [2, LARGEST_RECORD - 28],
      [1, 0],
      [3, 170_000],
    ]);
  });
  it("empty records, with and without splitting", async () => {
    const hints = { BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 } };
    const split = (SubRecordType: string): Processor => ({
      Type: "RecordDeAggregation",
      Parameters: [
        { ParameterName: "SubRecordType", ParameterValue: SubRecordType },
        ...(SubRecordType === "JSON" ? [] : [{ ParameterName: "Delimiter" as const, ParameterValue: "fA==" }]),
      ],
    });
    await create("raw", { ...hints, Prefix: "raw/" });
    await create("json", {
      ...createPartitioned(PREFIX, split("JSON"), createMetadataExtraction("{id}")),
      Prefix: "json/!{partitionKeyFromQuery:id}/",
    });
    await create("delimited", {
      ...createPartitioned(PREFIX, split("DELIMITED"), createMetadataExtraction("{id}")),
      Prefix: "delimited/!{partitionKeyFromQuery:id}/",
    });
    await Promise.all(["raw", "json", "delimited"].map((name) => putAll(name, ["", GOOD, ""])));
    await cloud.advance(60);
    const readText = async (prefix: string): Promise<string[]> =>
      (await readDeliveredFiles(cloud, prefix)).map(({ content }) => Buffer.from(content).toString());
    expect([await readText("raw/"), await readText("json/"), await readText("delimited/")]).to.deep.equal([
      [GOOD],
      [GOOD],
      [GOOD],
    ]);
    expect(await readRawData("metadata-extraction-failed")).to.deep.equal(["", "", "", ""]);
  });
});
