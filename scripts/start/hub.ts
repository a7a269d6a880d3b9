import { UsageError } from "../labs/command";
import { newToken } from "./keys";

/** What a JupyterHub, or a Binder, wants of the server that it starts for one learner. */
export interface Hub {
  /** The address to listen on: of this machine alone where the hub runs beside it; of a container, what reaches it from outside. */
  readonly ip: string;
  readonly port: number;
  /** The path under which the hub shows the server, such as `/user/ann/`. */
  readonly prefix: string;
  /** Opens the server. A hub's is the server's own at the hub, by which it lets people in. */
  readonly token: string;
  /** Whether the server asks the hub who may come in. Behind a Binder that knows nobody, the token alone lets people in. */
  readonly asksHub: boolean;
  /** What the hub's part of the server reads. Kept from all else that runs here, as far as the system can. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * The hub that has started this process, from what JupyterHub puts into the environment of each server (its reference on spawners), or the
 * Binder, from what `binder/start` puts there.
 *
 * @returns undefined where there is none
 * @throws UsageError where something of it is missing
 */
export function hubOf(env: NodeJS.ProcessEnv): Hub | undefined {
  const binder = binderOf(env);
  if (binder) return binder;
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
  return {
    ...{ ip: hostname, port: Number(port || 80), prefix, token, asksHub: true },
    variables: Object.fromEntries(variables),
  };
}

/** Jupyter Server's arguments that say where it listens and what opens it; BinderHub gives each of them twice, under the older name too. */
const ARGUMENT = /^--(?:(?:ServerApp|NotebookApp|IdentityProvider)\.)?(ip|port|base_url|token)(?:=(.*))?$/;

/** The server that a Binder has asked for with arguments, one a line. Without a token among them a hub lets people in, if there is one. */
function binderOf(env: NodeJS.ProcessEnv): Hub | undefined {
  const words = env["JUPYTER_SERVER_ARGUMENTS"];
  if (words === undefined) return undefined;
  const { ip = "127.0.0.1", port = "8888", base_url: prefix = "/", token } = namedIn(words.split("\n"));
  if (!token && env["JUPYTERHUB_API_TOKEN"]) return undefined;
  return { ip, port: Number(port), prefix, token: token || newToken(), asksHub: false, variables: {} };
}

/** Those arguments by their names; a value stands behind `=`, or in the next word. */
function namedIn(words: readonly string[]): Readonly<Record<string, string | undefined>> {
  const found: Record<string, string | undefined> = {};
  for (const [at, word] of words.entries()) {
    const [, name, value] = ARGUMENT.exec(word) ?? [];
    if (name !== undefined) found[name] = value ?? words.at(at + 1);
  }
  return found;
}
