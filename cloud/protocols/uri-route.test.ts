import { expect } from "chai";
import { createUriRouter, type RouteSource } from "./uri-route";

const route = (name: string, method: string, template: string): RouteSource => ({
  2: name,
  3: { http: [method, template, 200] },
});

describe("URI routes", () => {
  const find = createUriRouter([
    route("List", "GET", "/2015-03-31/functions"),
    route("Get", "GET", "/2015-03-31/functions/{FunctionName}"),
    route("Special", "GET", "/2015-03-31/functions/special"),
    route("Create", "POST", "/2015-03-31/functions/"),
    route("Layers", "GET", "/layers"),
    route("LayerByArn", "GET", "/layers?find=LayerVersion"),
  ]);
  const matchRoute = (method: string, path: string, query = ""): unknown => find({ method, path, query });

  it("distinguish operations by method and path", () => {
    expect(matchRoute("GET", "/2015-03-31/functions")).to.deep.equal({ name: "List", labels: {} });
    expect(matchRoute("POST", "/2015-03-31/functions")).to.deep.equal({ name: "Create", labels: {} });
    expect(matchRoute("PUT", "/2015-03-31/functions")).to.equal(undefined);
    expect(matchRoute("GET", "/2015-03-31/functions/a/b")).to.equal(undefined);
  });
  it("ignore a slash at the end", () => {
    expect(matchRoute("GET", "/2015-03-31/functions/")).to.deep.equal({ name: "List", labels: {} });
  });
  it("decode labels", () => {
    expect(matchRoute("GET", "/2015-03-31/functions/arn%3Aaws%3Alambda")).to.deep.equal({
      name: "Get",
      labels: { FunctionName: "arn:aws:lambda" },
    });
    expect(matchRoute("GET", "/2015-03-31/functions/%zz")).to.equal(undefined);
  });
  it("give all that is left to a label with a plus", () => {
    const findObject = createUriRouter([route("GetObject", "GET", "/{Bucket}/files/{Key+}")]);
    expect(findObject({ method: "GET", path: "/b/files/a/b%20c/d", query: "" })).to.deep.equal({
      name: "GetObject",
      labels: { Bucket: "b", Key: "a/b c/d" },
    });
    expect(findObject({ method: "GET", path: "/b/other/a/b", query: "" })).to.equal(undefined);
  });
  it("prefer a fixed segment to a label, and a required query parameter to none", () => {
    expect(matchRoute("GET", "/2015-03-31/functions/special")).to.deep.equal({ name: "Special", labels: {} });
    expect(matchRoute("GET", "/layers", "find=LayerVersion&Arn=x")).to.deep.equal({ name: "LayerByArn", labels: {} });
    expect(matchRoute("GET", "/layers", "MaxItems=1")).to.deep.equal({ name: "Layers", labels: {} });
  });
});
