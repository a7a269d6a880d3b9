import { expect } from "chai";
import { uriRouter, type RouteSource } from "./uri-route";

const route = (name: string, method: string, template: string): RouteSource => ({
  2: name,
  3: { http: [method, template, 200] },
});

describe("URI routes", () => {
  const find = uriRouter([
    route("List", "GET", "/2015-03-31/functions"),
    route("Get", "GET", "/2015-03-31/functions/{FunctionName}"),
    route("Special", "GET", "/2015-03-31/functions/special"),
    route("Create", "POST", "/2015-03-31/functions/"),
    route("Layers", "GET", "/layers"),
    route("LayerByArn", "GET", "/layers?find=LayerVersion"),
  ]);
  const at = (method: string, path: string, query = ""): unknown => find({ method, path, query });

  it("tell operations apart by method and path", () => {
    expect(at("GET", "/2015-03-31/functions")).to.deep.equal({ name: "List", labels: {} });
    expect(at("POST", "/2015-03-31/functions")).to.deep.equal({ name: "Create", labels: {} });
    expect(at("PUT", "/2015-03-31/functions")).to.equal(undefined);
    expect(at("GET", "/2015-03-31/functions/a/b")).to.equal(undefined);
  });
  it("take a slash at the end for none", () => {
    expect(at("GET", "/2015-03-31/functions/")).to.deep.equal({ name: "List", labels: {} });
  });
  it("read labels, decoded", () => {
    expect(at("GET", "/2015-03-31/functions/arn%3Aaws%3Alambda")).to.deep.equal({
      name: "Get",
      labels: { FunctionName: "arn:aws:lambda" },
    });
    expect(at("GET", "/2015-03-31/functions/%zz")).to.equal(undefined);
  });
  it("prefer a fixed segment to a label, and a query that is asked for to none", () => {
    expect(at("GET", "/2015-03-31/functions/special")).to.deep.equal({ name: "Special", labels: {} });
    expect(at("GET", "/layers", "find=LayerVersion&Arn=x")).to.deep.equal({ name: "LayerByArn", labels: {} });
    expect(at("GET", "/layers", "MaxItems=1")).to.deep.equal({ name: "Layers", labels: {} });
  });
});
