import type { RemovedDefense } from "./catalog";

const STAGES = "cloud/services/firehose/model/stages";
const MESSAGES = `${STAGES}/extract-messages.ts`;
const S3 = "cloud/services/s3";

/** Defenses of single services of the lab cloud, against attacks inside a record, a zip or a form. */
export const serviceDefenses: readonly RemovedDefense[] = [
  {
    attack: "a record with very many messages, or with endless nesting",
    file: MESSAGES,
    defense: " || logEvents.length > max",
    without: "",
  },
  {
    attack: "a record with very many messages, or with endless nesting",
    file: MESSAGES,
    defense: "if (isTooDeep(text)) return undefined;",
    without: "",
  },
  {
    attack: "records that have too many messages together",
    file: MESSAGES,
    defense: "MAX_OF_A_BATCH - passed.length",
    without: "MAX_OF_A_BATCH",
  },
  {
    attack: "records that each unzip to more than the limit",
    file: `${STAGES}/decompress.ts`,
    defense: "if (unzipped === TOO_LONG) room -= limit;",
    without: "",
  },
  {
    attack: "a packed record in which every two bytes are a part",
    file: `${STAGES}/kpl-records.ts`,
    defense: 'Buffer.isBuffer(data) && typeof key === "number" ? { data, key } : undefined',
    without: "{ data: Buffer.isBuffer(data) ? data : Buffer.alloc(0), key: Number(key ?? 0) }",
  },
  {
    attack: "a packed record with more parts than two bytes can count",
    file: "cloud/services/firehose/store/segment.ts",
    defense: "#left = new Uint32Array(64);",
    without: "#left = new Uint16Array(64) as never as Uint32Array<ArrayBuffer>;",
  },
  {
    attack: "functions' zips with names that no folder can have, or with far too many files",
    file: "cloud/services/lambda/model/code/layered-code.ts",
    defense: "if (!held.hasRoomFor(name)) throw createNotUnzippedFault();",
    without: "",
  },
  {
    attack: "response headers with invalid values, requested in a URL",
    file: `${S3}/api/read-object.ts`,
    defense: "throw createNotInHeaderFault({ name: `response-${header}`, value });",
    without: "return value;",
  },
  {
    attack: "the same, stored with an object by a form",
    file: `${S3}/api/post-object.ts`,
    defense: "(?!\\t)[\\0-\\x1f\\x7f\\u{100}-\\u{10ffff}]",
    without: "[\\u{100}-\\u{10ffff}]",
  },
  {
    attack: "the same, stored with an object by a form",
    file: `${S3}/api/post-object.ts`,
    defense: " && HEADER_NAME.test(name)",
    without: "",
  },
];
