import {
  DeleteEventSourceMapping$,
  type DeleteEventSourceMappingRequest,
  type EventSourceMappingConfiguration,
} from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { createMappingBusyFault } from "../faults";
import * as fields from "../fields";
import { describeMapping } from "../sources/describe-mapping";

const members = { UUID: required(fields.token) } satisfies Members<DeleteEventSourceMappingRequest>;

/** The mapping is Deleting for a while, and then disappears. */
export const deleteEventSourceMapping = operation(
  DeleteEventSourceMapping$,
  members,
  (cloud, { UUID }): Reply<EventSourceMappingConfiguration> => {
    const { mappings } = cloud.lambda;
    const before = mappings.requireFunction(UUID);
    if (mappings.getState(before) === "Deleting") throw createMappingBusyFault("delete");
    const deleting = { ...before, isEnabled: false, transition: mappings.beginTransition("Deleting") };
    mappings.save(deleting);
    return describeMapping(cloud, deleting);
  },
);
