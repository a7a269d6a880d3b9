import {
  GetParametersByPath$,
  type GetParametersByPathRequest,
  type GetParametersByPathResult,
} from "@aws-sdk/client-ssm";
import { optional, refused, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createInvalidPathFault } from "../model/faults";
import { flag, nextToken, pageOfTen, parameterName } from "../model/fields";
import { describeParameter } from "../model/parameters";
import { createPage } from "./tags";

const members = {
  Path: required(parameterName),
  Recursive: optional(flag),
  ParameterFilters: refused(),
  WithDecryption: optional(flag),
  MaxResults: optional(pageOfTen),
  NextToken: optional(nextToken),
} satisfies Members<GetParametersByPathRequest>;

const USUAL_ITEMS = 10;

/** The parameters one step below a path, or at any depth. */
export const getParametersByPath = operation(
  GetParametersByPath$,
  members,
  (
    cloud,
    { Path: path, Recursive: isRecursive = false, MaxResults = USUAL_ITEMS, NextToken },
  ): GetParametersByPathResult => {
    if (!path.startsWith("/")) throw createInvalidPathFault();
    const prefix = path.endsWith("/") ? path : `${path}/`;
    const below = cloud.ssm
      .listAll()
      .filter(({ name }) => name.startsWith(prefix) && (isRecursive || !name.slice(prefix.length).includes("/")));
    const { items, ...page } = createPage(below, MaxResults, NextToken);
    return { Parameters: items.map((item) => describeParameter(cloud.ssm, item)), ...page };
  },
);
