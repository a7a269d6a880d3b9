import { createHmac } from "node:crypto";
import { expect } from "chai";
import { AwsFault } from "../../../../core/faults";
import { decodeAwsChunked, ChunkSignatures } from "./aws-chunked";

/** Cuts bytes into pieces as a network might. */
async function* createPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let index = 0; index < bytes.byteLength; index += size) yield bytes.subarray(index, index + size);
}

interface DecodedBody {
  readonly text: string;
  readonly trailers: Readonly<Record<string, string>>;
}

async function decodeBody(
  body: string,
  { piece = 1_000, signatures }: { readonly piece?: number; readonly signatures?: ChunkSignatures } = {},
): Promise<DecodedBody> {
  const trailers: Record<string, string> = {};
  const chunks: Buffer[] = [];
  const onTrailer = (name: string, value: string): void => void (trailers[name] = value);
  for await (const bytes of decodeAwsChunked(createPieces(Buffer.from(body, "latin1"), piece), {
    signatures,
    onTrailer,
  }))
    chunks.push(bytes);
  return { text: Buffer.concat(chunks).toString("latin1"), trailers };
}

async function catchFault(call: Promise<unknown>): Promise<AwsFault> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AwsFault) return error;
  throw new Error("a fault was expected", { cause: error });
}

describe("aws-chunked", () => {
  const body = "5\r\nhello\r\n7\r\n, world\r\n0\r\nx-amz-checksum-crc32:/+etcQ==\r\n\r\n";

  for (const piece of [1, 2, 3, 7, 1_000]) {
    it(`decodes chunks and trailers that arrive ${piece} bytes at a time`, async () => {
      expect(await decodeBody(body, { piece })).to.deep.equal({
        text: "hello, world",
        trailers: { "x-amz-checksum-crc32": "/+etcQ==" },
      });
    });
  }
  it("accepts blanks around a trailer's name and value, and names in any case", async () =>
    expect((await decodeBody("0\r\nX-Amz-Checksum-CRC32 :  /+etcQ== \r\n\r\n")).trailers).to.deep.equal({
      "x-amz-checksum-crc32": "/+etcQ==",
    }));
  it("decodes an empty body", async () =>
    expect(await decodeBody("0\r\n\r\n")).to.deep.equal({ text: "", trailers: {} }));
  it("accepts content that looks like chunk headers", async () =>
    expect((await decodeBody("b\r\n0\r\n\r\n5\r\nabc\r\n0\r\n\r\n")).text).to.equal("0\r\n\r\n5\r\nabc"));
  it("ignores signatures that needn't be verified", async () => {
    expect(
      (await decodeBody(`2;chunk-signature=${"0".repeat(64)}\r\nhi\r\n0;chunk-signature=${"0".repeat(64)}\r\n\r\n`))
        .text,
    ).to.equal("hi");
  });

  for (const [title, broken] of [
    ["ends inside a chunk", "5\r\nhel"],
    ["ends before the last chunk", "5\r\nhello\r\n"],
    ["ends before the trailers' end", "0\r\nx-a:1\r\n"],
    ["has a length that is none", "x\r\nhello\r\n0\r\n\r\n"],
    ["has more than its length", "2\r\nhello\r\n0\r\n\r\n"],
    ["is not chunked", "hello, world, this is not a chunk at all"],
  ] as const) {
    it(`rejects a body that ${title}`, async () =>
      expect((await catchFault(decodeBody(broken))).code).to.equal("IncompleteBody"));
  }
  it("rejects malformed trailers", async () =>
    expect((await catchFault(decodeBody("0\r\nno colon here\r\n\r\n"))).code).to.equal("MalformedTrailerError"));
  it("doesn't buffer an endless line", async () => {
    expect((await catchFault(decodeBody("1".repeat(100_000), { piece: 10_000 }))).code).to.equal("IncompleteBody");
  });
});

describe("aws-chunked signatures", () => {
  // The worked example of AWS's documentation: 66,560 bytes of `a` in chunks of 64 KiB.
  const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
  const key = ["20130524", "us-east-1", "s3", "aws4_request"].reduce<string | Buffer>(
    hmac,
    "AWS4wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  );
  const seed = {
    signature: "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
    key: Buffer.from(key),
    time: "20130524T000000Z",
    scope: "20130524/us-east-1/s3/aws4_request",
  };
  const createExample = (first = "a"): string =>
    `10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n${first}${"a".repeat(65_535)}\r\n` +
    `400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n${"a".repeat(1024)}\r\n` +
    "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n";

  it("are valid for AWS's own example", async () => {
    expect((await decodeBody(createExample(), { signatures: new ChunkSignatures(seed) })).text).to.have.length(66_560);
  });
  it("are invalid if one byte differs", async () => {
    expect((await catchFault(decodeBody(createExample("b"), { signatures: new ChunkSignatures(seed) }))).code).to.equal(
      "SignatureDoesNotMatch",
    );
  });
  it("are invalid after another request's signature", async () => {
    const signatures = new ChunkSignatures({ ...seed, signature: "0".repeat(64) });
    expect((await catchFault(decodeBody(createExample(), { signatures }))).code).to.equal("SignatureDoesNotMatch");
  });
  it("are required", async () => {
    expect(
      (await catchFault(decodeBody("1\r\na\r\n0\r\n\r\n", { signatures: new ChunkSignatures(seed) }))).code,
    ).to.equal("SignatureDoesNotMatch");
  });
});
