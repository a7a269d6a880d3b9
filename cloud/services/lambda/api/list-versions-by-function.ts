import {
  ListVersionsByFunction$,
  type ListVersionsByFunctionRequest,
  type ListVersionsByFunctionResponse,
} from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../framework/operation";
import * as fields from "../model/fields";
import { parseFunctionName } from "../model/function-name";
import { describeListed } from "./functions/describe";
import { listPage, getVersionKey } from "./page";

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
    const found = cloud.lambda.functions.requireFunction(parseFunctionName(cloud, request.FunctionName));
    const { items, ...next } = listPage([found.latest, ...found.versions], getVersionKey, request);
    return {
      Versions: items.map((version) => describeListed(cloud, found, { version, qualifier: version.version })),
      ...next,
    };
  },
);
