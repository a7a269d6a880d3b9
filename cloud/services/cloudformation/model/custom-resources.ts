import type { Core } from "../../../core/core";
import { AwsFault } from "../../../core/faults";
import type { Random } from "../../../../foundation/random";
import { createLazyTable } from "../../../storage/lazy-table";
import type { Table } from "../../../storage/table";
import type { Json, JsonObject } from "./properties/json";

/** The response of a function to a custom resource's request. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
export interface CustomResponse {
  readonly status: "SUCCESS" | "FAILED";
  readonly reason: string;
  readonly physicalId: string | undefined;
  readonly data: JsonObject;
}

/** AWS's limits of a response and of its physical id, in bytes; see the page above. */
const LARGEST_RESPONSE = 4096;
const MAX_ID_LENGTH = 1024;

/** A request to a function, which answers at its own address. */
interface PendingResponse {
  response: CustomResponse | undefined;
}

/** The responses of functions to custom resources: those awaited now, and the data that `Fn::GetAtt` reads afterward. */
export class CustomResources {
  readonly #random: Random;
  readonly #core: Core;
  readonly #pending = new Map<string, PendingResponse>();
  readonly #getTable: () => Table<JsonObject>;

  constructor(core: Core) {
    this.#core = core;
    this.#random = core.random.fork("cloudformation/custom-resources");
    this.#getTable = createLazyTable(core.storage, "cloudformation/custom-resources");
  }

  /**
   * Makes a pre-signed address for one response. Its random token is the only protection: anyone who knows the address
   * may respond.
   */
  ask(): { readonly url: string; readonly requestId: string; readonly answer: () => CustomResponse | undefined } {
    const token = this.#random.drawText(64, "abcdefghijklmnopqrstuvwxyz0123456789");
    const pendingResponse: PendingResponse = { response: undefined };
    this.#pending.set(token, pendingResponse);
    return {
      url: `${this.#core.processes.createEnvironment()["AWS_ENDPOINT_URL"] ?? ""}/_lab/cloudformation/response?token=${token}`,
      requestId: this.#random.drawUuid(),
      answer: () => {
        this.#pending.delete(token);
        return pendingResponse.response;
      },
    };
  }

  /** @throws AwsFault AccessDenied for an unknown address, or for a second response */
  accept(token: string, body: Readonly<Record<string, unknown>>): void {
    const pendingResponse = this.#pending.get(token);
    if (pendingResponse === undefined || pendingResponse.response !== undefined)
      throw new AwsFault("AccessDenied", "Request has expired", { status: 403 });
    pendingResponse.response = parseResponse(body);
  }

  /** Keeps a response's data for `Fn::GetAtt`. @param location the key of a stack's resource */
  keep(location: string, data: JsonObject): void {
    this.#getTable().set(location, data);
  }

  getStored(location: string): Readonly<Record<string, Json>> {
    return this.#getTable().get(location) ?? {};
  }

  forget(location: string): void {
    this.#getTable().remove(location);
  }
}

/** The response in a body, which may be any JSON object; FAILED with AWS's reason if AWS would refuse it. */
function parseResponse(body: Readonly<Record<string, unknown>>): CustomResponse {
  const getText = (name: string): string | undefined => (typeof body[name] === "string" ? body[name] : undefined);
  const { Data: data } = body;
  const physicalId = getText("PhysicalResourceId");
  const createRefusal = (reason: string): CustomResponse => ({
    status: "FAILED",
    reason,
    physicalId: undefined,
    data: {},
  });
  if (Buffer.byteLength(JSON.stringify(body)) > LARGEST_RESPONSE) return createRefusal("Response object is too long.");
  if (physicalId !== undefined && (physicalId === "" || Buffer.byteLength(physicalId) > MAX_ID_LENGTH))
    return createRefusal("Invalid PhysicalResourceId");
  return {
    status: getText("Status") === "SUCCESS" ? "SUCCESS" : "FAILED",
    reason: getText("Reason") ?? "",
    physicalId,
    // The border: the body was read as JSON.
    data: typeof data === "object" && data !== null && !Array.isArray(data) ? (data as JsonObject) : {},
  };
}
