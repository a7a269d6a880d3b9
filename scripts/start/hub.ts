import { UsageError } from "../labs/command";

/** What a JupyterHub wants of the server that it starts for one learner. */
export interface Hub {
  /** The address to listen on: of this machine alone where the hub runs beside it; of a container, what reaches it from outside. */
  readonly ip: string;
  readonly port: number;
  /** The path under which the hub shows the server, such as `/user/ann/`. */
  readonly prefix: string;
  /** The server's own token at the hub, by which it lets people in; it opens the server, too. */
  readonly token: string;
  /** What the hub's part of the server reads. Kept from all else that runs here, as far as the system can. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * The hub that has started this process, from what JupyterHub puts into the environment of each server (its reference on spawners).
 *
 * @returns undefined where there is none
 * @throws UsageError where something of it is missing
 */
export function hubOf(env: NodeJS.ProcessEnv): Hub | undefined {
  const token = env["JUPYTERHUB_API_TOKEN"];
  if (!token) return undefined;
  const url = env["JUPYTERHUB_SERVICE_URL"] ?? "";
  const prefix = env["JUPYTERHUB_SERVICE_PREFIX"] ?? "";
  // Without a host it means all addresses, which no URL can say.
  const whole = url.replace("//:", "//0.0.0.0:");
  if (!URL.canParse(whole) || !prefix.startsWith("/"))
    throw new UsageError(
      `JUPYTERHUB_SERVICE_URL is "${url}" and JUPYTERHUB_SERVICE_PREFIX is "${prefix}": JupyterHub gives both to each server that it starts, ` +
        "such as http://127.0.0.1:8889/user/ann/ and /user/ann/. Without a hub, take JUPYTERHUB_API_TOKEN out of the environment.",
    );
  const variables = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith("JUPYTERHUB_") && value !== undefined ? [[name, value] as const] : [],
  );
  const { hostname, port } = new URL(whole);
  return { ip: hostname, port: Number(port || 80), prefix, token, variables: Object.fromEntries(variables) };
}
