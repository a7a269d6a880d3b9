import { expect } from "chai";
import { AwsFault } from "../core/faults";
import type { HttpRequest } from "../core/http";
import { findTargetOperation, findTargetService } from "./aws-json";
import { getContentType } from "./bodies";
import { queryErrorHeader } from "./protocol";
import { requestTarget } from "./request-target";
import { getPresignedHeaders } from "./rest-xml";
import { isFormUpload } from "./rest-input";

const request = (overrides: Partial<HttpRequest>): HttpRequest => ({
  method: "POST",
  path: "/",
  query: "",
  headers: {},
  host: "127.0.0.1:4566",
  disconnected: new AbortController().signal,
  openBody: () => expect.fail("nobody asks for the body"),
  ...overrides,
});

describe("a request's target and headers", () => {
  for (const [host, path, bucket, key] of [
    ["127.0.0.1:1", "/", undefined, undefined],
    ["127.0.0.1:1", "/b", "b", undefined],
    ["127.0.0.1:1", "/b/", "b", undefined],
    ["localhost:1", "/b%20c/d%2Fe/f", "b c", "d/e/f"],
    ["b.localhost:1", "/", "b", undefined],
    ["b.c.s3.us-east-1.amazonaws.com", "/d/e", "b.c", "d/e"],
    ["B.S3.localhost", "/d", "B", "d"],
    ["s3.localhost:1", "/b/c", "b", "c"],
    ["S3.localhost", "/b", "b", undefined],
  ] as const)
    it(`of ${host}${path} names the bucket ${bucket} and the key ${key}`, () => {
      expect(requestTarget(request({ host, path }))).to.deep.equal({ bucket, key });
    });

  it("name no bucket if the path is wrongly encoded", () => {
    for (const path of ["/%zz", "/b/%zz"])
      expect(() => requestTarget(request({ path })))
        .to.throw(AwsFault)
        .with.property("code", "InvalidURI");
  });

  it("take headers in a presigned URL before those that were sent", () => {
    const headers = { "x-amz-acl": "sent", host: "h" };
    const query = "X-Amz-Acl=url&X-Amz-Meta-A=1&If-Match=e&X-Amz-Checksum-Crc32=c&versionId=v&if-matched=n";
    expect(getPresignedHeaders({ query, headers })).to.equal(headers);
    for (const signature of ["X-Amz-Signature=s", "Signature=s"]) {
      const found = getPresignedHeaders({ query: `${query}&${signature}`, headers });
      expect(found).to.include({ ...headers, "x-amz-meta-a": "1", "if-match": "e" });
      expect(found).not.to.have.any.keys("x-amz-checksum-crc32", "versionid", "if-matched", "signature");
    }
  });

  it("describe a form upload to a bucket", () => {
    const form = { headers: { "content-type": "Multipart/Form-Data ; boundary=x" }, path: "/b" };
    const bucketHost = { ...form, host: "b.localhost" };
    for (const item of [form, { ...form, path: "/b/" }, { ...bucketHost, path: "/" }])
      expect(isFormUpload(request(item)), JSON.stringify(item)).to.equal(true);
    for (const item of [
      ...[{ ...form, path: "/" }, { ...form, path: "/b/c" }, bucketHost, { ...form, method: "PUT" }],
      ...[
        { ...form, query: "a" },
        { ...form, headers: {} },
        { ...form, headers: { "content-type": "multipart/form-data" } },
      ],
      { ...form, headers: { ...form.headers, "x-amz-target": "a.b" } },
    ])
      expect(isFormUpload(request(item)), JSON.stringify(item)).to.equal(false);
  });

  it("name the service and operation from the target header", () => {
    const createNamed = (target?: string): unknown[] => {
      const httpRequest = request({ headers: target === undefined ? {} : { "x-amz-target": target } });
      return [findTargetService(httpRequest), findTargetOperation(httpRequest, { target: "K", operations: {} })];
    };
    expect(["K.Put", "K.Put.more", "K.", "K", "L.Put", ".Put"].map(createNamed)).to.deep.equal([
      ...[
        ["K", "Put"],
        ["K", "Put"],
        ["K", ""],
        ["K", undefined],
      ],
      ...[
        ["L", undefined],
        ["", undefined],
      ],
    ]);
    expect(createNamed()).to.deep.equal([undefined, undefined]);
  });

  it("have a content type without parameters", () => {
    const types = ["a/b", "A/B; charset=x", " a/b ;c", ""].map((type) =>
      getContentType(request({ headers: { "content-type": type } })),
    );
    expect([...types, getContentType(request({}))]).to.deep.equal(["a/b", "a/b", "a/b", "", ""]);
  });

  it("name the legacy code of a fault in a response, and who is at fault", () => {
    const getHeader = (status: number): unknown =>
      queryErrorHeader(new AwsFault("New", "", { status, queryCode: "Old" }));
    expect(getHeader(499)).to.deep.equal({ "x-amzn-query-error": "Old;Sender" });
    expect(getHeader(500)).to.deep.equal({ "x-amzn-query-error": "Old;Receiver" });
    expect(queryErrorHeader(new AwsFault("New", ""))).to.deep.equal({});
  });
});
