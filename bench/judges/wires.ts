import { execFileSync } from "node:child_process";
import { isDeepStrictEqual } from "node:util";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { AwsFault } from "../../cloud/core/faults";
import type { HttpReply } from "../../cloud/core/http";
import { createAwsJson } from "../../cloud/protocols/aws-json";
import { createAwsQuery, queryCompatible } from "../../cloud/protocols/aws-query";
import { createEc2Query } from "../../cloud/protocols/ec2-query";
import type { Protocol, ReplyContext, ServiceSchema } from "../../cloud/protocols/protocol";
import { createRestJson } from "../../cloud/protocols/rest-json";
import { createRestXml } from "../../cloud/protocols/rest-xml";
import { createRpcV2Cbor } from "../../cloud/protocols/rpc-v2-cbor";
import { fetchJars, readJarVersion } from "./jars";
import type { Judge, JudgedCase } from "./judge";
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
import { OMITTED_MALFORMED_CASES, OMITTED_CASES } from "./omitted-wires";
import { SmithyModel, type Shape } from "./smithy-model";

/** Where the jars of the test model are copied. */
const SMITHY = join(".labs", "smithy");
const S3 = "com.amazonaws.s3#AmazonS3";
const REST_JSON = "aws.protocols#restJson1";
const CLIENT_ONLY = "a case only for clients";

/** One protocol: the test model's service for it, and the lab cloud's implementation. */
interface JudgedProtocol {
  readonly service: string;
  readonly trait: string;
  readonly create: (xmlNamespace: string) => Protocol;
}

const PROTOCOLS: readonly JudgedProtocol[] = [
  {
    service: "aws.protocoltests.json10#JsonRpc10",
    trait: "aws.protocols#awsJson1_0",
    create: () => queryCompatible(createAwsJson("1.0"), () => "aws.protocoltests.json10"),
  },
  {
    service: "aws.protocoltests.json#JsonProtocol",
    trait: "aws.protocols#awsJson1_1",
    create: () => createAwsJson("1.1"),
  },
  { service: "aws.protocoltests.query#AwsQuery", trait: "aws.protocols#awsQuery", create: createAwsQuery },
  { service: "aws.protocoltests.ec2#AwsEc2", trait: "aws.protocols#ec2Query", create: createEc2Query },
  {
    service: "aws.protocoltests.restjson#RestJson",
    trait: REST_JSON,
    create: () => createRestJson(),
  },
  {
    service: S3,
    trait: "aws.protocols#restXml",
    create: (xmlNamespace) =>
      createRestXml({
        xmlNamespace,
        headerValues: {},
        createHeaders: () => ({ server: "AmazonS3", "x-amz-id-2": "id" }),
      }),
  },
  {
    service: "smithy.protocoltests.rpcv2Cbor#RpcV2Protocol",
    trait: "smithy.protocols#rpcv2Cbor",
    create: () => queryCompatible(createRpcV2Cbor(), () => "smithy.protocoltests.rpcv2Cbor"),
  },
];

type Verdict = Pick<JudgedCase, "verdict" | "why">;
const PASSED: Verdict = { verdict: "passed" };

/** The JSON form of the model, made once by Smithy's own command line. */
function loadModel(root: string): SmithyModel {
  const file = join(root, SMITHY, "model.json");
  const text = existsSync(file) ? readFileSync(file, "utf8") : createModel(root);
  if (!existsSync(file)) writeFileSync(file, text);
  return new SmithyModel((JSON.parse(text) as { shapes: Record<string, Shape> }).shapes);
}

function createModel(root: string): string {
  const lib = fetchJars(root, "smithy");
  const models = readdirSync(lib)
    .filter((jar) => /traits|validation|tests/.test(jar))
    .map((jar) => join(lib, jar));
  const args = ["-cp", join(lib, "*"), "software.amazon.smithy.cli.SmithyCli", "ast", "--no-config", "--quiet"];
  return execFileSync("java", [...args, ...models], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
    stdio: ["ignore", "pipe", "ignore"],
  });
}

/** A service of the test model, and the protocol that is judged with it. */
class WireJudge {
  readonly #model: SmithyModel;
  readonly #judged: JudgedProtocol;
  readonly #protocol: Protocol;
  readonly #service: ServiceSchema;
  readonly #operations: readonly string[];

  constructor(model: SmithyModel, judged: JudgedProtocol) {
    const shape = model.getShape(judged.service);
    const { uri = "" } = (shape.traits?.["smithy.api#xmlNamespace"] ?? {}) as { uri?: string };
    this.#model = model;
    this.#judged = judged;
    this.#protocol = judged.create(uri);
    this.#operations = model.listOperations(shape);
    this.#service = {
      target: judged.service.split("#")[1] ?? "",
      operations: Object.fromEntries(
        this.#operations.map((id) => [id.split("#")[1] ?? "", { schema: model.createOperation(id) }]),
      ),
    };
  }

  async judgeAll(): Promise<JudgedCase[]> {
    const cases: JudgedCase[] = [];
    const errors = new Set<string>();
    const judge = async (test: TestCase, run: () => Promise<Verdict>): Promise<void> => {
      if (test.protocol !== this.#judged.trait) return;
      const notAsked = OMITTED_CASES.find(([ids]) => ids.test(test.id))?.[1];
      const why = test.appliesTo === "client" ? CLIENT_ONLY : notAsked;
      const verdict =
        why !== undefined
          ? ({ verdict: "left out", why } as const)
          : await run().catch((error: unknown): Verdict => ({ verdict: "wrong", why: String(error).slice(0, 150) }));
      cases.push({ name: `${test.protocol.split("#")[1]} ${test.id}`, ...verdict });
    };
    for (const id of this.#operations) {
      const shape = this.#model.getShape(id);
      for (const { target } of shape.errors ?? []) errors.add(target);
      for (const test of listCases(shape, "httpRequestTests")) await judge(test, () => this.#judgeRequest(id, test));
      for (const test of listCases(shape, "httpResponseTests")) await judge(test, () => this.#judgeReply(id, test));
    }
    if (this.#judged.trait === REST_JSON) await this.#judgeMalformed(cases);
    for (const id of errors)
      for (const test of listCases(this.#model.getShape(id), "httpResponseTests"))
        await judge(test, () => this.#judgeFault(id, test));
    return cases;
  }

  async #judgeRequest(id: string, test: TestCase): Promise<Verdict> {
    const name = id.split("#")[1] ?? "";
    const request = createRequest(test);
    const open = await this.#protocol.open(request, this.#service, () => buffer(request.openBody()));
    if (open.operation !== name) return { verdict: "wrong", why: `taken for ${open.operation}` };
    const { schema } = this.#service.operations[name] ?? {};
    if (schema === undefined) return { verdict: "wrong", why: "no schema" };
    const input = await normalize(await open.readInput(schema));
    return compare(input, await normalize(test.params ?? {}));
  }

  /** Judges requests that cannot be read: each with all values that the suite has for it. */
  async #judgeMalformed(cases: JudgedCase[]): Promise<void> {
    for (const id of this.#operations)
      for (const test of listMalformed(this.#model.getShape(id))) {
        const why = OMITTED_MALFORMED_CASES.find(([ids]) => ids.test(test.id))?.[1];
        const verdict: Verdict = why === undefined ? await this.#judgeRefusals(id, test) : { verdict: "left out", why };
        cases.push({ name: `restJson1 ${test.id}`, ...verdict });
      }
  }

  async #judgeRefusals(id: string, { request, response, testParameters = {} }: MalformedCase): Promise<Verdict> {
    const count = Math.max(1, ...Object.values(testParameters).map(({ length }) => length));
    for (let index = 0; index < count; index += 1) {
      const requested = fillIn(request, testParameters, index);
      const code = await this.#refuse(id, requested);
      if (code !== response.headers["x-amzn-errortype"])
        return { verdict: "wrong", why: `${code ?? "accepted"}: ${shorten(requested)}` };
    }
    return PASSED;
  }

  /** The error code of a refused request. */
  async #refuse(id: string, test: TestCase): Promise<string | undefined> {
    const name = id.split("#")[1] ?? "";
    const request = createRequest(test);
    const open = await this.#protocol.open(request, this.#service, () => buffer(request.openBody()));
    const { schema } = this.#service.operations[name] ?? {};
    if (schema === undefined) return "no schema";
    try {
      await open.readInput(schema);
      return undefined;
    } catch (error) {
      return error instanceof AwsFault ? error.code : String(error);
    }
  }

  #createContext(id: string | undefined): ReplyContext {
    return {
      requestId: "id",
      service: this.#service,
      schema: id === undefined ? undefined : this.#service.operations[id.split("#")[1] ?? ""]?.schema,
      reply: { headers: {} },
      isHead: false,
      isQueryMode: false,
    };
  }

  async #judgeReply(id: string, test: TestCase): Promise<Verdict> {
    const output = this.#createValue(this.#model.getShape(id).output?.target ?? "", test.params ?? {});
    return compareReply(this.#protocol.reply(output, this.#createContext(id)), test);
  }

  async #judgeFault(id: string, test: TestCase): Promise<Verdict> {
    const { traits = {} } = this.#model.getShape(id);
    const query = traits["aws.protocols#awsQueryError"] as { code: string; httpResponseCode: number } | undefined;
    const status = test.code ?? 400;
    const params = test.params ?? {};
    // The protocols in JSON and CBOR write a text in `message`, unless it is a member with another name.
    const isJson = this.#protocol.family === "json";
    const text = isJson ? "" : String(params["message"] ?? params["Message"] ?? "");
    const isRest = this.#judged.trait === REST_JSON;
    const { members, headers } = isRest
      ? splitFault(this.#model, this.#model.getShape(id), params)
      : { members: params, headers: {} };
    const fault = new AwsFault(id.split("#")[1] ?? "", text, {
      status,
      members,
      headers,
      ...(query === undefined ? {} : { queryCode: query.code }),
    });
    return compareReply(this.#protocol.createFaultReply(fault, this.#createContext(undefined)), test);
  }

  /** A test's parameters as a handler would return them. */
  #createValue(id: string, value: unknown): unknown {
    const shape = this.#model.shapes[id];
    const type = shape?.type ?? id.split("#")[1]?.toLowerCase();
    if (value === null || value === undefined) return value;
    if (shape?.members !== undefined && type !== "enum" && type !== "intEnum")
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          name,
          this.#createValue(shape.members?.[name]?.target ?? "", item),
        ]),
      );
    if (Array.isArray(value) && shape?.member !== undefined)
      return value.map((item) => this.#createValue(shape.member?.target ?? "", item));
    if (type === "map")
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [name, this.#createValue(shape?.value?.target ?? "", item)]),
      );
    if (type === "blob") return Buffer.from(String(value));
    if (type === "timestamp") return new Date(Number(value) * 1000);
    return (type === "float" || type === "double") && typeof value === "string" ? Number(value) : value;
  }
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
  return { verdict: "wrong", why: `${shorten(actual)} instead of ${shorten(requested)}` };
}

const shorten = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 120);

async function compareReply(reply: HttpReply, test: TestCase): Promise<Verdict> {
  if (reply.status !== test.code) return { verdict: "wrong", why: `status ${reply.status} instead of ${test.code}` };
  for (const [name, value] of Object.entries(test.headers ?? {})) {
    if (UNKNOWABLE.has(name)) continue;
    const actual = reply.headers[name.toLowerCase()] ?? getSentLength(name, reply);
    if (actual !== value) return { verdict: "wrong", why: `${name} is ${actual} instead of ${value}` };
  }
  const forbidden = (test.forbidHeaders ?? []).find((name) => reply.headers[name.toLowerCase()] !== undefined);
  if (forbidden !== undefined) return { verdict: "wrong", why: `the header ${forbidden} is there` };
  if (test.body === undefined) return PASSED;
  const body = reply.body instanceof Readable ? await buffer(reply.body) : Buffer.from(reply.body ?? "");
  return compare(await parseBody(body, test.bodyMediaType), await parseBody(getBytes(test), test.bodyMediaType));
}

/** The length of a body, which the server sends where the protocol states none. */
const getSentLength = (name: string, { body }: HttpReply): string | undefined =>
  name === "Content-Length" && !(body instanceof Readable) ? String(Buffer.from(body ?? "").byteLength) : undefined;

/** A header with an answer's id, and one of requests that the suite also has in an answer. */
const UNKNOWABLE: ReadonlySet<string> = new Set(["X-Amzn-Requestid", "X-Amz-Target"]);

/** How many cases the shapes have, of those whose id begins so. */
const countCases = ({ shapes }: SmithyModel, traits: readonly string[], prefix = ""): number =>
  Object.entries(shapes)
    .filter(([id]) => id.startsWith(prefix))
    .reduce((sum, [, shape]) => sum + traits.flatMap((trait) => listCases(shape, trait)).length, 0);

const countMalformed = ({ shapes }: SmithyModel, prefix: string): number =>
  Object.entries(shapes).reduce(
    (sum, [id, shape]) => sum + (id.startsWith(prefix) ? listMalformed(shape).length : 0),
    0,
  );

/** Runs Smithy's protocol tests against the code that reads requests and writes responses. */
export const wires: Judge = {
  name: "wires",
  title: "requests and answers of AWS's protocols, by a service made from Smithy's test model",
  source: "Maven Central, software.amazon.smithy:smithy-aws-protocol-tests and smithy-protocol-tests (Apache-2.0)",
  needsFolder: false,
  alone: "it lets the lab cloud's protocols answer for a service of Smithy's own, which no cloud has",
  async run({ root }) {
    const model = loadModel(root);
    const cases: JudgedCase[] = [];
    for (const judged of PROTOCOLS) cases.push(...(await new WireJudge(model, judged).judgeAll()));
    const leave = (why: string, length: number): void => {
      cases.push(...Array.from({ length }, (): JudgedCase => ({ name: why, verdict: "left out", why })));
    };
    const ofLimits = countMalformed(model, "aws.protocoltests.restjson.validation");
    leave("limits of members: each operation's rules have them, and are tested there", ofLimits);
    const ofXml = countCases(model, ["httpRequestTests", "httpResponseTests"], "aws.protocoltests.restxml");
    leave("REST-XML of other services than S3", ofXml);
    return { version: readJarVersion(root, "smithy"), cases };
  },
};
