import {
  ListVersionsByFunction$,
  type ListVersionsByFunctionRequest,
  type ListVersionsByFunctionResponse,
} from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import * as fields from "../fields";
import { namedFunction } from "../function-name";
import { listed } from "../functions/describe";
import { page, versionKey } from "../page";

const members = {
  FunctionName: required(fields.functionName),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf10000),
} satisfies Members<ListVersionsByFunctionRequest>;

/** `$LATEST` comes first. */
export const listVersionsByFunction = operation(
  ListVersionsByFunction$,
  members,
  (cloud, request): Reply<ListVersionsByFunctionResponse> => {
    const found = cloud.lambda.functions.named(namedFunction(cloud, request.FunctionName));
    const { items, ...next } = page([found.latest, ...found.versions], versionKey, request);
    return {
      Versions: items.map((version) => listed(cloud, found, { version, qualifier: version.version })),
      ...next,
    };
  },
);
