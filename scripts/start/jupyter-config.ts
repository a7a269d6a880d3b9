import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CloudAccess } from "./environment";
import type { Hub } from "./hub";
import { shellCommand } from "./terminal-shell";

export interface JupyterPlan {
  readonly root: string;
  /** The address at which this machine itself reaches the server. */
  readonly host: string;
  readonly port: number;
  /** The path under which people reach the server: `/`, or a hub's such as `/user/ann/`. */
  readonly prefix: string;
  readonly token: string;
  /** The hub, or the Binder, that says where to listen; undefined where the learner does. */
  readonly hub: Hub | undefined;
  /** What opens first: a path in the project, such as "notebooks/01-streaming-ingestion.ipynb". */
  readonly opens: string;
  /** The lab cloud whose console gets a tile in the launcher; undefined on AWS. */
  readonly cloud: (CloudAccess & { readonly port: number }) | undefined;
  readonly shell: string | undefined;
}

/** The first asks its maker's web site for news; the others want language servers, of which there are none. */
const UNUSED_PLUGINS = [
  "@jupyterlab/apputils-extension:announcements",
  "@jupyterlab/lsp-extension",
  "@jupyterlab/fileeditor-extension:language-server",
  "@jupyterlab/notebook-extension:language-server",
];

/**
 * Writes JupyterLab's configuration into `.labs/jupyter`. The user's own `~/.jupyter` is neither read nor changed.
 * In files rather than on the command line, where every user of the machine could read the token.
 */
export function writeJupyterConfig(plan: JupyterPlan): void {
  const config = join(plan.root, ".labs", "jupyter", "config");
  for (const folder of ["config/labconfig", "data", "runtime", "ipython"])
    mkdirSync(join(plan.root, ".labs", "jupyter", folder), { recursive: true, mode: 0o700 });
  writeJson(join(config, "jupyter_server_config.json"), serverConfig(plan));
  writeJson(join(config, "labconfig", "page_config.json"), {
    disabledExtensions: Object.fromEntries(UNUSED_PLUGINS.map((name) => [name, true])),
  });
  writeJson(join(config, "labconfig", "default_setting_overrides.json"), {
    "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
    "@jupyterlab/docmanager-extension:plugin": { defaultViewers: { markdown: "Markdown Preview" } },
  });
}

/** JupyterLab's address for a person, with its token. */
export function jupyterUrl({
  host,
  port,
  prefix,
  token,
  opens,
}: Omit<JupyterPlan, "root" | "cloud" | "shell">): string {
  return `http://${host}:${port}${prefix}lab/tree/${opens}?token=${token}`;
}

function serverConfig(plan: JupyterPlan) {
  return {
    ServerApp: {
      ip: plan.hub?.ip ?? "127.0.0.1",
      port: plan.port,
      base_url: plan.prefix,
      port_retries: 0,
      root_dir: plan.root,
      default_url: `/lab/tree/${plan.opens}`,
      open_browser: false,
      answer_yes: true,
      // Root is who one is in a container; the server listens on this machine only, behind its token.
      allow_root: true,
      // It looks for some twenty language servers at each start, and there are none.
      jpserver_extensions: { jupyter_lsp: false },
      terminado_settings: { shell_command: shellCommand(plan) },
      // A hub forbids frames; the console's side panel is one, of JupyterLab's own page.
      ...(plan.hub && { tornado_settings: { headers: { "Content-Security-Policy": "frame-ancestors 'self'" } } }),
    },
    // A hub has its own way to let people in.
    IdentityProvider: plan.hub?.asksHub ? {} : { token: plan.token },
    LabApp: {
      // Where the server's bare address leads, which is all that a hub or a Binder knows; JupyterLab would take its own `/lab`.
      default_url: `/lab/tree/${plan.opens}`,
      news_url: null,
      check_for_updates_class: "jupyterlab.NeverCheckForUpdate",
      extension_manager: "readonly",
      // The console's side panel, and the links that open in it.
      extra_labextensions_path: plan.cloud === undefined ? [] : [join(plan.root, "scripts", "start", "labextensions")],
    },
    // The kernels of this project, not those that another installation left on the machine.
    KernelSpecManager: { allowed_kernelspecs: ["tslab-labs", "python3"] },
    MultiKernelManager: { default_kernel_name: "tslab-labs" },
    ContentsManager: { hide_globs: ["node_modules", "__pycache__", "*.pyc", "package-lock.json"] },
    ServerProxy: { servers: plan.cloud === undefined ? {} : { "lab-cloud": consoleProxy(plan.cloud) } },
  };
}

/**
 * The cloud's console inside JupyterLab; the token that it wants never reaches the browser.
 *
 * Under which name people reach JupyterLab, such as a hub's, is JupyterLab's matter, which has let them in: the cloud is told its own. That no
 * other page calls is said by the browser itself, in `Sec-Fetch-Site`.
 */
function consoleProxy(cloud: { readonly port: number; readonly token: string }) {
  const host = `127.0.0.1:${cloud.port}`;
  return {
    command: [],
    port: cloud.port,
    absolute_url: false,
    new_browser_tab: false,
    request_headers_override: { "x-lab-token": cloud.token, host, origin: `http://${host}` },
    launcher_entry: { title: "Lab cloud console", path_info: "lab-cloud/console/", category: "Other" },
  };
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
}
