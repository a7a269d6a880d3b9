import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { isDeepStrictEqual } from "node:util";
import { AwsFault } from "../cloud/core/faults";
import type { HttpReply } from "../cloud/core/http";
import { createAwsJson } from "../cloud/protocols/aws-json";
import { createAwsQuery, queryCompatible } from "../cloud/protocols/aws-query";
import { createEc2Query } from "../cloud/protocols/ec2-query";
import type { Protocol, ReplyContext, ServiceSchema } from "../cloud/protocols/protocol";
import { createRestJson } from "../cloud/protocols/rest-json";
import { createRestXml } from "../cloud/protocols/rest-xml";
import { createRpcV2Cbor } from "../cloud/protocols/rpc-v2-cbor";
import { fetchJars } from "../bench/install";
import {
  createOmission,
  createWrong,
  judgeEach,
  PASSED,
  toWrong,
  type Judge,
  type JudgedCase,
  type Verdict,
} from "./judge";
import { OMITTED_CASES, OMITTED_MALFORMED_CASES } from "./omitted-wires";
import { SmithyModel, type Shape } from "./smithy-model";
import {
  createRequest,
  fillIn,
  getBytes,
  listCases,
  listMalformed,
  normalize,
  parseBody,
  type MalformedCase,
  type TestCase,
} from "./wire-cases";

const S3 = "com.amazonaws.s3#AmazonS3";
const REST_JSON = "aws.protocols#restJson1";

/** One protocol: the test model's service for it, and the lab cloud's implementation. */
interface JudgedProtocol {
  readonly service: string;
  readonly trait: string;
  readonly create: (xmlNamespace: string) => Protocol;
}

const PROTOCOLS: readonly JudgedProtocol[] = [
  {
    ...{ service: "aws.protocoltests.json10#JsonRpc10", trait: "aws.protocols#awsJson1_0" },
    create: () => queryCompatible(createAwsJson("1.0"), () => "aws.protocoltests.json10"),
  },
  {
    ...{ service: "aws.protocoltests.json#JsonProtocol", trait: "aws.protocols#awsJson1_1" },
    create: () => createAwsJson("1.1"),
  },
  { service: "aws.protocoltests.query#AwsQuery", trait: "aws.protocols#awsQuery", create: createAwsQuery },
  { service: "aws.protocoltests.ec2#AwsEc2", trait: "aws.protocols#ec2Query", create: createEc2Query },
  { service: "aws.protocoltests.restjson#RestJson", trait: REST_JSON, create: () => createRestJson() },
  {
    ...{ service: S3, trait: "aws.protocols#restXml" },
    create(xmlNamespace) {
      const createHeaders = () => ({ server: "AmazonS3", "x-amz-id-2": "id" });
      return createRestXml({ xmlNamespace, headerValues: {}, createHeaders });
    },
  },
  {
    ...{ service: "smithy.protocoltests.rpcv2Cbor#RpcV2Protocol", trait: "smithy.protocols#rpcv2Cbor" },
    create: () => queryCompatible(createRpcV2Cbor(), () => "smithy.protocoltests.rpcv2Cbor"),
  },
];

/** The model, as JSON that Smithy's own command line made once. */
function loadModel(root: string): SmithyModel {
  const file = join(root, ".labs", "smithy", "model.json");
  if (!existsSync(file)) {
    const lib = fetchJars(root, "smithy");
    const models = readdirSync(lib).filter((jar) => /traits|validation|tests/.test(jar));
    const command = ["software.amazon.smithy.cli.SmithyCli", "ast", "--no-config", "--quiet"];
    const args = ["-cp", join(lib, "*"), ...command, ...models.map((jar) => join(lib, jar))];
    writeFileSync(file, execFileSync("java", args, { maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "ignore"] }));
  }
  return new SmithyModel((JSON.parse(readFileSync(file, "utf8")) as { shapes: Record<string, Shape> }).shapes);
}

const getName = (id: string): string => id.split("#")[1] ?? "";

/** Judges a protocol by a service of the test model. */
function judgeProtocol(model: SmithyModel, { service: id, trait, create }: JudgedProtocol): Promise<JudgedCase[]> {
  const shape = model.getShape(id);
  const { uri = "" } = (shape.traits?.["smithy.api#xmlNamespace"] ?? {}) as { uri?: string };
  const protocol = create(uri);
  const ids = model.listOperations(shape);
  const operations = Object.fromEntries(ids.map((of) => [getName(of), { schema: model.createOperation(of) }]));
  const service: ServiceSchema = { target: getName(id), operations };

  const readInput = async (of: string, test: TestCase): Promise<unknown> => {
    const request = createRequest(test);
    const open = await protocol.open(request, service, () => buffer(request.openBody()));
    const { schema } = operations[getName(of)] ?? {};
    if (schema === undefined || open.operation !== getName(of)) throw new Error(`taken for ${open.operation}`);
    return open.readInput(schema);
  };
  /** Judges a request that cannot be read, with all values that the suite has for it. */
  const judgeRefusals = async (of: string, { request, response, testParameters = {} }: MalformedCase) => {
    const count = Math.max(1, ...Object.values(testParameters).map(({ length }) => length));
    for (let index = 0; index < count; index += 1) {
      const requested = fillIn(request, testParameters, index);
      const code = await readInput(of, requested).then(
        () => "accepted",
        (error: unknown) => (error instanceof AwsFault ? error.code : String(error)),
      );
      if (code !== response.headers["x-amzn-errortype"]) return createWrong(`${code}: ${shorten(requested)}`);
    }
    return PASSED;
  };
  const createContext = (of: string): ReplyContext => ({
    ...{ requestId: "id", service, schema: operations[getName(of)]?.schema },
    ...{ reply: { headers: {} }, isHead: false, isQueryMode: false },
  });
  const judgeReply = (of: string, { params = {}, ...test }: TestCase) => {
    const output = createValue(model, model.getShape(of).output?.target ?? "", params);
    return compareReply(protocol.reply(output, createContext(of)), test);
  };
  const judgeFault = (of: string, { params = {}, ...test }: TestCase) => {
    const fault = model.getShape(of);
    const query = fault.traits?.["aws.protocols#awsQueryError"] as { code: string } | undefined;
    // The protocols in JSON and CBOR write a text in `message`, unless it is a member with another name.
    const text = protocol.family === "json" ? "" : String(params["message"] ?? params["Message"] ?? "");
    const parts = trait === REST_JSON ? splitFault(model, fault, params) : { members: params, headers: {} };
    const queryCode = query === undefined ? {} : { queryCode: query.code };
    const error = new AwsFault(getName(of), text, { status: test.code ?? 400, ...parts, ...queryCode });
    return compareReply(protocol.createFaultReply(error, createContext("")), test);
  };

  const list = (of: string, kind: string, judge: (of: string, test: TestCase) => Promise<Verdict>) =>
    listCases(model.getShape(of), kind)
      .filter((test) => test.protocol === trait)
      .map((test) => {
        const omitted = OMITTED_CASES.find(([names]) => names.test(test.id))?.[1];
        return {
          test,
          why: test.appliesTo === "client" ? "a case only for clients" : omitted,
          run: () => judge(of, test),
        };
      });
  const listRefusals = (of: string) =>
    listMalformed(model.getShape(of)).map((test) => {
      const why = OMITTED_MALFORMED_CASES.find(([names]) => names.test(test.id))?.[1];
      return { test, why, run: () => judgeRefusals(of, test) };
    });
  const errors = new Set(ids.flatMap((of) => (model.getShape(of).errors ?? []).map(({ target }) => target)));
  const cases = [
    ...ids.flatMap((of) => [
      ...list(of, "httpRequestTests", async (_, test) =>
        compare(await normalize(await readInput(of, test)), await normalize(test.params ?? {})),
      ),
      ...list(of, "httpResponseTests", judgeReply),
    ]),
    ...(trait === REST_JSON ? ids.flatMap(listRefusals) : []),
    ...[...errors].flatMap((of) => list(of, "httpResponseTests", judgeFault)),
  ];
  return judgeEach(
    cases,
    ({ test }) => `${getName(trait)} ${test.id}`,
    ({ why, run }) => (why === undefined ? run().catch(toWrong) : createOmission(why)),
  );
}

/** A test's parameters as a handler would return them. */
function createValue(model: SmithyModel, id: string, value: unknown): unknown {
  const shape = model.shapes[id];
  const type = shape?.type ?? getName(id).toLowerCase();
  const createMembers = (of: object, getTarget: (name: string) => string | undefined): object =>
    Object.fromEntries(
      Object.entries(of).map(([name, item]) => [name, createValue(model, getTarget(name) ?? "", item)]),
    );
  if (value === null || value === undefined) return value;
  if (shape?.members !== undefined && type !== "enum" && type !== "intEnum")
    return createMembers(value, (name) => shape.members?.[name]?.target);
  if (Array.isArray(value) && shape?.member !== undefined)
    return value.map((item) => createValue(model, shape.member?.target ?? "", item));
  if (type === "map") return createMembers(value, () => shape?.value?.target);
  if (type === "blob") return Buffer.from(String(value));
  if (type === "timestamp") return new Date(Number(value) * 1000);
  return (type === "float" || type === "double") && typeof value === "string" ? Number(value) : value;
}

/** An error's members as services state them: those in headers apart, the others by their names on the wire. */
function splitFault(model: SmithyModel, { members = {} }: Shape, params: object): FaultParts {
  const split: FaultParts = { members: {}, headers: {} };
  for (const [name, value] of Object.entries(params) as [string, unknown][]) {
    const { target = "", traits = {} } = members[name] ?? {};
    const { "smithy.api#httpHeader": header, "smithy.api#jsonName": spelling = name } = traits;
    if (typeof header === "string") split.headers[header.toLowerCase()] = String(value);
    else
      split.members[String(spelling)] = isNested(value)
        ? splitFault(model, model.getShape(target), value).members
        : value;
  }
  return split;
}

interface FaultParts {
  readonly members: Record<string, unknown>;
  readonly headers: Record<string, string>;
}

const isNested = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function compare(actual: unknown, requested: unknown): Verdict {
  if (isDeepStrictEqual(actual, requested)) return PASSED;
  return createWrong(`${shorten(actual)} instead of ${shorten(requested)}`);
}

const shorten = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 120);

async function compareReply(reply: HttpReply, test: TestCase): Promise<Verdict> {
  if (reply.status !== test.code) return createWrong(`status ${reply.status} instead of ${test.code}`);
  const body = reply.body instanceof Readable ? await buffer(reply.body) : Buffer.from(reply.body ?? "");
  // The server sends the length of a body where the protocol states none.
  const length = reply.body instanceof Readable ? undefined : String(body.byteLength);
  for (const [name, value] of Object.entries(test.headers ?? {})) {
    const actual = reply.headers[name.toLowerCase()] ?? (name === "Content-Length" ? length : undefined);
    if (actual !== value && !UNKNOWABLE.has(name)) return createWrong(`${name} is ${actual} instead of ${value}`);
  }
  const forbidden = (test.forbidHeaders ?? []).find((name) => reply.headers[name.toLowerCase()] !== undefined);
  if (forbidden !== undefined) return createWrong(`the header ${forbidden} is there`);
  if (test.body === undefined) return PASSED;
  return compare(await parseBody(body, test.bodyMediaType), await parseBody(getBytes(test), test.bodyMediaType));
}

/** A header with an answer's id, and one of requests that the suite also has in an answer. */
const UNKNOWABLE: ReadonlySet<string> = new Set(["X-Amzn-Requestid", "X-Amz-Target"]);

/** Cases of a namespace that aren't asked. */
function leaveOutCases(
  { shapes }: SmithyModel,
  prefix: string,
  [list, why]: readonly [(of: Shape) => readonly unknown[], string],
) {
  const found = Object.entries(shapes).flatMap(([id, shape]) => (id.startsWith(prefix) ? list(shape) : []));
  return found.map((): JudgedCase => ({ name: why, ...createOmission(why) }));
}

/** Runs Smithy's protocol tests against the code that reads requests and writes responses. */
export const wires: Judge = {
  name: "wires",
  title: "requests and answers of AWS's protocols, by a service made from Smithy's test model",
  source: "Maven Central, software.amazon.smithy:smithy-aws-protocol-tests and smithy-protocol-tests (Apache-2.0)",
  jars: "smithy",
  alone: "it lets the lab cloud's protocols answer for a service of Smithy's own, which no cloud has",
  async run({ root }) {
    const model = loadModel(root);
    const cases: JudgedCase[] = [];
    for (const judged of PROTOCOLS) cases.push(...(await judgeProtocol(model, judged)));
    const listBoth = (shape: Shape) =>
      ["httpRequestTests", "httpResponseTests"].flatMap((kind) => listCases(shape, kind));
    const limits = "limits of members: each operation's rules have them, and are tested there";
    return [
      ...cases,
      ...leaveOutCases(model, "aws.protocoltests.restjson.validation", [listMalformed, limits]),
      ...leaveOutCases(model, "aws.protocoltests.restxml", [listBoth, "REST-XML of other services than S3"]),
    ];
  },
};
