import type { View } from "../../core/service";
import type { Services } from "../framework/services";
import { describe } from "./api/functions/describe";

/** The functions, as the console shows them. */
export function createFunctionsView(cloud: Services): View {
  return {
    title: "Functions",
    columns: ["Name", "Runtime", "Handler", "Memory", "Timeout", "State", "Last modified"],
    rows: cloud.lambda.functions.listAll().map((item) => {
      const {
        Runtime = "",
        Handler = "",
        MemorySize = 0,
        Timeout = 0,
        State = "",
        LastModified = "",
      } = describe(cloud, item, { version: item.latest });
      return [item.name, Runtime, Handler, `${MemorySize} MB`, `${Timeout} s`, State, LastModified];
    }),
  };
}

/** The event source mappings, as the console shows them. */
export const createMappingsView = (cloud: Services): View => ({
  title: "Event source mappings",
  columns: ["Source", "Function", "Batch", "State"],
  rows: cloud.lambda.mappings
    .listAll()
    .map((mapping) => [
      mapping.sourceArn,
      mapping.functionName,
      String(mapping.batchSize),
      cloud.lambda.mappings.getState(mapping),
    ]),
});
