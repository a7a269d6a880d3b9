import type { Core } from "../core/core";
import { AwsFault } from "../core/faults";
import type { FaultPlan } from "../core/fault-plan";
import type { Flink, FlinkApi } from "../flink/flink";
import type { HttpReply, HttpRequest } from "../core/http";
import type { Service } from "../core/service";
import prices from "../prices.json";
import { createRandomUsers } from "../random-user/random-users";
import { type BodyReader, isTooDeep } from "../protocols/bodies";
import { parsePlannedFault } from "./planned-fault";

/** What the cloud's own endpoints use. */
interface EndpointParts<L extends Core> {
  readonly current: { readonly state: L };
  readonly services: readonly Service<L>[];
  readonly faults: FaultPlan;
  readonly bodies: BodyReader;
  readonly version: string;
  readonly flink: Flink;
  /** The cost on AWS of all use of this cloud. */
  readonly getCost: () => unknown;
  /** Deletes all resources and starts empty. */
  readonly reset: () => Promise<void>;
}

type Answerer = (request: HttpRequest) => Promise<HttpReply>;
type Endpoint = (query: URLSearchParams, body: Readonly<Record<string, unknown>>) => Promise<unknown>;

const LARGEST_BODY_BYTES = 64 * 1024;
/** For a request to Flink, such as a long SQL statement. */
const MAX_FLINK_BODY_BYTES = 4 * 1024 ** 2;
/** A request that is passed on to one of Flink's own REST APIs. */
const FLINK_PATH = /^\/_lab\/flink\/(gateway|cluster)(\/.*)$/;
/** A hundred years: a greater number is a typing error. */
const MAX_ADVANCE_SECONDS = 3_155_760_000;

/**
 * The endpoints beside the AWS APIs, by method and path. `front.ts` has already decided whether the caller may use
 * them.
 */
export function createCloudEndpoints<L extends Core>(parts: EndpointParts<L>): Answerer {
  const endpoints: Readonly<Record<string, Endpoint>> = {
    async "GET /_lab/health"() {
      const { account, region, clock } = parts.current.state;
      return { status: "ok", version: parts.version, account, region, speed: clock.speed, now: clock.now() };
    },
    async "POST /_lab/clock"(_query, { advanceSeconds }) {
      if (typeof advanceSeconds !== "number" || !(advanceSeconds >= 0 && advanceSeconds <= MAX_ADVANCE_SECONDS)) {
        throw createWrongRequest(`advanceSeconds must be a number from 0 to ${MAX_ADVANCE_SECONDS}`);
      }
      const { clock } = parts.current.state;
      await clock.advance(advanceSeconds);
      return { now: clock.now() };
    },
    async "GET /_lab/journal"(query) {
      const after = Number(query.get("after") ?? 0);
      if (!Number.isInteger(after) || after < 0) throw createWrongRequest("after must be a whole number, 0 or more");
      return { entries: parts.current.state.journal.listAfter(after) };
    },
    "GET /_lab/cost": async () => parts.getCost(),
    "GET /_lab/prices": async () => prices,
    async "POST /_lab/reset"() {
      await parts.reset();
      return { now: parts.current.state.now() };
    },
    async "GET /_lab/operations"() {
      return { operations: listEmulated(parts.services) };
    },
    async "GET /_lab/faults"() {
      return { faults: parts.faults.list() };
    },
    async "POST /_lab/faults"(_query, body) {
      parts.faults.add(parsePlannedFault(body, listEmulated(parts.services)));
      return { faults: parts.faults.list() };
    },
    async "DELETE /_lab/faults"() {
      parts.faults.clear();
      return { faults: [] };
    },
    "GET /_lab/flink": () => parts.flink.readState(),
    "POST /_lab/flink": () => parts.flink.open(),
    "DELETE /_lab/flink": async () => {
      await parts.flink.stop();
      return parts.flink.readState();
    },
    ...createPeopleEndpoint(parts),
    ...createLookupEndpoints(parts),
    ...createMessageEndpoints(parts),
  };
  return async (request) => {
    if (FLINK_PATH.test(request.path)) return passToFlink(parts, request);
    const endpoint = endpoints[`${request.method} ${request.path}`];
    if (endpoint === undefined)
      return createJsonReply(404, {
        message: `There is no ${request.method} ${request.path}. There are: ${Object.keys(endpoints).join(", ")}`,
      });
    try {
      const body = await parts.bodies.read(request.openBody(), LARGEST_BODY_BYTES);
      const answer = await endpoint(new URLSearchParams(request.query), parseJson(body));
      return answer instanceof Uint8Array
        ? { status: 200, headers: { "content-type": "application/octet-stream" }, body: answer }
        : createJsonReply(200, answer);
    } catch (error) {
      if (error instanceof AwsFault) return createJsonReply(error.status, { message: error.message });
      throw error;
    }
  };
}

/**
 * Passes a request on to Flink. Whatever Flink, or a job in its place, answers is sent as JSON, so that no browser takes
 * it for a page of the lab cloud's.
 */
async function passToFlink<L extends Core>(
  { flink, bodies }: EndpointParts<L>,
  request: HttpRequest,
): Promise<HttpReply> {
  const { method, query } = request;
  const [, api, rest] = FLINK_PATH.exec(request.path) ?? [];
  try {
    const sent = await bodies.read(request.openBody(), MAX_FLINK_BODY_BYTES);
    const { status, bytes } = await flink.pass(api as FlinkApi, {
      ...{ method, path: query === "" ? `${rest}` : `${rest}?${query}` },
      ...(sent.byteLength === 0 ? {} : { body: sent }),
    });
    return { ...createJsonReply(status, undefined), body: bytes };
  } catch (error) {
    if (error instanceof AwsFault) return createJsonReply(error.status, { message: error.message });
    throw error;
  }
}

/** The names of the emulated operations, by service, for which a fault can be planned. */
const listEmulated = <L>(services: readonly Service<L>[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    services.map(({ name, operations }) => [
      name,
      Object.values(operations).flatMap((item) => (item.kind === "operation" ? [item.name] : [])),
    ]),
  );

/** The random-user API, at the path that its clients append to a host. */
function createPeopleEndpoint<L extends Core>({ current }: EndpointParts<L>): Readonly<Record<string, Endpoint>> {
  const answer: Endpoint = async (query) => createRandomUsers(query, current.state.random, current.state.now());
  return { "GET /_lab/random-user/api": answer, "GET /_lab/random-user/api/": answer };
}

/** `GET /_lab/<service>/<lookup>` for all lookups of services. */
const createLookupEndpoints = <L extends Core>({
  current,
  services,
}: EndpointParts<L>): Readonly<Record<string, Endpoint>> =>
  Object.fromEntries(
    services.flatMap(({ name, lookups: of = {} }) =>
      Object.entries(of).map(([lookup, answer]): [string, Endpoint] => [
        `GET /_lab/${name}/${lookup}`,
        async (query) => answer(current.state, query),
      ]),
    ),
  );

/** `PUT /_lab/<service>/<message>` for all messages to services. */
const createMessageEndpoints = <L extends Core>({
  current,
  services,
}: EndpointParts<L>): Readonly<Record<string, Endpoint>> =>
  Object.fromEntries(
    services.flatMap(({ name, messages: of = {} }) =>
      Object.entries(of).map(([message, hear]): [string, Endpoint] => [
        `PUT /_lab/${name}/${message}`,
        async (query, body) => hear(current.state, query, body),
      ]),
    ),
  );

const createWrongRequest = (message: string): AwsFault => new AwsFault("ValidationError", message);

export const createJsonReply = (status: number, value: unknown): HttpReply => ({
  status,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: `${JSON.stringify(value)}\n`,
});

function parseJson(body: Buffer): Readonly<Record<string, unknown>> {
  if (body.byteLength === 0) return {};
  const text = body.toString("utf8");
  if (isTooDeep(text)) throw createWrongRequest("The body nests too deep.");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw createWrongRequest("The body is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw createWrongRequest("The body must be a JSON object.");
  return value as Record<string, unknown>;
}
