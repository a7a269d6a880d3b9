import { tmpdir } from "node:os";
import type { Cloud } from "./cloud";
import { Closing } from "./core/closing";
import { openCloudTime, type CloudTime } from "./core/cloud-time";
import type { Core } from "./core/core";
import { Costs } from "./cost/costs";
import { FaultPlan } from "./core/fault-plan";
import { RateLimiter } from "./core/rates";
import { isDiskFull } from "./core/faults";
import { getDuration, type Duration } from "./core/lag";
import { Journal } from "./core/journal";
import { SessionWrites } from "./core/session-writes";
import { createRandom } from "../foundation/random";
import { RoleSessions } from "./core/role-sessions";
import type { ResolvedOptions } from "./options";
import { Flink } from "./flink/flink";
import { Processes } from "./processes/processes";
import { createResources } from "./resources/create-resources";
import { loadResources } from "./resources/load-resources";
import { parseRequestedResources, type ResourceRequest } from "./resources/resource-requests";
import { createApi } from "./server/api";
import { BodyReader } from "./protocols/bodies";
import { createConsole } from "./server/console/console";
import { loadCertificate } from "./server/certificate";
import { createKeyFinder, loadAccess, type Access } from "./server/credentials";
import { createFront, createLocalStackEndpoints, CallTracker } from "./server/front";
import type { Answer } from "./server/connections";
import { createCloudEndpoints } from "./server/cloud-endpoints";
import { openPort, type Port } from "./server/port";
import { openServices, services } from "./services/index";
import type { Services } from "./services/framework/services";
import { Storage } from "./storage/storage";
import { VERSION } from "./version";

/** How long a stop or a reset waits for calls under way, in ms of real time. */
const MAX_CALL_MS = 2_000;
/** How much earlier the clock of a new cloud with resources begins, since their creation takes cloud time. */
const CREATING: Duration = { usual: 60_000, lagging: 600_000 };

/** Puts the parts of a cloud together and starts it. */
export async function startRunningCloud(options: ResolvedOptions): Promise<Cloud> {
  const initial = parseRequestedResources(await loadResources(options.resources, options));
  try {
    const storage = new Storage({ data: options.data, survivesPowerLoss: options.fsync, onCut: options.log });
    return await start(options, storage, initial).catch((error: unknown) => {
      storage.close();
      throw error;
    });
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    throw new Error(`${options.data ?? tmpdir()} is on a disk that is full. Make some room, and start again.`, {
      cause: error,
    });
  }
}

async function start(options: ResolvedOptions, storage: Storage, initial: readonly ResourceRequest[]): Promise<Cloud> {
  const onBug = (error: unknown, requestId = "none"): void =>
    options.log(
      `bug of the lab cloud (request ${requestId}): ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  const leadMs = initial.length === 0 ? 0 : getDuration({ lags: options.lag }, CREATING);
  const time = openCloudTime(storage, {
    startAt: options.startAt,
    leadMs,
    speed: options.speed,
    onError: onBug,
    log: options.log,
  });
  const access = loadAccess(storage, {
    ...options.credentials,
    ...(options.token === undefined ? {} : { token: options.token }),
  });
  // Work that was left at the last stop may begin before the port is open, and needs its address: this is known, except
  // for port 0.
  let endpoint = options.port === 0 ? "" : `http://127.0.0.1:${options.port}`;
  const { accessKeyId, secretAccessKey } = access;
  const { region, confine, allowCode } = options;
  const processes = new Processes({ getEndpoint: () => endpoint, region, confine, allowCode });
  const core = createCore(options, { storage, time, processes, roleSessions: new RoleSessions(access.sessionSecret) });
  const calls = new CallTracker();
  const certificate = options.tlsPort === undefined ? undefined : await loadCertificate(storage);
  const open = async (): Promise<Port> => {
    const { answer, create } = buildApi(options, { core, access, calls, onBug, initial, getEndpoint: () => endpoint });
    const seconds = await create();
    if (time.starts === 1) await time.clock.advance(Math.max(0, leadMs / 1000 - seconds));
    const tls = certificate && { ...certificate, port: options.tlsPort ?? 0 };
    return openPort({ ...options, tls, onBug }, answer);
  };
  const port = await open().catch(async (error: unknown) => {
    await time.stop();
    throw error;
  });
  endpoint = `http://127.0.0.1:${port.port}`;
  const { clock, journal } = core;
  return {
    endpoint,
    port: port.port,
    tlsEndpoint: certificate && `https://127.0.0.1:${port.tlsPort}`,
    certificateFile: certificate?.file,
    account: options.account,
    region,
    credentials: { accessKeyId, secretAccessKey },
    token: access.token,
    clock: { speed: clock.speed, now: () => clock.now(), advance: (seconds) => clock.advance(seconds) },
    journal: {
      listAfter: (n) => journal.listAfter(n),
      get last() {
        return journal.last;
      },
    },
    async stop() {
      core.closing.begin();
      await port.close();
      await calls.waitUntilIdle(MAX_CALL_MS);
      // From here on no work begins: an advance under way would otherwise go on in a folder that is being removed.
      clock.halt();
      await processes.close();
      await clock.waitUntilIdle();
      await time.stop();
      await core.closing.run();
      storage.close();
    },
  };
}

interface CoreParts extends Pick<Core, "storage" | "processes" | "roleSessions"> {
  readonly time: CloudTime;
}

function createCore(options: ResolvedOptions, { time, ...parts }: CoreParts): Core {
  const { clock } = time;
  return {
    account: options.account,
    region: options.region,
    clock,
    now: clock.now.bind(clock),
    random: createRandom(`${options.seed}/${time.starts}`),
    journal: new Journal(),
    sessionWrites: new SessionWrites(),
    ...parts,
    closing: new Closing(),
    python: options.python,
    checksRoles: options.iam === "on",
    lags: options.lag,
    runsCode: options.allowCode,
    createArn: (service, resource) => `arn:aws:${service}:${options.region}:${options.account}:${resource}`,
    log: options.log,
  };
}

interface AnswerParts {
  readonly core: Core;
  readonly access: Access;
  readonly calls: CallTracker;
  readonly onBug: (error: unknown, requestId?: string) => void;
  readonly initial: readonly ResourceRequest[];
  readonly getEndpoint: () => string;
}

/**
 * All request handlers behind the port. A reset replaces the services by new ones, and creates the resources of the options
 * in it.
 */
function buildApi(
  options: ResolvedOptions,
  { core, access, calls, onBug, initial, getEndpoint }: AnswerParts,
): { readonly answer: Answer; readonly create: () => Promise<number> } {
  const { keys, secret, flink: folder } = options;
  const flink = new Flink(core, { keys: access, folder });
  const openState = (): Services => openServices(core, options, flink);
  const faults = new FaultPlan(core.random.fork("faults"));
  const limiter = core.lags ? new RateLimiter() : undefined;
  const bodies = new BodyReader();
  const random = core.random.fork("requests");
  const current = { state: openState() };
  let costs = new Costs(current.state);
  const create = (): Promise<number> =>
    createResources(current.state, initial, ({ kind, input }) => {
      costs.countRequest(kind.operation.name, input);
    });
  const renew = async (): Promise<void> => {
    // Waiting calls (long polls) end now; working calls are awaited.
    core.closing.begin();
    await calls.waitUntilIdle(MAX_CALL_MS);
    // Before that, too: an advance under way would begin more work.
    core.clock.cancelAll();
    await core.processes.close();
    await core.clock.waitUntilIdle();
    core.clock.cancelAll();
    await core.closing.run();
    core.storage.clear();
    core.processes.open();
    faults.clear();
    limiter?.clear();
    current.state = openState();
    costs = new Costs(current.state);
    await create();
  };
  const api = createApi({
    current,
    services,
    findKeys: createKeyFinder(access, secret),
    verifies: keys === "own" || secret !== undefined,
    // Clients of a cloud that takes any keys may have any region, too.
    verifiesRegion: keys === "own",
    faults,
    limiter,
    random,
    bodies,
    getEndpoint,
    onBug,
  });
  const reset = () => calls.holdBackDuring(renew);
  const ways = {
    callApi: calls.track(api),
    answerCloudEndpoint: createCloudEndpoints({
      current,
      services,
      faults,
      bodies,
      version: VERSION,
      flink,
      getCost: () => costs.getBill(),
      reset,
    }),
  };
  const answer = createFront({
    ...ways,
    answerLocalStack: createLocalStackEndpoints({ services, version: VERSION, reset }),
    answerConsole: createConsole({ ...ways, current, services, faults, getEndpoint }),
    token: access.token,
    wantsToken: keys === "own",
    onBug,
  });
  return { answer, create };
}
