import type { ListLayersRequest } from "@aws-sdk/client-lambda";
import type { StoredLayerVersion } from "./stored-layer";

/** Whether a version is one of those that a listing asks for. One that says nothing of a runtime or an architecture is not listed by it. */
export const fits = (
  { runtimes = [], architectures = [] }: StoredLayerVersion,
  { CompatibleRuntime: runtime, CompatibleArchitecture: architecture }: ListLayersRequest,
): boolean =>
  (runtime === undefined || runtimes.includes(runtime)) &&
  (architecture === undefined || architectures.includes(architecture));
