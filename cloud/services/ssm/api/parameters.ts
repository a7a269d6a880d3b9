import {
  PutParameter$,
  GetParameter$,
  GetParameters$,
  DescribeParameters$,
  DeleteParameter$,
  DeleteParameters$,
  GetParametersByPath$,
} from "@aws-sdk/client-ssm";
import type * as sdk from "@aws-sdk/client-ssm";
import { isBadPattern, isMatch } from "../../../core/callers-pattern";
import { AwsFault } from "../../../core/faults";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { emulatedOf, list, oneOf, string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import {
  createBadPatternFault,
  createNotFullyQualifiedFault,
  createParameterAlreadyExistsFault,
  createPatternMismatchFault,
  createReservedNameFault,
  createTagsWithOverwriteFault,
  createTypeMissingFault,
  createTypeStaysFault,
  createParameterNotFoundFault,
  createInvalidPathFault,
} from "../model/faults";
import * as fields from "../model/fields";
import { describeParameter, describeMetadata, type StoredParameter, type Parameters } from "../model/parameters";
import { createPage } from "./tags";

const members = {
  Path: required(fields.parameterName),
  Recursive: optional(fields.flag),
  ParameterFilters: refused(),
  WithDecryption: optional(fields.flag),
  MaxResults: optional(fields.pageOfTen),
  NextToken: optional(fields.nextToken),
} satisfies Members<sdk.GetParametersByPathRequest>;

const USUAL_PATH_ITEMS = 10;

/** The parameters one step below a path, or at any depth. */
export const getParametersByPath = operation(
  GetParametersByPath$,
  members,
  (
    cloud,
    { Path: path, Recursive: isRecursive = false, MaxResults = USUAL_PATH_ITEMS, NextToken },
  ): sdk.GetParametersByPathResult => {
    if (!path.startsWith("/")) throw createInvalidPathFault();
    const prefix = path.endsWith("/") ? path : `${path}/`;
    const below = cloud.ssm
      .listAll()
      .filter(({ name }) => name.startsWith(prefix) && (isRecursive || !name.slice(prefix.length).includes("/")));
    const { items, ...page } = createPage(below, MaxResults, NextToken);
    return { Parameters: items.map((item) => describeParameter(cloud.ssm, item)), ...page };
  },
);

const putParameterMembers = {
  Name: required(fields.parameterName),
  Value: required(fields.parameterValue),
  Type: optional(fields.parameterType),
  Description: optional(fields.description),
  Overwrite: optional(fields.flag),
  AllowedPattern: optional(fields.allowedPattern),
  Tags: optional(fields.tags),
  Tier: optional(emulatedOf(["Standard"], ["Advanced", "Intelligent-Tiering"])),
  DataType: optional(emulatedOf(["text"], ["aws:ec2:image", "aws:ssm:integration"])),
  KeyId: refused(),
  Policies: refused(),
} satisfies Members<sdk.PutParameterRequest>;

interface NewParameter {
  readonly Name: string;
  readonly Value: string;
  readonly Type?: StoredParameter["type"] | undefined;
  readonly Overwrite?: boolean | undefined;
  readonly AllowedPattern?: string | undefined;
  readonly Tags?: readonly unknown[] | undefined;
}

/**
 * Creates a parameter, or a new version of it.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export const putParameter = operation(PutParameter$, putParameterMembers, (cloud, request): sdk.PutParameterResult => {
  const { Name: name, Value: value } = request;
  checkForm(request);
  const before = cloud.ssm.find(name);
  const type = checkType(request, before);
  const stored = before ?? {
    version: 0,
    description: undefined,
    allowedPattern: undefined,
    tags: Object.fromEntries((request.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
  };
  const version = stored.version + 1;
  cloud.ssm.save({
    name,
    type,
    value,
    version,
    description: request.Description ?? stored.description,
    allowedPattern: request.AllowedPattern ?? stored.allowedPattern,
    modifiedAt: cloud.now(),
    tags: stored.tags,
  });
  return { Version: version, Tier: "Standard" };
});

/** @throws AwsFault ValidationException, InvalidAllowedPatternException, ParameterPatternMismatchException for a parameter that is invalid by itself */
function checkForm({
  Name,
  Value,
  Overwrite: overwrites = false,
  AllowedPattern: pattern = "",
  Tags = [],
}: NewParameter): void {
  if (/^\/?(?:aws|ssm)/i.test(Name)) throw createReservedNameFault(Name);
  if (Name.includes("/") && !Name.startsWith("/")) throw createNotFullyQualifiedFault();
  if (overwrites && Tags.length > 0) throw createTagsWithOverwriteFault();
  if (pattern !== "" && !isMatching(Value, pattern)) throw createPatternMismatchFault(pattern);
}

/** @throws AwsFault InvalidAllowedPatternException */
function isMatching(value: string, pattern: string): boolean {
  try {
    return isMatch(new RegExp(pattern), value);
  } catch (error) {
    if (isBadPattern(error)) throw createBadPatternFault();
    throw error;
  }
}

/** @throws AwsFault ParameterAlreadyExists, ValidationException, HierarchyTypeMismatchException */
function checkType(
  { Type, Overwrite = false }: NewParameter,
  before: StoredParameter | undefined,
): StoredParameter["type"] {
  if (before !== undefined && !Overwrite) throw createParameterAlreadyExistsFault();
  const type = Type ?? before?.type;
  if (type === undefined) throw createTypeMissingFault();
  if (before !== undefined && before.type !== type) throw createTypeStaysFault();
  return type;
}

const getParameterMembers = {
  Name: required(fields.parameterName),
  // Ignored: without SecureString there is nothing to decrypt.
  WithDecryption: optional(fields.flag),
} satisfies Members<sdk.GetParameterRequest>;

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export const getParameter = operation(GetParameter$, getParameterMembers, (cloud, { Name }): sdk.GetParameterResult => {
  const { parameter, selector } = cloud.ssm.selectParameter(Name);
  return { Parameter: describeParameter(cloud.ssm, parameter, selector) };
});

const getParametersMembers = {
  Names: required(fields.parameterNames),
  WithDecryption: optional(fields.flag),
} satisfies Members<sdk.GetParametersRequest>;

/** Returns parameters by name; names without a parameter are returned as invalid. */
export const getParameters = operation(
  GetParameters$,
  getParametersMembers,
  (cloud, { Names }): sdk.GetParametersResult => {
    const names = [...new Set(Names)];
    const found = names.map((name) => ({ name, selected: findSelected(cloud.ssm, name) }));
    return {
      Parameters: found.flatMap(({ selected }) =>
        selected === undefined ? [] : [describeParameter(cloud.ssm, selected.parameter, selected.selector)],
      ),
      InvalidParameters: found.filter(({ selected }) => selected === undefined).map(({ name }) => name),
    };
  },
);

function findSelected(parameters: Parameters, name: string): ReturnType<Parameters["selectParameter"]> | undefined {
  try {
    return parameters.selectParameter(name);
  } catch (error) {
    if (error instanceof AwsFault) return undefined;
    throw error;
  }
}

const filter = {
  Key: required(emulatedOf(["Name", "Type"], ["Path", "KeyId", "Label", "Tier", "DataType"])),
  Option: optional(oneOf(["Equals", "BeginsWith", "Contains"])),
  Values: required(list(string({ length: { min: 1, max: 1024 } }), { min: 1, max: 50 })),
} satisfies Members<sdk.ParameterStringFilter>;

const describeParametersMembers = {
  Filters: refused(),
  ParameterFilters: optional(list(structure(filter))),
  MaxResults: optional(fields.pageOfFifty),
  NextToken: optional(fields.nextToken),
  Shared: refused(),
} satisfies Members<sdk.DescribeParametersRequest>;

const USUAL_ITEMS = 50;

/** Lists parameters' metadata, without their values. */
export const describeParameters = operation(
  DescribeParameters$,
  describeParametersMembers,
  (cloud, { ParameterFilters: filters = [], MaxResults = USUAL_ITEMS, NextToken }): sdk.DescribeParametersResult => {
    const requested = cloud.ssm
      .listAll()
      .filter((parameter) => filters.every((filtered) => isSelectedParameter(parameter, filtered)));
    const { items, ...page } = createPage(requested, MaxResults, NextToken);
    return { Parameters: items.map((item) => describeMetadata(cloud.ssm, item)), ...page };
  },
);

function isSelectedParameter(
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

const deleteParameterMembers = { Name: required(fields.parameterName) } satisfies Members<sdk.DeleteParameterRequest>;

export const deleteParameter = operation(
  DeleteParameter$,
  deleteParameterMembers,
  (cloud, { Name }): sdk.DeleteParameterResult => {
    if (!cloud.ssm.remove(Name)) throw createParameterNotFoundFault();
    return {};
  },
);

const deleteParametersMembers = {
  Names: required(fields.parameterNames),
} satisfies Members<sdk.DeleteParametersRequest>;

export const deleteParameters = operation(
  DeleteParameters$,
  deleteParametersMembers,
  (cloud, { Names }): sdk.DeleteParametersResult => {
    const found = Names.map((name) => ({ name, isGone: cloud.ssm.remove(name) }));
    return {
      DeletedParameters: found.filter(({ isGone }) => isGone).map(({ name }) => name),
      InvalidParameters: found.filter(({ isGone }) => !isGone).map(({ name }) => name),
    };
  },
);
