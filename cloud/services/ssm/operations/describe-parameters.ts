import {
  DescribeParameters$,
  type DescribeParametersRequest,
  type DescribeParametersResult,
  type ParameterStringFilter,
} from "@aws-sdk/client-ssm";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { emulatedOf, list, oneOf, string } from "../../../core/rules";
import { operation } from "../../operation";
import { nextToken, pageOfFifty } from "../fields";
import { createPage } from "../page";
import { describeMetadata, type StoredParameter } from "../parameters";

const filter = {
  Key: required(emulatedOf(["Name", "Type"], ["Path", "KeyId", "Label", "Tier", "DataType"])),
  Option: optional(oneOf(["Equals", "BeginsWith", "Contains"])),
  Values: required(list(string({ length: { min: 1, max: 1024 } }), { min: 1, max: 50 })),
} satisfies Members<ParameterStringFilter>;

const members = {
  Filters: refused(),
  ParameterFilters: optional(list(structure(filter))),
  MaxResults: optional(pageOfFifty),
  NextToken: optional(nextToken),
  Shared: refused(),
} satisfies Members<DescribeParametersRequest>;

const USUAL_ITEMS = 50;

/** Lists parameters' metadata, without their values. */
export const describeParameters = operation(
  DescribeParameters$,
  members,
  (cloud, { ParameterFilters: filters = [], MaxResults = USUAL_ITEMS, NextToken }): DescribeParametersResult => {
    const wanted = cloud.ssm
      .listAll()
      .filter((parameter) => filters.every((filtered) => isMatching(parameter, filtered)));
    const { items, ...page } = createPage(wanted, MaxResults, NextToken);
    return { Parameters: items.map((item) => describeMetadata(cloud.ssm, item)), ...page };
  },
);

function isMatching(
  { name, type }: StoredParameter,
  {
    Key,
    Option = "Equals",
    Values,
  }: { readonly Key: "Name" | "Type"; readonly Option?: string | undefined; readonly Values: readonly string[] },
): boolean {
  const text = Key === "Name" ? name : type;
  return Values.some((value) =>
    Option === "Equals" ? text === value : Option === "BeginsWith" ? text.startsWith(value) : text.includes(value),
  );
}
