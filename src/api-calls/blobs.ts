/** A call of AWS's API, as the lab cloud's journal and `showCalls` have it: blobs are base64, long values are cut. */
export interface ApiCall {
  /** The service's name in commands of the CLI, such as `kinesis`. */
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
}

/** Members that are bytes, which the journal stores as base64: their paths in each operation's input. */
const BLOBS: Readonly<Record<string, readonly string[]>> = {
  "kinesis.PutRecord": ["Data"],
  "kinesis.PutRecords": ["Records", "Data"],
  "firehose.PutRecord": ["Record", "Data"],
  "firehose.PutRecordBatch": ["Records", "Data"],
  "lambda.Invoke": ["Payload"],
  "lambda.CreateFunction": ["Code", "ZipFile"],
  "lambda.UpdateFunctionCode": ["ZipFile"],
};

/** A blob of an input. */
interface Blob {
  readonly base64: string;
  /** The bytes as text; undefined if they are no UTF-8. */
  readonly text: string | undefined;
}

/** Operations whose body is not kept. */
const UPLOADS = new Set(["s3.PutObject", "s3.UploadPart"]);
/** Members that clients compute from the body: they would be wrong for another body. */
const OF_THE_BODY = /^(?:Body|ContentLength|ContentMD5|Checksum(?:Algorithm|CRC32C?|CRC64NVME|SHA\d+))$/;

/**
 * Whether a call uploads a body. The body isn't stored: to repeat the call, name a file of your own.
 */
export const isUpload = ({ service, operation }: Pick<ApiCall, "service" | "operation">): boolean =>
  UPLOADS.has(`${service}.${operation}`);

/** An input in which `as` has replaced the blobs. */
export function replaceBlobs(entry: ApiCall, as: (blob: Blob) => unknown): unknown {
  const { service, operation, input } = entry;
  if (isUpload(entry) && typeof input === "object" && input !== null)
    return Object.fromEntries(Object.entries(input).filter(([name]) => !OF_THE_BODY.test(name)));
  const path = BLOBS[`${service}.${operation}`];
  return path === undefined ? input : replaceInside(input, path, as);
}

function replaceInside(value: unknown, path: readonly string[], as: (blob: Blob) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => replaceInside(item, path, as));
  const [name, ...rest] = path;
  if (name === undefined) return typeof value === "string" ? as({ base64: value, text: decodeText(value) }) : value;
  if (typeof value !== "object" || value === null || !(name in value)) return value;
  return { ...value, [name]: replaceInside((value as Record<string, unknown>)[name], rest, as) };
}

/** The text that is encoded in base64; undefined if the bytes are no UTF-8, or were cut. */
export function decodeText(base64: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The marker at the end of a truncated value. */
const CUT = /… \(\d+ (?:characters|bytes|items|members)\)/;

/** Whether less of an input was kept than was sent. */
export const isCut = ({ input }: ApiCall): boolean => CUT.test(JSON.stringify(input) ?? "");
