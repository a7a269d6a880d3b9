import {
  ListExports$,
  type ListExportsInput,
  type ListExportsOutput,
  ListImports$,
  type ListImportsInput,
  type ListImportsOutput,
} from "@aws-sdk/client-cloudformation";
import { optional, type Members, required } from "../../../core/members";
import { operation } from "../../framework/operation";
import { nextToken } from "../model/fields";
import { createPage } from "./page";
import { string } from "../../../core/rules";
import { listImporters } from "../model/deployment/outputs";
import { createInvalidRequestFault } from "../model/faults";

const listExportsMembers = { NextToken: optional(nextToken) } satisfies Members<ListExportsInput>;

export const listExports = operation(
  ListExports$,
  listExportsMembers,
  (cloud, { NextToken: token }): ListExportsOutput => {
    const exported = cloud.cloudformation.stacks
      .listAll()
      .filter(({ status }) => status !== "DELETE_COMPLETE")
      .flatMap(({ id, outputs }) =>
        outputs.flatMap(({ exportName, value }) =>
          exportName === undefined ? [] : [{ ExportingStackId: id, Name: exportName, Value: value }],
        ),
      );
    const { items, ...page } = createPage(exported, token);
    return { Exports: items, ...page };
  },
);

const listImportsMembers = {
  ExportName: required(string({ length: { min: 1 } })),
  NextToken: optional(nextToken),
} satisfies Members<ListImportsInput>;

/** The stacks that import an export; an export that none imports is an error, as on AWS. */
export const listImports = operation(
  ListImports$,
  listImportsMembers,
  (cloud, { ExportName: name, NextToken: token }): ListImportsOutput => {
    const importers = listImporters(cloud.cloudformation.deployment, name);
    if (importers.length === 0) throw createInvalidRequestFault(`Export '${name}' is not imported by any stack.`);
    const { items, ...page } = createPage(importers, token);
    return { Imports: items, ...page };
  },
);
