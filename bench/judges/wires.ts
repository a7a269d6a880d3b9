import { execFileSync } from "node:child_process";
import { isDeepStrictEqual } from "node:util";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { parseXML } from "@aws-sdk/xml-builder";
import { cbor } from "@smithy/core/cbor";
import { AwsFault } from "../../cloud/core/faults";
import type { HttpReply, HttpRequest } from "../../cloud/core/http";
import { createAwsJson } from "../../cloud/protocols/aws-json";
import { createAwsQuery } from "../../cloud/protocols/aws-query";
import { createEc2Query } from "../../cloud/protocols/ec2-query";
import type { Protocol, ReplyContext, ServiceSchema } from "../../cloud/protocols/protocol";
import { createRestJson } from "../../cloud/protocols/rest-json";
import { createRestXml } from "../../cloud/protocols/rest-xml";
import { createRpcV2Cbor } from "../../cloud/protocols/rpc-v2-cbor";
import type { Judge, JudgedCase } from "./judge";
import { SmithyModel, type Shape } from "./smithy-model";

/** Smithy's version. Of later ones, Maven Central's mirrors lack parts now and then. */
const VERSION = "1.54.0";
const COPY_JARS = "org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies";
const S3 = "com.amazonaws.s3#AmazonS3";
const CLIENTS_OWN = "a case for clients alone";

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
    create: () => createAwsJson("1.0"),
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
    trait: "aws.protocols#restJson1",
    create: () => createRestJson(),
  },
  {
    service: S3,
    trait: "aws.protocols#restXml",
    create: (xmlNamespace) =>
      createRestXml({ xmlNamespace, headerValues: {}, headers: { server: "AmazonS3", "x-amz-id-2": "id" } }),
  },
  {
    service: "smithy.protocoltests.rpcv2Cbor#RpcV2Protocol",
    trait: "smithy.protocols#rpcv2Cbor",
    create: () => createRpcV2Cbor(),
  },
];

/** A case of the suite: the parts that this judge reads. */
interface TestCase {
  readonly id: string;
  readonly protocol: string;
  readonly appliesTo?: "client" | "server";
  readonly method?: string;
  readonly uri?: string;
  readonly queryParams?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly forbidHeaders?: readonly string[];
  readonly body?: string;
  readonly bodyMediaType?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly code?: number;
  readonly host?: string;
  readonly resolvedHost?: string;
}

type Verdict = Pick<JudgedCase, "verdict" | "why">;
const PASSED: Verdict = { verdict: "passed" };

/** The JSON form of the model, made once by Smithy's own command line from the jars of Maven Central. */
function loadModel(root: string): SmithyModel {
  const folder = join(root, ".labs", "judges", `smithy-${VERSION}`);
  const lib = join(folder, "lib");
  if (!existsSync(lib)) {
    mkdirSync(folder, { recursive: true });
    const artifacts = ["smithy-cli", "smithy-aws-protocol-tests", "smithy-protocol-tests"].map(
      (name) =>
        `<dependency><groupId>software.amazon.smithy</groupId><artifactId>${name}</artifactId><version>${VERSION}</version></dependency>`,
    );
    writeFileSync(
      join(folder, "pom.xml"),
      `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>judge</groupId><artifactId>smithy</artifactId><version>1</version><dependencies>${artifacts.join("")}</dependencies></project>`,
    );
    execFileSync("mvn", ["-q", "-B", "-f", join(folder, "pom.xml"), COPY_JARS, `-DoutputDirectory=${lib}`], {
      stdio: "inherit",
    });
  }
  const models = readdirSync(lib)
    .filter((jar) => /traits|validation|tests/.test(jar))
    .map((jar) => join(lib, jar));
  const args = ["-cp", join(lib, "*"), "software.amazon.smithy.cli.SmithyCli", "ast", "--no-config", "--quiet"];
  const text = execFileSync("java", [...args, ...models], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return new SmithyModel((JSON.parse(text) as { shapes: Record<string, Shape> }).shapes);
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
      const verdict =
        test.appliesTo === "client"
          ? ({ verdict: "left out", why: CLIENTS_OWN } as const)
          : await run().catch((error: unknown): Verdict => ({ verdict: "wrong", why: String(error).slice(0, 150) }));
      cases.push({ name: `${test.protocol.split("#")[1]} ${test.id}`, ...verdict });
    };
    for (const id of this.#operations) {
      const shape = this.#model.getShape(id);
      for (const { target } of shape.errors ?? []) errors.add(target);
      for (const test of listCases(shape, "httpRequestTests")) await judge(test, () => this.#judgeRequest(id, test));
      for (const test of listCases(shape, "httpResponseTests")) await judge(test, () => this.#judgeReply(id, test));
    }
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
    const fault = new AwsFault(id.split("#")[1] ?? "", text, {
      status,
      members: params,
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
        Object.entries(value).map(([name, one]) => [name, this.#createValue(shape.members?.[name]?.target ?? "", one)]),
      );
    if (Array.isArray(value) && shape?.member !== undefined)
      return value.map((one) => this.#createValue(shape.member?.target ?? "", one));
    if (type === "map")
      return Object.fromEntries(
        Object.entries(value).map(([name, one]) => [name, this.#createValue(shape?.value?.target ?? "", one)]),
      );
    if (type === "blob") return Buffer.from(String(value));
    if (type === "timestamp") return new Date(Number(value) * 1000);
    return (type === "float" || type === "double") && typeof value === "string" ? Number(value) : value;
  }
}

const listCases = (shape: Shape, trait: string): readonly TestCase[] =>
  (shape.traits?.[`smithy.test#${trait}`] ?? []) as readonly TestCase[];

const getBytes = ({ body = "", bodyMediaType }: TestCase): Buffer =>
  Buffer.from(body, bodyMediaType === "application/cbor" ? "base64" : "utf8");

function createRequest(test: TestCase): HttpRequest {
  const [path = "/", search = ""] = (test.uri ?? "/").split("?", 2);
  const headers = Object.fromEntries(
    Object.entries(test.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const stream = Readable.from([getBytes(test)]);
  return {
    method: test.method ?? "POST",
    path,
    query: [search, ...(test.queryParams ?? [])].filter((one) => one !== "").join("&"),
    headers,
    host: test.resolvedHost ?? test.host ?? "127.0.0.1",
    openBody: () => stream,
    gone: new AbortController().signal,
  };
}

/** A value in a form that can be compared: times as seconds, bytes as text, numbers without a value as their names. */
async function normalize(value: unknown): Promise<unknown> {
  if (value instanceof Readable) return (await buffer(value)).toString();
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (value instanceof String) return String(value);
  if (Array.isArray(value)) return Promise.all(value.map(normalize));
  if (typeof value !== "object" || value === null) return value;
  const members = await Promise.all(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(async ([name, one]) => [name, await normalize(one)] as const),
  );
  return Object.fromEntries(members);
}

function compare(actual: unknown, wanted: unknown): Verdict {
  if (isDeepStrictEqual(actual, wanted)) return PASSED;
  return { verdict: "wrong", why: `${shorten(actual)} instead of ${shorten(wanted)}` };
}

const shorten = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 120);

async function compareReply(reply: HttpReply, test: TestCase): Promise<Verdict> {
  if (reply.status !== test.code) return { verdict: "wrong", why: `status ${reply.status} instead of ${test.code}` };
  for (const [name, value] of Object.entries(test.headers ?? {})) {
    if (UNKNOWABLE.has(name)) continue;
    const actual = reply.headers[name.toLowerCase()];
    if (actual !== value) return { verdict: "wrong", why: `${name} is ${actual} instead of ${value}` };
  }
  const forbidden = (test.forbidHeaders ?? []).find((name) => reply.headers[name.toLowerCase()] !== undefined);
  if (forbidden !== undefined) return { verdict: "wrong", why: `the header ${forbidden} is there` };
  if (test.body === undefined) return PASSED;
  const body = reply.body instanceof Readable ? await buffer(reply.body) : Buffer.from(reply.body ?? "");
  return compare(await parseBody(body, test.bodyMediaType), await parseBody(getBytes(test), test.bodyMediaType));
}

/** A header with an answer's id, and one of requests that the suite also has in an answer. */
const UNKNOWABLE: ReadonlySet<string> = new Set(["X-Amzn-Requestid", "X-Amz-Target"]);
/** Elements that hold ids of an answer, which no suite can know. */
const IDS = ["ResponseMetadata", "RequestId", "requestId", "RequestID", "HostId"];

async function parseBody(body: Buffer, type: string | undefined): Promise<unknown> {
  if (body.byteLength === 0) return "";
  if (type === "application/json") return JSON.parse(body.toString()) as unknown;
  if (type === "application/cbor") return normalize(cbor.deserialize(body));
  if (type !== "application/xml") return body.toString();
  // AWS names the namespace in errors too; the suite does not.
  const parsed = parseXML(body.toString().replace(/(<ErrorResponse) xmlns="[^"]*"/, "$1")) as Record<string, unknown>;
  return JSON.parse(JSON.stringify(parsed, (name, value: unknown) => (IDS.includes(name) ? undefined : value)));
}

/** How many cases the shapes have, of those whose id begins so. */
const countCases = ({ shapes }: SmithyModel, traits: readonly string[], prefix = ""): number =>
  Object.entries(shapes)
    .filter(([id]) => id.startsWith(prefix))
    .reduce((sum, [, shape]) => sum + traits.flatMap((trait) => listCases(shape, trait)).length, 0);

/** Smithy's protocol tests, asked of the code that reads requests and writes answers. */
export const wires: Judge = {
  name: "wires",
  title: "requests and answers of AWS's protocols, by a service made from Smithy's test model",
  source: "Maven Central, software.amazon.smithy:smithy-aws-protocol-tests and smithy-protocol-tests (Apache-2.0)",
  needsFolder: false,
  async run({ root }) {
    const model = loadModel(root);
    const cases: JudgedCase[] = [];
    for (const judged of PROTOCOLS) cases.push(...(await new WireJudge(model, judged).judgeAll()));
    const leave = (why: string, length: number): void => {
      cases.push(...Array.from({ length }, (): JudgedCase => ({ name: why, verdict: "left out", why })));
    };
    leave("malformed requests: not asked yet", countCases(model, ["httpMalformedRequestTests"]));
    const ofXml = countCases(model, ["httpRequestTests", "httpResponseTests"], "aws.protocoltests.restxml");
    leave("REST-XML of other services than S3", ofXml);
    return { version: VERSION, cases };
  },
};
