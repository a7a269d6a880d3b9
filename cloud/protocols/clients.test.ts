import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as iam from "@aws-sdk/client-iam";
import * as s3 from "@aws-sdk/client-s3";
import * as sns from "@aws-sdk/client-sns";
import { expect } from "chai";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { AwsFault } from "../core/faults";
import type { HttpRequest } from "../core/http";
import { createAwsQuery } from "./aws-query";
import { createRestXml } from "./rest-xml";
import { createRpcV2Cbor } from "./rpc-v2-cbor";
import { dialect, EXCHANGES, TEXT, type Exchange } from "./testing/exchanges";
import { loadOperations, Wire } from "./testing/wire";

/** A value for comparison: streams as bytes, without unset members and members that clients add. */
async function toPlain(value: unknown): Promise<unknown> {
  if (value instanceof Readable) return toPlain(await buffer(value));
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (Array.isArray(value)) return Promise.all(value.map(toPlain));
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const members = Object.entries(value).filter(([name, item]) => item !== undefined && name !== "$metadata");
  return Object.fromEntries(
    await Promise.all(members.map(async ([name, item]) => [name, await toPlain(item)] as const)),
  );
}

interface Sender {
  send(command: object): Promise<object>;
  destroy(): void;
}

for (const [protocol, { sdk, client, wire, config, exchanges }] of Object.entries(EXCHANGES))
  describe(`${protocol} through the SDK's clients`, () => {
    // The border: packages name their commands and clients in this way.
    const created = sdk as Readonly<Record<string, new (settings: object) => object>>;
    let sender: Sender;
    before(() => {
      const Client = created[client] as unknown as new (settings: object) => Sender;
      sender = new Client({
        region: "us-east-1",
        endpoint: "http://127.0.0.1:80",
        credentials: { accessKeyId: "a", secretAccessKey: "s" },
        requestHandler: wire,
        maxAttempts: 1,
        ...config,
      });
    });
    after(() => sender.destroy());
    const send = (command: string, input: object): Promise<object> => {
      const Command = created[`${command}Command`];
      if (Command === undefined) throw new Error(`There is no ${command}.`);
      return sender.send(new Command(input));
    };

    for (const { command, input, added, output, status = 200 } of exchanges)
      it(`carries ${command}'s input and output`, async () => {
        const body = output?.["Body"];
        wire.setAnswer({
          output: body instanceof Uint8Array ? { ...output, Body: Readable.from([Buffer.from(body)]) } : output,
          reply: { ...(status === 206 ? { status } : {}), headers: { "x-more": "m" } },
        });
        const answered = await send(command, input);
        expect(wire.read?.operation).to.equal(command);
        expect(await toPlain(wire.read?.input)).to.deep.equal(await toPlain({ ...input, ...added }));
        expect(await toPlain(answered)).to.deep.equal(output ?? {});
        expect([wire.written?.status, wire.written?.headers["x-more"]]).to.deep.equal([status, "m"]);
        expect(answered).to.have.nested.property("$metadata.requestId", "the-request");
        // HTTP/2 allows only lower-case header names (RFC 9113, 8.2).
        for (const name of Object.keys(wire.written?.headers ?? {})) expect(name).to.equal(name.toLowerCase());
      });

    it("carries faults", async () => {
      const [{ command, input }] = exchanges as readonly [Exchange];
      for (const status of [404, 500]) {
        wire.setAnswer({ fault: new AwsFault("Oops", TEXT, { status, headers: { "x-more": "m" } }) });
        const error = await send(command, input).catch((fault: unknown) => fault);
        expect(error)
          .to.include({ name: "Oops", message: TEXT })
          .and.to.have.nested.property("$metadata.httpStatusCode", status);
        expect(wire.written?.headers["x-more"]).to.equal("m");
      }
    });
  });

describe("protocol details that clients don't show", () => {
  const signed = { region: "us-east-1", endpoint: "http://127.0.0.1:80", maxAttempts: 1 } as const;
  const credentials = { accessKeyId: "a", secretAccessKey: "s" };

  it("Smithy RPC v2 CBOR returns an empty map for a structure without members", () => {
    const { ListMetrics$: schema } = cloudwatch;
    const request = { isHead: false, isQueryMode: false };
    const context = { requestId: "r", service: { operations: {} }, schema, reply: { headers: {} }, ...request };
    const { body } = createRpcV2Cbor().reply(undefined, context);
    expect([...Buffer.from(body as Uint8Array)]).to.deep.equal([0xbf, 0xff]);
  });

  it("REST-XML reads a document with the input's own members at the top level", async () => {
    const wire = new Wire(createRestXml(dialect), loadOperations(s3));
    wire.setAnswer({ fault: new AwsFault("Oops", "") });
    const input = {
      Bucket: "b",
      Key: "k",
      Expression: "SELECT 1",
      ExpressionType: "SQL",
      InputSerialization: { CompressionType: "GZIP" },
      OutputSerialization: { JSON: { RecordDelimiter: "," } },
    } as const;
    const client = new s3.S3({ ...signed, credentials, forcePathStyle: true, requestHandler: wire });
    await client.selectObjectContent(input).catch(() => undefined);
    expect(await toPlain(wire.read?.input)).to.deep.equal(input);
  });

  for (const [title, { schema, form }] of Object.entries({
    "a structure where a string is wanted": { schema: iam.CreateRole$, form: "RoleName.a=b" },
    "a list where a number is wanted": { schema: iam.CreateRole$, form: "MaxSessionDuration.member.1=2" },
    "a string where a number is wanted": { schema: iam.CreateRole$, form: "MaxSessionDuration=long" },
    "a string where a structure is wanted": { schema: iam.CreateRole$, form: "Tags.member.1=a" },
    "a map's entry that is a string": { schema: sns.CreateTopic$, form: "Attributes.entry.1=a" },
    "a map's entry without a key": { schema: sns.CreateTopic$, form: "Attributes.entry.1.value=a" },
  }))
    it(`AWS query rejects ${title}`, async () => {
      const body = Buffer.from(`Action=${schema[2]}&${form}`);
      const request = { headers: {}, query: "" } as HttpRequest;
      const { readInput } = await createAwsQuery("").open(request, { operations: {} }, () => Promise.resolve(body));
      expect(() => readInput(schema))
        .to.throw(AwsFault)
        .with.property("status", 400);
    });
});
