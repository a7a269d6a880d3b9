import type { Core } from "../../core/core";
import { AwsFault } from "../../core/faults";
import type { Random } from "../../core/random";
import { lazyTable } from "../../storage/lazy-table";
import type { Table } from "../../storage/table";
import type { Json, JsonObject } from "./template/json";

/** What a function answers of a custom resource. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
export interface CustomResponse {
  readonly status: "SUCCESS" | "FAILED";
  readonly reason: string;
  readonly physicalId: string | undefined;
  readonly data: JsonObject;
}

/** In bytes; AWS's own, see above. */
const LARGEST_RESPONSE = 4096;
const LONGEST_ID = 1024;

/** A function that was asked, and may answer at an address of its own. */
interface Asked {
  response: CustomResponse | undefined;
}

/** What functions answer of custom resources: their answers while they are asked, and what `Fn::GetAtt` gives of them afterwards. */
export class CustomResources {
  readonly #random: Random;
  readonly #core: Core;
  readonly #asked = new Map<string, Asked>();
  readonly #data: () => Table<JsonObject>;

  constructor(core: Core) {
    this.#core = core;
    this.#random = core.random.fork("cloudformation/custom-resources");
    this.#data = lazyTable(core.storage, "cloudformation/custom-resources");
  }

  /** An address to which one answer can be put. Whoever knows it may: it is drawn for this request alone. */
  ask(): { readonly url: string; readonly requestId: string; readonly answer: () => CustomResponse | undefined } {
    const token = this.#random.text(64, "abcdefghijklmnopqrstuvwxyz0123456789");
    const asked: Asked = { response: undefined };
    this.#asked.set(token, asked);
    return {
      url: `${this.#core.processes.environment()["AWS_ENDPOINT_URL"] ?? ""}/_lab/cloudformation/response?token=${token}`,
      requestId: this.#random.uuid(),
      answer: () => {
        this.#asked.delete(token);
        return asked.response;
      },
    };
  }

  /** @throws AwsFault AccessDenied for an address that nobody was given, or that was answered at already */
  accept(token: string, body: Readonly<Record<string, unknown>>): void {
    const asked = this.#asked.get(token);
    if (asked === undefined || asked.response !== undefined)
      throw new AwsFault("AccessDenied", "Request has expired", { status: 403 });
    asked.response = responseOf(body);
  }

  /** @param place a resource of a stack */
  keep(place: string, data: JsonObject): void {
    this.#data().set(place, data);
  }

  kept(place: string): Readonly<Record<string, Json>> {
    return this.#data().get(place) ?? {};
  }

  forget(place: string): void {
    this.#data().remove(place);
  }
}

/** What a function sent, or in AWS's words why it cannot be taken. It may be anything that is a JSON object. */
function responseOf(body: Readonly<Record<string, unknown>>): CustomResponse {
  const text = (name: string): string | undefined => (typeof body[name] === "string" ? body[name] : undefined);
  const { Data: data } = body;
  const physicalId = text("PhysicalResourceId");
  const refused = (reason: string): CustomResponse => ({ status: "FAILED", reason, physicalId: undefined, data: {} });
  if (Buffer.byteLength(JSON.stringify(body)) > LARGEST_RESPONSE) return refused("Response object is too long.");
  if (physicalId !== undefined && (physicalId === "" || Buffer.byteLength(physicalId) > LONGEST_ID))
    return refused("Invalid PhysicalResourceId");
  return {
    status: text("Status") === "SUCCESS" ? "SUCCESS" : "FAILED",
    reason: text("Reason") ?? "",
    physicalId,
    // The border: the body was read as JSON.
    data: typeof data === "object" && data !== null && !Array.isArray(data) ? (data as JsonObject) : {},
  };
}
