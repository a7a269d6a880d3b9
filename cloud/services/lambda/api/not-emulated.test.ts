import * as sdk from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { lambda } from "../service";

describe("Lambda operations that aren't emulated", () => {
  const cloud = useCloud();

  it("have the SDK's routes", () => {
    const routes = Object.fromEntries(
      Object.values(lambda.operations).map(({ name, schema }) => [name, getRoute(schema)]),
    );
    const expected = Object.values(sdk).flatMap((item): [string, string][] =>
      Array.isArray(item) && item[0] === 9 ? [[String(item[2]), getRoute(item)]] : [],
    );
    expect(routes).to.deep.equal(Object.fromEntries(expected));
  });
  it("are rejected by name", async () => {
    const client = cloud.createClient(sdk.Lambda);
    const fault = await catchFault(client.getFunctionUrlConfig({ FunctionName: "f" }));
    expect(fault).to.include({
      name: "NotImplemented",
      message: "The lab cloud does not emulate lambda GetFunctionUrlConfig.",
    });
    expect(fault.$metadata?.httpStatusCode).to.equal(501);
  });
});

function getRoute(schema: unknown): string {
  const traits = (schema as readonly unknown[])[3] as { readonly http: readonly [string, string] };
  return traits.http.slice(0, 2).join(" ");
}
