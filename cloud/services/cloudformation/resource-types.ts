import { stream } from "../kinesis/resources/stream";
import { bucket } from "../s3/resources/bucket";
import type { ResourceType, ResourceTypes } from "./resource-type";

/** Every type of resource that templates can hold. One line a type. */
const types: readonly ResourceType[] = [
  stream,
  bucket,
];

export const resourceTypes: ResourceTypes = new Map(types.map((one) => [one.type, one]));
