import {
  Lambda,
  type CreateFunctionCommandInput,
  type InvokeCommandInput,
  type InvokeCommandOutput,
} from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import type { TestCloud } from "../../../testing/use-cloud";
import { join } from "node:path";
import { createTemporaryFolder } from "../../../testing/temporary-folder";
import { ResourceNotFoundException } from "@aws-sdk/client-cloudwatch-logs";

export const ROLE = "arn:aws:iam::000000000000:role/lambda";

/** A deployment package of these files. */
export const createZip = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), {
    mtime: "2030-01-01T00:00:00Z",
  });

/** The result of a call. */
export interface CallResult {
  readonly status: number | undefined;
  readonly error: string | undefined;
  readonly payload: unknown;
  /** The tail of the log, if the call requested it. */
  readonly log: string;
}

/** The common steps with functions of the test's cloud. */
interface TestFunctions {
  readonly client: Lambda;
  /** Creates a function of one file, or of several, and waits until it is Active. */
  create(code: string | Readonly<Record<string, string>>, rest?: Partial<CreateFunctionCommandInput>): Promise<void>;
  call(event?: unknown, rest?: Partial<InvokeCommandInput>): Promise<CallResult>;
}

/** Node.js by default: the handler is `index.handler`, the function's name `f`. */
export function testFunctions(cloud: TestCloud): TestFunctions {
  const createClient = (): Lambda => cloud.createClient(Lambda);
  return {
    get client() {
      return createClient();
    },
    async create(code, rest = {}) {
      await createClient().createFunction({
        FunctionName: "f",
        Runtime: "nodejs20.x",
        Handler: "index.handler",
        Role: ROLE,
        Code: { ZipFile: createZip(typeof code === "string" ? { "index.mjs": code } : code) },
        ...rest,
      });
      await cloud.advance(1);
    },
    async call(event, rest = {}) {
      return toCalled(
        await createClient().invoke({
          FunctionName: "f",
          LogType: "Tail",
          ...(event === undefined ? {} : { Payload: JSON.stringify(event) }),
          ...rest,
        }),
      );
    },
  };
}

function toCalled({ StatusCode, FunctionError, Payload, LogResult = "" }: InvokeCommandOutput): CallResult {
  const text = Buffer.from(Payload ?? []).toString("utf8");
  return {
    status: StatusCode,
    error: FunctionError,
    payload: text === "" ? undefined : JSON.parse(text),
    log: Buffer.from(LogResult, "base64").toString("utf8"),
  };
}

/** Gives each start of a suite's cloud its own data folder. */
export function useFolders() {
  const folder = createTemporaryFolder();
  let count = 0;
  const getLatestPath = (): string => join(folder, String(count));
  return {
    /** For `useCloud`. */
    options: {
      get data() {
        count += 1;
        return getLatestPath();
      },
    },
    /** The data folder of the cloud that was started last. */
    getLatestPath,
  };
}

/** The messages in a function's log, in order. */
export async function readPrinted(cloud: TestCloud, name: string): Promise<string[]> {
  try {
    const { events = [] } = await cloud.logs.filterLogEvents({ logGroupName: `/aws/lambda/${name}` });
    return events.map(({ message = "" }) => message.trimEnd());
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  }
}
