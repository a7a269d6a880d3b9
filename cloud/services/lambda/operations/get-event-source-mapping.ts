import {
  GetEventSourceMapping$,
  type EventSourceMappingConfiguration,
  type GetEventSourceMappingRequest,
} from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import * as fields from "../fields";
import { describeMapping } from "../sources/describe-mapping";

const members = { UUID: required(fields.token) } satisfies Members<GetEventSourceMappingRequest>;

export const getEventSourceMapping = operation(
  GetEventSourceMapping$,
  members,
  (cloud, { UUID }): Reply<EventSourceMappingConfiguration> =>
    describeMapping(cloud, cloud.lambda.mappings.requireFunction(UUID)),
);
