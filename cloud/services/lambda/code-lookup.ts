import type { Lab } from "../lab";
import { namedFunction } from "./function-name";

/** The zip of a version: `GET /_lab/lambda/code?function=f&version=$LATEST`, which GetFunction links to. */
export function codeLookup(cloud: Lab, query: URLSearchParams): Uint8Array {
  const { functions, code } = cloud.lambda;
  const named = namedFunction(cloud, query.get("function") ?? "", query.get("version") ?? undefined);
  return code.zip(functions.version(functions.named(named), named.qualifier).code);
}
