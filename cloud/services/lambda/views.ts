import type { View } from "../../core/service";
import type { Lab } from "../lab";
import { describe } from "./functions/describe";

/** The functions, as the console shows them. */
export function functionsView(cloud: Lab): View {
  return {
    title: "Functions",
    columns: ["Name", "Runtime", "Handler", "Memory", "Timeout", "State", "Last modified"],
    rows: cloud.lambda.functions.all().map((one) => {
      const {
        Runtime = "",
        Handler = "",
        MemorySize = 0,
        Timeout = 0,
        State = "",
        LastModified = "",
      } = describe(cloud, one, { version: one.latest });
      return [one.name, Runtime, Handler, `${MemorySize} MB`, `${Timeout} s`, State, LastModified];
    }),
  };
}

/** The event source mappings, as the console shows them. */
export const mappingsView = (cloud: Lab): View => ({
  title: "Event source mappings",
  columns: ["Source", "Function", "Batch", "State"],
  rows: cloud.lambda.mappings
    .all()
    .map((one) => [one.sourceArn, one.functionName, String(one.batchSize), cloud.lambda.mappings.stateOf(one)]),
});
