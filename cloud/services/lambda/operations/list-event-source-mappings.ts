import {
  ListEventSourceMappings$,
  type ListEventSourceMappingsRequest,
  type ListEventSourceMappingsResponse,
} from "@aws-sdk/client-lambda";
import { optional, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import * as fields from "../fields";
import { parseFunctionName } from "../function-name";
import { listPage } from "../page";
import { describeMapping } from "../sources/describe-mapping";

const members = {
  EventSourceArn: optional(fields.sourceArn),
  FunctionName: optional(fields.functionName),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf10000),
} satisfies Members<ListEventSourceMappingsRequest>;

export const listEventSourceMappings = operation(
  ListEventSourceMappings$,
  members,
  (cloud, request): Reply<ListEventSourceMappingsResponse> => {
    const { EventSourceArn: arn, FunctionName: name } = request;
    const wanted = name === undefined ? undefined : parseFunctionName(cloud, name).name;
    const all = cloud.lambda.mappings
      .listAll()
      .filter(
        (mapping) =>
          (arn === undefined || mapping.sourceArn === arn) && (wanted === undefined || mapping.functionName === wanted),
      );
    const { items, ...next } = listPage(all, ({ uuid }) => uuid, request);
    return { EventSourceMappings: items.map((mapping) => describeMapping(cloud, mapping)), ...next };
  },
);
