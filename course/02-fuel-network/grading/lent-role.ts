import { CreateDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import { CreateRoleCommand, GetRoleCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { ignoreRefusal, parseUntrustedJson, type Evidence, type Question, type Stage } from "../../../grader/index";
import { useClient } from "../../givens/given-resources";
import { FAILURES_QUEUE, getBucketName } from "../given/names";
import { EMPTY_CODE } from "./planner";

const ROLE = "lent-role";
const PROBE = "trust-probe";
/** The service that could use the role before, another one than in the lab. */
const EARLIER_SERVICE = "firehose.amazonaws.com";
const EXPECTED_PRINCIPALS = [EARLIER_SERVICE, "scheduler.amazonaws.com"];

/** Who can use the role of the check, by what AWS accepts and refuses, and by its trust policy. */
export interface LentRole {
  readonly scheduler: boolean;
  /** Firehose, which could use it before. */
  readonly firehose: boolean;
  readonly lambda: boolean;
  /** Everybody with keys of the account. */
  readonly account: boolean;
  /** The principals in the trust policy, other than Firehose and Scheduler. */
  readonly others: readonly string[];
}

export const getLentRole = ({ seen }: Evidence): LentRole | undefined => seen["lentRole"] as LentRole | undefined;

/** Asks to repair a role that someone has lent to another service than in the lab. */
export const REPAIR_ROLE: Question = { id: "repair-role", name: "repairRole", args: [ROLE] };

const createArn = ({ account }: Stage): string => `arn:aws:iam::${account}:role/${ROLE}`;

export async function createLentRole({ iam }: Stage): Promise<void> {
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: EARLIER_SERVICE }, Action: "sts:AssumeRole" }],
  });
  await iam.send(new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument }));
}

export async function lookAtLentRole(stage: Stage): Promise<LentRole> {
  const { connection, firehose, account } = stage;
  const RoleArn = createArn(stage);
  const isAccepted = async (call: Promise<unknown>): Promise<boolean> => (await ignoreRefusal(call)) !== undefined;
  return {
    scheduler: await useClient(new SchedulerClient(connection), (scheduler) =>
      isAccepted(
        scheduler.send(
          new CreateScheduleCommand({
            ...{ Name: PROBE, State: "DISABLED", ScheduleExpression: "rate(1 day)" },
            FlexibleTimeWindow: { Mode: "OFF" },
            Target: { Arn: `arn:aws:sqs:us-east-1:${account}:${FAILURES_QUEUE}`, RoleArn },
          }),
        ),
      ),
    ),
    firehose: await isAccepted(
      firehose.send(
        new CreateDeliveryStreamCommand({
          DeliveryStreamName: PROBE,
          ExtendedS3DestinationConfiguration: {
            BucketARN: `arn:aws:s3:::${getBucketName(account)}`,
            RoleARN: RoleArn,
          },
        }),
      ),
    ),
    lambda: await useClient(new LambdaClient(connection), (lambda) =>
      isAccepted(
        lambda.send(
          new CreateFunctionCommand({
            ...{ FunctionName: PROBE, Runtime: "nodejs24.x", Handler: "index.handler", Role: RoleArn },
            Code: { ZipFile: EMPTY_CODE },
          }),
        ),
      ),
    ),
    account: await useClient(new STSClient(connection), (sts) =>
      isAccepted(sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: PROBE }))),
    ),
    others: (await listPrincipals(stage)).filter((principal) => !EXPECTED_PRINCIPALS.includes(principal)),
  };
}

/** The principals that the role's trust policy allows something, whatever their kind. */
async function listPrincipals({ iam }: Stage): Promise<string[]> {
  const found = await ignoreRefusal(iam.send(new GetRoleCommand({ RoleName: ROLE })));
  const policy = parseUntrustedJson(decodeURIComponent(found?.Role?.AssumeRolePolicyDocument ?? ""));
  const statements: unknown[] = [Object(policy).Statement].flat();
  const allowing = statements.map((statement) => Object(statement)).filter(({ Effect }) => Effect === "Allow");
  return allowing.flatMap(({ Principal }) => (typeof Principal === "string" ? [Principal] : listNames(Principal)));
}

const listNames = (principal: unknown): string[] => Object.values(Object(principal)).flat().map(String);
