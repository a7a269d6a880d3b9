import * as fields from "../model/fields";
import {
  PutFunctionEventInvokeConfig$,
  GetFunctionEventInvokeConfig$,
  ListFunctionEventInvokeConfigs$,
  UpdateFunctionEventInvokeConfig$,
  DeleteFunctionEventInvokeConfig$,
} from "@aws-sdk/client-lambda";
import type * as sdk from "@aws-sdk/client-lambda";
import { optional, required, type Members, type Reply } from "../../../core/members";
import { operation } from "../../framework/operation";
import {
  createNoSuchFunctionFault,
  createEventInvokeConfigNotFoundFault,
  createDestinationNotEmulatedFault,
  createInvalidFault,
} from "../model/faults";
import { parseFunctionName, formatFunctionArn, type NamedFunction } from "../model/function-name";
import { listPage } from "./page";
import type { Services } from "../../framework/services";
import { getServiceOfArn } from "../../../core/arn-parts";
import type { EventInvokeConfig, StoredFunction } from "../model/stored-function";

/** The members of a request about asynchronous calls. */
interface EventInvokeInput {
  readonly MaximumRetryAttempts?: number | undefined;
  readonly MaximumEventAgeInSeconds?: number | undefined;
  readonly DestinationConfig?:
    | {
        readonly OnSuccess?: { readonly Destination?: string | undefined } | undefined;
        readonly OnFailure?: { readonly Destination?: string | undefined } | undefined;
      }
    | undefined;
}

const DEFAULT_QUALIFIER = "$LATEST";

/** The key under which a configuration is stored. */
const formatEventInvokeKey = ({ qualifier }: NamedFunction): string => qualifier ?? DEFAULT_QUALIFIER;

/** @throws AwsFault ResourceNotFoundException */
function requireEventInvokeConfig(services: Services, of: StoredFunction, named: NamedFunction): EventInvokeConfig {
  const found = of.eventInvoke[formatEventInvokeKey(named)];
  if (found === undefined)
    throw createEventInvokeConfigNotFoundFault(formatFunctionArn(services, of.name, formatEventInvokeKey(named)));
  return found;
}

/** @throws AwsFault InvalidParameterValueException if a request changes nothing */
function checkAnyGiven({
  MaximumRetryAttempts: retries,
  MaximumEventAgeInSeconds: age,
  DestinationConfig: to,
}: EventInvokeInput): void {
  if (retries === undefined && age === undefined && to === undefined)
    throw createInvalidFault("You must specify at least one of error handling or destination setting.");
}

/**
 * A configuration changed by a request.
 *
 * @throws AwsFault InvalidParameterValueException if the request changes nothing, or a destination is invalid
 */
function mergeInput(
  services: Services,
  { of, before }: { readonly of: StoredFunction; readonly before: Partial<EventInvokeConfig> },
  input: EventInvokeInput,
): EventInvokeConfig {
  const {
    MaximumRetryAttempts: retries,
    MaximumEventAgeInSeconds: ageSeconds,
    DestinationConfig: destinations,
  } = input;
  checkAnyGiven(input);
  const onSuccess = destinations?.OnSuccess?.Destination || undefined;
  const onFailure = destinations?.OnFailure?.Destination || undefined;
  const message = `DestinationConfig(onSuccess=${formatDestination("OnSuccess", onSuccess)}, onFailure=${formatDestination("OnFailure", onFailure)})`;
  for (const arn of [onSuccess, onFailure])
    if (arn !== undefined) checkDestination(services, of, { arn, destinations: message });
  const changes = { retries, ageSeconds, onSuccess, onFailure };
  return {
    ...before,
    ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
    modifiedAt: services.now(),
  };
}

const formatDestination = (kind: string, arn: string | undefined): string =>
  arn === undefined ? "null" : `${kind}(destination=${arn})`;

/**
 * @param destinations the whole configuration, as AWS's refusals spell it
 * @throws AwsFault as recorded on AWS by LocalStack, 2025-11-25 (test_lambda_eventinvokeconfig_exceptions)
 */
function checkDestination(
  services: Services,
  of: StoredFunction,
  { arn, destinations }: { readonly arn: string; readonly destinations: string },
): void {
  const service = getServiceOfArn(arn);
  if (!["lambda", "sqs", "sns", "events", "s3"].includes(service))
    throw createInvalidFault(`The provided destination config ${destinations} is invalid.`);
  if (service !== "lambda") return services.lambda.destinations.check(arn);
  const { name } = parseFunctionName(services, arn);
  if (name === of.name) throw createInvalidFault("You can't specify the function as a destination for itself.");
  if (services.lambda.functions.find(name) === undefined)
    throw createInvalidFault(`The destination ARN ${arn} is invalid.`);
  throw createDestinationNotEmulatedFault("lambda");
}

/** A configuration as Lambda describes it. */
const describeEventInvoke = (
  services: Services,
  of: StoredFunction,
  { key, config }: { readonly key: string; readonly config: EventInvokeConfig },
): sdk.FunctionEventInvokeConfig => ({
  LastModified: new Date(config.modifiedAt),
  FunctionArn: formatFunctionArn(services, of.name, key),
  ...(config.retries === undefined ? {} : { MaximumRetryAttempts: config.retries }),
  ...(config.ageSeconds === undefined ? {} : { MaximumEventAgeInSeconds: config.ageSeconds }),
  DestinationConfig: {
    OnSuccess: config.onSuccess === undefined ? {} : { Destination: config.onSuccess },
    OnFailure: config.onFailure === undefined ? {} : { Destination: config.onFailure },
  },
});

const functionEventInvokeConfigMembers = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
  ...fields.eventInvoke,
} satisfies Members<sdk.PutFunctionEventInvokeConfigRequest> & Members<sdk.UpdateFunctionEventInvokeConfigRequest>;

/** Replaces the whole configuration. */
export const putFunctionEventInvokeConfig = operation(
  PutFunctionEventInvokeConfig$,
  functionEventInvokeConfigMembers,
  (cloud, request): Reply<sdk.FunctionEventInvokeConfig> => {
    const { functions } = cloud.lambda;
    const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
    // Before the function is looked for (recorded on AWS by LocalStack, 2025-11-25, test_lambda_eventinvokeconfig_exceptions).
    checkAnyGiven(request);
    const found = functions.find(named.name);
    if (found === undefined || !functions.has(found, named.qualifier)) throw createNoSuchFunctionFault();
    const key = formatEventInvokeKey(named);
    const config = mergeInput(cloud, { of: found, before: {} }, request);
    functions.save({ ...found, eventInvoke: { ...found.eventInvoke, [key]: config } });
    return describeEventInvoke(cloud, found, { key, config });
  },
);

const getOrDeleteFunctionEventInvokeConfigMembers = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
} satisfies Members<sdk.GetFunctionEventInvokeConfigRequest> & Members<sdk.DeleteFunctionEventInvokeConfigRequest>;

export const getFunctionEventInvokeConfig = operation(
  GetFunctionEventInvokeConfig$,
  getOrDeleteFunctionEventInvokeConfigMembers,
  (cloud, request): Reply<sdk.FunctionEventInvokeConfig> => {
    const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
    const found = cloud.lambda.functions.find(named.name);
    if (found === undefined)
      throw createEventInvokeConfigNotFoundFault(formatFunctionArn(cloud, named.name, formatEventInvokeKey(named)));
    return describeEventInvoke(cloud, found, {
      key: formatEventInvokeKey(named),
      config: requireEventInvokeConfig(cloud, found, named),
    });
  },
);

const listFunctionEventInvokeConfigsMembers = {
  FunctionName: required(fields.functionName),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf50),
} satisfies Members<sdk.ListFunctionEventInvokeConfigsRequest>;

export const listFunctionEventInvokeConfigs = operation(
  ListFunctionEventInvokeConfigs$,
  listFunctionEventInvokeConfigsMembers,
  (cloud, request): Reply<sdk.ListFunctionEventInvokeConfigsResponse> => {
    const found = cloud.lambda.functions.find(parseFunctionName(cloud, request.FunctionName).name);
    if (found === undefined) throw createNoSuchFunctionFault();
    const { items, ...next } = listPage(
      Object.entries(found.eventInvoke).sort(([a], [b]) => (a < b ? -1 : 1)),
      ([key]) => key,
      request,
    );
    return {
      FunctionEventInvokeConfigs: items.map(([key, config]) => describeEventInvoke(cloud, found, { key, config })),
      ...next,
    };
  },
);

/** Changes only the given members. */
export const updateFunctionEventInvokeConfig = operation(
  UpdateFunctionEventInvokeConfig$,
  functionEventInvokeConfigMembers,
  (cloud, request): Reply<sdk.FunctionEventInvokeConfig> => {
    const { functions } = cloud.lambda;
    const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
    const found = functions.find(named.name);
    if (found === undefined) throw createNoSuchFunctionFault();
    const key = formatEventInvokeKey(named);
    const config = mergeInput(cloud, { of: found, before: requireEventInvokeConfig(cloud, found, named) }, request);
    functions.save({ ...found, eventInvoke: { ...found.eventInvoke, [key]: config } });
    return describeEventInvoke(cloud, found, { key, config });
  },
);

export const deleteFunctionEventInvokeConfig = operation(
  DeleteFunctionEventInvokeConfig$,
  getOrDeleteFunctionEventInvokeConfigMembers,
  (cloud, request): Reply<object> => {
    const { functions } = cloud.lambda;
    const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
    const found = functions.find(named.name);
    if (found === undefined)
      throw createEventInvokeConfigNotFoundFault(formatFunctionArn(cloud, named.name, formatEventInvokeKey(named)));
    requireEventInvokeConfig(cloud, found, named);
    functions.save({
      ...found,
      eventInvoke: Object.fromEntries(
        Object.entries(found.eventInvoke).filter(([key]) => key !== formatEventInvokeKey(named)),
      ),
    });
    return {};
  },
);
