import { UsageError } from "../labs/command";
import { createToken } from "./keys";

/** The settings that a JupyterHub, or a Binder, gives to the server that it starts for one learner. */
export interface Hub {
  /**
   * The address to listen on: a loopback address if the hub runs on this machine; in a container, an address that is
   * reachable from outside.
   */
  readonly ip: string;
  readonly port: number;
  /** The path under which the hub shows the server, such as `/user/ann/`. */
  readonly prefix: string;
  /**
   * The token that opens the server. On a hub it is the server's own token for the hub, which the server
   * authenticates people with.
   */
  readonly token: string;
  /** Whether the server asks the hub who may enter. On a Binder without authentication, the token alone is enough. */
  readonly asksHub: boolean;
  /**
   * Environment variables for the hub's extension of the server. They are kept from all other programs here, as far as
   * the system can do that.
   */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * The hub that has started this process, from the variables that JupyterHub sets for each server (see its reference on spawners), or the
 * Binder, from the variables that `binder/start` sets.
 *
 * @returns undefined where there is none
 * @throws UsageError if a variable is missing
 */
export function readHub(env: NodeJS.ProcessEnv): Hub | undefined {
  const binder = readBinder(env);
  if (binder) return binder;
  const token = env["JUPYTERHUB_API_TOKEN"];
  if (!token) return undefined;
  const url = env["JUPYTERHUB_SERVICE_URL"] ?? "";
  const prefix = env["JUPYTERHUB_SERVICE_PREFIX"] ?? "";
  // A URL without a host means all addresses; the URL parser needs one.
  const whole = url.replace("//:", "//0.0.0.0:");
  if (!URL.canParse(whole) || !prefix.startsWith("/"))
    throw new UsageError(
      `JUPYTERHUB_SERVICE_URL is "${url}" and JUPYTERHUB_SERVICE_PREFIX is "${prefix}": JupyterHub gives both to each server that it starts, ` +
        "such as http://127.0.0.1:8889/user/ann/ and /user/ann/. Without a hub, remove JUPYTERHUB_API_TOKEN from the environment.",
    );
  const variables = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith("JUPYTERHUB_") && value !== undefined ? [[name, value] as const] : [],
  );
  const { hostname, port } = new URL(whole);
  return {
    ...{ ip: hostname, port: Number(port || 80), prefix, token, asksHub: true },
    variables: Object.fromEntries(variables),
  };
}

/**
 * Jupyter Server's arguments for address, port and token. BinderHub gives each of them twice, also under the older
 * name.
 */
const ARGUMENT = /^--(?:(?:ServerApp|NotebookApp|IdentityProvider)\.)?(ip|port|base_url|token)(?:=(.*))?$/;

/**
 * The settings in a Binder's arguments, one a line. Without a token among them, a hub authenticates people, if there is
 * one.
 */
function readBinder(env: NodeJS.ProcessEnv): Hub | undefined {
  const words = env["JUPYTER_SERVER_ARGUMENTS"];
  if (words === undefined) return undefined;
  const { ip = "127.0.0.1", port = "8888", base_url: prefix = "/", token } = parseNamedArguments(words.split("\n"));
  if (!token && env["JUPYTERHUB_API_TOKEN"]) return undefined;
  return { ip, port: Number(port), prefix, token: token || createToken(), asksHub: false, variables: {} };
}

/** These arguments by name; a value follows after `=`, or is the next word. */
function parseNamedArguments(words: readonly string[]): Readonly<Record<string, string | undefined>> {
  const found: Record<string, string | undefined> = {};
  for (const [at, word] of words.entries()) {
    const [, name, value] = ARGUMENT.exec(word) ?? [];
    if (name !== undefined) found[name] = value ?? words.at(at + 1);
  }
  return found;
}
