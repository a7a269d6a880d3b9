import type { Core } from "../../../../core/core";
import type { Metrics } from "../../../cloudwatch/model/metrics";
import type { Roles } from "../../../iam/model/roles";
import type { StreamSource } from "../../../kinesis/model/source";
import type { LogGroups } from "../../../logs/model/log-groups";
import { openSource } from "../../../sqs/model/state/source";
import type { Sqs } from "../../../sqs/model/state/sqs";
import { createDestinations, type Destinations } from "../calls/destinations";
import { EventQueue } from "../calls/event-queue";
import { ServiceCalls } from "../calls/service-calls";
import { CodeStore } from "../code/code-store";
import { Executions } from "../execution/executions";
import { Functions } from "../functions/functions";
import { Layers } from "../layers/layers";
import { Mappings } from "../sources/mappings";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { TopicPublisher } from "../../../sns/model/fields";

/** AWS's links are valid for ten minutes. */
const GOOD_MS = 10 * 60_000;

/** A version of a function, or of a layer. */
type LinkedVersion =
  | { readonly function: string; readonly version: string }
  | { readonly layer: string; readonly version: string };

/** Signed links to the zips of functions and layers, valid for ten minutes or until the cloud is restarted. */
class CodeLinks {
  readonly #core: Pick<Core, "now">;
  readonly #secret = randomBytes(32);

  constructor(core: Pick<Core, "now">) {
    this.#core = core;
  }

  /** The link's part after the question mark. @param subject the function or layer */
  query(subject: LinkedVersion): string {
    const params = new URLSearchParams({ ...subject, until: String(this.#core.now() + GOOD_MS) });
    return `${params.toString()}&signature=${this.#createCode(params.toString()).toString("hex")}`;
  }

  isGood(query: URLSearchParams): boolean {
    const params = new URLSearchParams([...query].filter(([name]) => name !== "signature"));
    const signature = Buffer.from(query.get("signature") ?? "", "hex");
    const right = this.#createCode(params.toString());
    return (
      signature.length === right.length &&
      timingSafeEqual(signature, right) &&
      this.#core.now() <= Number(query.get("until"))
    );
  }

  #createCode(text: string): Buffer {
    return createHmac("sha256", this.#secret).update(text).digest();
  }
}

/** The result of a transformation, as Firehose expects it from Lambda. */
type Answer = { readonly kind: "returned"; readonly payload: string } | { readonly kind: "failed" };

/** The longest time that Firehose waits for a function, whatever the function's own timeout is (FH-100). */
const MAX_MS = 300_000;
/** The largest payload of a call, in bytes (FH-100). */
const MAX_BYTES = 6_291_456;

/** Functions as Firehose calls them for its transformations. */
const createFirehoseCaller = (calls: ServiceCalls): { invoke(arn: string, payload: string): Promise<Answer> } => ({
  async invoke(arn, payload) {
    const bytes = Buffer.from(payload);
    if (bytes.byteLength > MAX_BYTES) return { kind: "failed" };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), MAX_MS).unref();
    });
    const answer = await Promise.race([
      calls.call({ target: arn, payload: bytes, caller: "firehose.amazonaws.com" }),
      late,
    ]);
    clearTimeout(timer);
    if (answer === undefined || answer.kind === "refused" || answer.isError) return { kind: "failed" };
    return { kind: "returned", payload: answer.payload.toString("utf8") };
  },
});

/** The parts of other services that Lambda uses. */
interface LambdaPorts {
  readonly logs: LogGroups;
  readonly metrics: Metrics;
  readonly roles: Roles;
  readonly sqs: Sqs;
  readonly topics: TopicPublisher;
  /** A data stream by its ARN, or undefined while the stream cannot be read. */
  readonly findStream: (arn: string) => StreamSource | undefined;
}

/** The state of Lambda. */
export class Lambda {
  readonly code: CodeStore;
  readonly codeLinks: CodeLinks;
  readonly executions: Executions;
  readonly functions: Functions;
  readonly layers: Layers;
  readonly destinations: Destinations;
  readonly events: EventQueue;
  readonly mappings: Mappings;
  /** Calls of functions by services that wait for the answer. */
  readonly calls: ServiceCalls;
  /** Calls of functions by Firehose. */
  readonly forFirehose: ReturnType<typeof createFirehoseCaller>;

  constructor(core: Core, { logs, metrics, roles, sqs, topics, findStream }: LambdaPorts) {
    this.code = new CodeStore(core);
    this.codeLinks = new CodeLinks(core);
    this.executions = new Executions({ core, code: this.code, logs, metrics, roles });
    this.layers = new Layers(core);
    this.functions = new Functions(core, { code: this.code, executions: this.executions, layers: this.layers });
    const calls = new ServiceCalls(core, { functions: this.functions, executions: this.executions });
    this.calls = calls;
    this.forFirehose = createFirehoseCaller(calls);
    this.destinations = createDestinations(core, { queues: sqs, topics });
    const parts = { functions: this.functions, calls, destinations: this.destinations };
    this.events = new EventQueue(core, parts);
    this.mappings = new Mappings(core, { ...parts, findStream, findQueue: (arn) => openSource(core, sqs, arn) });
  }
}
