import {
  ListEngineVersions$,
  type ListEngineVersionsInput,
  type ListEngineVersionsOutput,
} from "@aws-sdk/client-athena";
import { optional, type Members } from "../../../core/members";
import { integer } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { pageToken } from "../model/fields";
import { createPage } from "./page";
import { ENGINE } from "../model/work-groups";

const members = {
  NextToken: optional(pageToken),
  MaxResults: optional(integer({ min: 1, max: 10 })),
} satisfies Members<ListEngineVersionsInput>;

export const listEngineVersions = operation(
  ListEngineVersions$,
  members,
  (_cloud, request): ListEngineVersionsOutput => {
    const { items, ...next } = createPage(["AUTO", ENGINE], (name) => name, request);
    return {
      EngineVersions: items.map((name) => ({ SelectedEngineVersion: name, EffectiveEngineVersion: ENGINE })),
      ...next,
    };
  },
);
