import { ListImports$, type ListImportsInput, type ListImportsOutput } from "@aws-sdk/client-cloudformation";
import { optional, required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { listImporters } from "../model/deployment/outputs";
import { createInvalidRequestFault } from "../model/faults";
import { nextToken } from "../model/fields";
import { createPage } from "./page";

const members = {
  ExportName: required(string({ length: { min: 1 } })),
  NextToken: optional(nextToken),
} satisfies Members<ListImportsInput>;

/** The stacks that import an export; an export that none imports is an error, as on AWS. */
export const listImports = operation(
  ListImports$,
  members,
  (cloud, { ExportName: name, NextToken: token }): ListImportsOutput => {
    const importers = listImporters(cloud.cloudformation.deployment, name);
    if (importers.length === 0) throw createInvalidRequestFault(`Export '${name}' is not imported by any stack.`);
    const { items, ...page } = createPage(importers, token);
    return { Imports: items, ...page };
  },
);
