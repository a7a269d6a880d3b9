import type { HttpReply, HttpRequest } from "../core/http";
import { createJsonReply } from "./cloud-endpoints";

interface LocalStackParts {
  /** The names of the emulated services, which are those that LocalStack uses. */
  readonly services: readonly { readonly name: string }[];
  readonly version: string;
  /** Deletes all resources and starts empty. */
  readonly reset: () => Promise<void>;
}

/** The stages of LocalStack's start, for which it runs scripts. The lab cloud answers only when it is ready. */
const STAGES: Readonly<Record<string, boolean>> = { BOOT: true, START: true, READY: true, SHUTDOWN: false };
const PREFIX = "/_localstack/";

export const isLocalStackPath = ({ path }: HttpRequest): boolean => path.startsWith(PREFIX);
/** Whether a request may change something, however its path is spelled, so that its sender needs the cloud's token where one is required. */
export const isLocalStackChange = ({ method }: HttpRequest): boolean => method !== "GET" && method !== "HEAD";

/**
 * LocalStack's own endpoints that other programs wait for, in its shape, so that a project's test set-up works
 * unchanged. `edition` says that this is not LocalStack.
 *
 * Source: localstack-core/localstack/services/internal.py and runtime/init.py of localstack/localstack.
 */
export function createLocalStackEndpoints({
  services,
  version,
  reset,
}: LocalStackParts): (request: HttpRequest) => Promise<HttpReply> {
  const about = { edition: "lab-cloud", version };
  const endpoints: Readonly<Record<string, () => unknown>> = {
    [`GET ${PREFIX}health`]: () => ({
      services: Object.fromEntries(services.map(({ name }) => [name, "running"])),
      ...about,
    }),
    [`HEAD ${PREFIX}health`]: () => ({}),
    [`GET ${PREFIX}info`]: () => ({ ...about, is_license_activated: false, is_docker: false }),
    [`GET ${PREFIX}init`]: () => ({ completed: STAGES, scripts: [] }),
    ...Object.fromEntries(
      Object.entries(STAGES).map(([stage, completed]) => [
        `GET ${PREFIX}init/${stage.toLowerCase()}`,
        () => ({ completed, scripts: [] }),
      ]),
    ),
    [`POST ${PREFIX}state/reset`]: () => reset(),
  };
  return async ({ method, path }) => {
    const answer = endpoints[`${method} ${path.toLowerCase()}`];
    return answer === undefined
      ? createJsonReply(404, {
          message: `The lab cloud has no ${method} ${path}. Of LocalStack's own endpoints it has: ${Object.keys(endpoints).join(", ")}`,
        })
      : createJsonReply(200, (await answer()) ?? {});
  };
}
