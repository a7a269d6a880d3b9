import {
  UpdateEventSourceMapping$,
  type EventSourceMappingConfiguration,
  type UpdateEventSourceMappingRequest,
} from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { createMappingBusyFault } from "../faults";
import * as fields from "../fields";
import { parseFunctionName } from "../function-name";
import { describeMapping } from "../sources/describe-mapping";
import { checkSource, mergeMapping } from "../sources/given-mapping";
import type { StoredMapping } from "../sources/stored-mapping";

const members = {
  UUID: required(fields.token),
  FunctionName: optional(fields.functionName),
  Enabled: optional(fields.flag),
  ...fields.mapping,
} satisfies Members<UpdateEventSourceMappingRequest>;

export const updateEventSourceMapping = operation(
  UpdateEventSourceMapping$,
  members,
  (cloud, request): Reply<EventSourceMappingConfiguration> => {
    const { functions, mappings } = cloud.lambda;
    const before = mappings.requireFunction(request.UUID);
    if (!["Enabled", "Disabled"].includes(mappings.getState(before))) throw createMappingBusyFault("update");
    const { name, qualifier } =
      request.FunctionName === undefined
        ? { name: before.functionName, qualifier: before.qualifier }
        : parseFunctionName(cloud, request.FunctionName);
    const version = functions.requireVersion(functions.requireFunction({ name, qualifier }), qualifier);
    checkSource(cloud, before.sourceArn, version.timeoutSeconds);
    const settings = mergeMapping(cloud, before, request);
    const { Enabled: isEnabled = before.isEnabled } = request;
    const { uuid, sourceArn, tags } = before;
    const mapping: StoredMapping = {
      ...settings,
      uuid,
      sourceArn,
      tags,
      functionName: name,
      ...(qualifier === undefined ? {} : { qualifier }),
      isEnabled,
      modifiedAt: cloud.now(),
      transition: mappings.beginTransition(
        isEnabled === before.isEnabled ? "Updating" : isEnabled ? "Enabling" : "Disabling",
      ),
    };
    mappings.save(mapping);
    return describeMapping(cloud, mapping);
  },
);
