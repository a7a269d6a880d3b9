import type { ListLayersRequest } from "@aws-sdk/client-lambda";
import type { StoredLayerVersion } from "../../model/layers/stored-layer";

/** Whether a version matches the filter of a listing. A version that names no runtimes (or no architectures) does not match a filter by runtime (or architecture). */
export const isMatching = (
  { runtimes = [], architectures = [] }: StoredLayerVersion,
  { CompatibleRuntime: runtime, CompatibleArchitecture: architecture }: ListLayersRequest,
): boolean =>
  (runtime === undefined || runtimes.includes(runtime)) &&
  (architecture === undefined || architectures.includes(architecture));
