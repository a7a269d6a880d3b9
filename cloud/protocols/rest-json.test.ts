import { expect } from "chai";
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema, StaticStructureSchema } from "@smithy/types";
import type { HttpRequest } from "../core/http";
import type { ReplyContext } from "./protocol";
import { readRestJsonInput } from "./rest-json-input";
import { createRestJsonReply } from "./rest-json";

/** How the SDK's schemas name plain types. */
const [STRING, NUMBER, BOOLEAN, TIME, DOCUMENT] = [0, 1, 2, 4, 15];

const createShape = (members: Readonly<Record<string, unknown>>): NormalizedSchema =>
  NormalizedSchema.of([
    3,
    "test",
    "Input",
    0,
    Object.keys(members),
    Object.values(members),
  ] as unknown as StaticStructureSchema);

const read = (
  members: Readonly<Record<string, unknown>>,
  { query = "", body = "", headers = {} }: { query?: string; body?: string; headers?: Record<string, string> },
): Promise<Record<string, unknown>> =>
  readRestJsonInput(createShape(members), {
    // Only these parts are read.
    request: { query, headers } as unknown as HttpRequest,
    body: Buffer.from(body),
    labels: {},
  });

const refuse = async (...requested: Parameters<typeof read>): Promise<string> =>
  read(...requested).then(
    () => "accepted",
    (fault: Error & { code?: string }) => fault.code ?? fault.message,
  );

describe("REST-JSON requests", () => {
  it("are refused if a query or header has no value of its type", async () => {
    const bound = {
      count: [NUMBER, { httpQuery: "count" }],
      isOn: [BOOLEAN, { httpHeader: "x-on" }],
      at: [TIME, { httpQuery: "at" }],
    };
    expect(
      await read(bound, { query: "count=-1.5e3&at=2020-01-02T03:04:05Z", headers: { "x-on": "true" } }),
    ).to.deep.equal({ count: -1500, isOn: true, at: new Date("2020-01-02T03:04:05Z") });
    for (const query of [
      "count=0x10",
      "count=12abc",
      "count=",
      "at=1577934245",
      "at=2020-01-02",
      "at=2020-13-02T03:04:05Z",
    ])
      expect(await refuse(bound, { query }), query).to.equal("SerializationException");
    expect(await refuse(bound, { headers: { "x-on": "True" } })).to.equal("SerializationException");
  });
  it("keep the comma inside a date of HTTP", async () => {
    const [first, second] = ["Mon, 16 Dec 2019 23:48:18 GMT", "Tue, 17 Dec 2019 23:48:18 GMT"];
    const bound = { times: [() => [1, "test", "Times", 0, TIME], { httpHeader: "x-times" }] };
    const { times } = await read(bound, { headers: { "x-times": `${first}, ${second}` } });
    expect(times).to.deep.equal([new Date(first), new Date(second)]);
  });
  it("collect a query's parameters and prefixed headers into maps", async () => {
    const map = () => [2, "test", "Map", 0, STRING, STRING];
    const bound = { all: [map, { httpQueryParams: 1 }], meta: [map, { httpPrefixHeaders: "x-meta-" }] };
    const { all, meta } = await read(bound, { query: "a=1&b=2", headers: { "x-meta-c": "3", other: "4" } });
    expect({ all, meta }).to.deep.equal({ all: { a: "1", b: "2" }, meta: { c: "3" } });
  });
  it("have any JSON as a document, and a structure as a structure", async () => {
    const payload = { value: [DOCUMENT, { httpPayload: 1 }] };
    expect(await read(payload, { body: '["a", 1]' })).to.deep.equal({ value: ["a", 1] });
    expect(await refuse(payload, { body: "{" })).to.equal("SerializationException");
    for (const body of ["[]", "12", '"text"', "null", "{"])
      expect(await refuse({ name: STRING }, { body }), body).to.equal("SerializationException");
  });
});

describe("REST-JSON answers", () => {
  it("have no body with the status 204, and otherwise an object even if it is empty", () => {
    const output = createShape({ code: [NUMBER, { httpResponseCode: 1 }], name: STRING }).getSchema();
    const operation = [9, "test", "Do", { http: ["POST", "/", 200] }, output, output];
    const schema = operation as unknown as StaticOperationSchema;
    const context = { requestId: "1", schema, reply: { headers: {} } } as unknown as ReplyContext;
    const write = (value: object) => {
      const { status, body } = createRestJsonReply(value, context);
      return [status, body?.toString()];
    };
    expect(write({ code: 204 })).to.deep.equal([204, undefined]);
    expect(write({})).to.deep.equal([200, "{}"]);
    expect(write({ code: 202, name: "a" })).to.deep.equal([202, '{"name":"a"}']);
  });
});
