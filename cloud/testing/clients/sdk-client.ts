import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as iam from "@aws-sdk/client-iam";
import * as kinesis from "@aws-sdk/client-kinesis";
import * as s3 from "@aws-sdk/client-s3";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import { createClientConfig, type ReachableCloud } from "../another-endpoint";
import type { CaseAnswer, CaseCall, CaseClient, CaseFault, CaseService, PlainValue } from "./case";

interface AnyClient {
  send(command: unknown): Promise<Record<string, unknown>>;
  destroy(): void;
}
type Config = ReturnType<typeof createClientConfig> & {
  readonly forcePathStyle?: boolean;
  readonly requestHandler?: s3.S3Client["config"]["requestHandler"];
};

const packages: Readonly<
  Record<CaseService, { readonly client: new (config: Config) => unknown; readonly commands: unknown }>
> = {
  kinesis: { client: kinesis.KinesisClient, commands: kinesis },
  sqs: { client: sqs.SQSClient, commands: sqs },
  s3: { client: s3.S3Client, commands: s3 },
  logs: { client: logs.CloudWatchLogsClient, commands: logs },
  cloudwatch: { client: cloudwatch.CloudWatchClient, commands: cloudwatch },
  iam: { client: iam.IAMClient, commands: iam },
  sts: { client: sts.STSClient, commands: sts },
};

/** The JavaScript SDK. @param overHttp1 whether to use HTTP/1.1 for Kinesis too, instead of HTTP/2 */
export function createSdkClient(
  cloud: ReachableCloud,
  { overHttp1 = false }: { readonly overHttp1?: boolean } = {},
): CaseClient {
  const clients = new Map<CaseService, AnyClient>();
  const createClient = (service: CaseService): AnyClient => {
    const config = createClientConfig(cloud);
    const handler = overHttp1 ? { requestHandler: new s3.S3Client(config).config.requestHandler } : {};
    // The border: all clients of the SDK have these methods.
    const client = clients.get(service) ?? (new packages[service].client({ ...config, ...handler }) as AnyClient);
    clients.set(service, client);
    return client;
  };
  return {
    async call({ service, operation, input }: CaseCall): Promise<CaseAnswer> {
      const Command = (packages[service].commands as Readonly<Record<string, new (input: unknown) => unknown>>)[
        `${operation}Command`
      ];
      if (Command === undefined) throw new Error(`the SDK has no ${operation}`);
      try {
        const { $metadata, ...output } = await createClient(service).send(new Command(toSdkInput(input)));
        if ($metadata === undefined) throw new Error("an answer without metadata");
        return { output: (await toPlain(output)) as Record<string, PlainValue> };
      } catch (error) {
        return { fault: toCaseFault(error) };
      }
    },
    async close() {
      for (const client of clients.values()) client.destroy();
    },
  };
}

function toCaseFault(error: unknown): CaseFault {
  if (!(error instanceof Error) || !("$metadata" in error)) throw error;
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  // Nothing was answered: a fault of the network's, not of the cloud's.
  if (httpStatusCode === undefined) throw error;
  return { code: error.name, message: error.message, status: httpStatusCode };
}

/** A case's value in the SDK's form. */
function toSdkInput(value: PlainValue): unknown {
  if (Array.isArray(value)) return value.map(toSdkInput);
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return new Date(value);
  if (typeof value !== "object" || value === null) return value;
  if ("$bytes" in value) return Buffer.from(String(value.$bytes));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toSdkInput(item)]));
}

async function toPlain(value: unknown): Promise<PlainValue> {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString() };
  if (Array.isArray(value)) return Promise.all(value.map(toPlain));
  if (typeof value !== "object" || value === null) return value as PlainValue;
  if ("transformToString" in value)
    return { $bytes: await (value as { transformToString(): Promise<string> }).transformToString() };
  const entries = Object.entries(value).filter(([, first]) => first !== undefined);
  return Object.fromEntries(
    await Promise.all(entries.map(async ([name, item]): Promise<[string, PlainValue]> => [name, await toPlain(item)])),
  );
}
