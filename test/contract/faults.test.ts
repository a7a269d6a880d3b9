import * as cloudformationSdk from "@aws-sdk/client-cloudformation";
import * as cloudwatchSdk from "@aws-sdk/client-cloudwatch";
import * as ec2Sdk from "@aws-sdk/client-ec2";
import * as iamSdk from "@aws-sdk/client-iam";
import * as lambdaSdk from "@aws-sdk/client-lambda";
import * as schedulerSdk from "@aws-sdk/client-scheduler";
import * as snsSdk from "@aws-sdk/client-sns";
import * as stsSdk from "@aws-sdk/client-sts";
import { expect } from "chai";
import { AwsFault } from "../../cloud/core/faults";
import * as cloudformation from "../../cloud/services/cloudformation/model/faults";
import * as cloudwatch from "../../cloud/services/cloudwatch/model/faults";
import * as ec2 from "../../cloud/services/ec2/model/faults";
import * as iam from "../../cloud/services/iam/model/faults";
import * as lambda from "../../cloud/services/lambda/model/faults";
import * as scheduler from "../../cloud/services/scheduler/model/faults";
import * as sns from "../../cloud/services/sns/model/faults";
import * as sts from "../../cloud/services/sts/model/faults";

/**
 * Each service's faults, with the SDK's package, which has the service's model. Services that speak JSON alone answer 400,
 * whatever their models say.
 */
const SERVICES: Readonly<Record<string, readonly [faults: object, sdk: object]>> = {
  lambda: [lambda, lambdaSdk],
  cloudwatch: [cloudwatch, cloudwatchSdk],
  iam: [iam, iamSdk],
  sts: [sts, stsSdk],
  cloudformation: [cloudformation, cloudformationSdk],
  ec2: [ec2, ec2Sdk],
  scheduler: [scheduler, schedulerSdk],
  sns: [sns, snsSdk],
};

/** Faults of all services, which no service's model has. */
const COMMON: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  AccessDeniedException: 403,
  NotImplemented: 501,
  // No model has it: Lambda answers it to a whole request that is too large.
  RequestEntityTooLargeException: 413,
  UnauthorizedOperation: 403,
};

/** The HTTP statuses of a model's faults, by their codes, of AWS query, too. A fault without one has 400. */
function readStatuses(sdk: object): ReadonlyMap<string, number> {
  const statuses = new Map<string, number>();
  for (const schema of Object.values(sdk) as readonly unknown[]) {
    if (!Array.isArray(schema) || schema[0] !== -3) continue;
    const [, , name, traits] = schema as [number, string, string, { httpError?: number; awsQueryError?: [string] } | 0];
    if (traits === 0 || traits.httpError === undefined) continue;
    for (const code of [name, traits.awsQueryError?.[0] ?? name]) statuses.set(code, traits.httpError);
  }
  return statuses;
}

/** A function's results for texts or, if it doesn't accept texts, for lists of them. */
function createFaults(make: unknown): readonly AwsFault[] {
  if (typeof make !== "function") return [];
  for (const value of ["a", ["a"]])
    try {
      const created: unknown = Reflect.apply(make, undefined, Array<unknown>(4).fill(value));
      if (created instanceof AwsFault) return [created];
    } catch {
      // Of other values.
    }
  return [];
}

describe("statuses of faults: the SDK's models as judge", () => {
  for (const [service, [faults, sdk]] of Object.entries(SERVICES))
    it(`match the model of ${service}`, () => {
      const statuses = readStatuses(sdk);
      const created = Object.entries(faults).flatMap(([name, make]) =>
        createFaults(make).map((fault) => ({ name, fault })),
      );
      expect(created.length).to.be.at.least(3);
      expect(created.map(({ name, fault }) => [name, fault.code, fault.status])).to.deep.equal(
        created.map(({ name, fault: { code } }) => [name, code, statuses.get(code) ?? COMMON[code] ?? 400]),
      );
    });
});
