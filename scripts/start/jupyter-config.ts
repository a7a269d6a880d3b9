import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CloudAccess } from "./environment";
import type { Hub } from "./hub";
import { createShellCommand } from "./terminal-shell";

export interface JupyterPlan {
  readonly root: string;
  /** The address where this machine reaches the server. */
  readonly host: string;
  readonly port: number;
  /** The path under which people reach the server: `/`, or a hub's such as `/user/ann/`. */
  readonly prefix: string;
  readonly token: string;
  /** The hub, or the Binder, that determines the address; undefined on a learner's own machine. */
  readonly hub: Hub | undefined;
  /** The page that opens first: a path in the project, such as "notebooks/01-streaming-ingestion.ipynb". */
  readonly opens: string;
  /** The lab cloud whose console gets a tile in the launcher; undefined on AWS. */
  readonly cloud: (CloudAccess & { readonly port: number }) | undefined;
  readonly shell: string | undefined;
}

/**
 * Unused plugins of JupyterLab: the first requests news from the Jupyter project's web site; the others need language
 * servers, and there are none.
 */
const UNUSED_PLUGINS = [
  "@jupyterlab/apputils-extension:announcements",
  "@jupyterlab/lsp-extension",
  "@jupyterlab/fileeditor-extension:language-server",
  "@jupyterlab/notebook-extension:language-server",
];

/**
 * Writes JupyterLab's configuration into `.labs/jupyter`. The user's own `~/.jupyter` is neither read nor changed. The
 * configuration is in files rather than on the command line, where every user of the machine could read the token.
 */
export function writeJupyterConfig(plan: JupyterPlan): void {
  const config = join(plan.root, ".labs", "jupyter", "config");
  for (const folder of ["config/labconfig", "data", "runtime", "ipython"])
    mkdirSync(join(plan.root, ".labs", "jupyter", folder), { recursive: true, mode: 0o700 });
  writeJson(join(config, "jupyter_server_config.json"), createServerConfig(plan));
  writeJson(join(config, "labconfig", "page_config.json"), {
    disabledExtensions: Object.fromEntries(UNUSED_PLUGINS.map((name) => [name, true])),
  });
  writeJson(join(config, "labconfig", "default_setting_overrides.json"), {
    "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
    "@jupyterlab/docmanager-extension:plugin": { defaultViewers: { markdown: "Markdown Preview" } },
  });
}

/** JupyterLab's address for a person, with its token. */
export function formatJupyterUrl({
  host,
  port,
  prefix,
  token,
  opens,
}: Omit<JupyterPlan, "root" | "cloud" | "shell">): string {
  return `http://${host}:${port}${prefix}lab/tree/${opens}?token=${token}`;
}

function createServerConfig(plan: JupyterPlan) {
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
      // In a container the user is root. The server listens on this machine only, and needs a token.
      allow_root: true,
      // This extension searches for some twenty language servers at each start, and there are none.
      jpserver_extensions: { jupyter_lsp: false },
      terminado_settings: { shell_command: createShellCommand(plan) },
      // A hub forbids frames, but the console's side panel is a frame in JupyterLab's own page.
      ...(plan.hub && { tornado_settings: { headers: { "Content-Security-Policy": "frame-ancestors 'self'" } } }),
    },
    // A hub authenticates people itself.
    IdentityProvider: plan.hub?.asksHub ? {} : { token: plan.token },
    LabApp: {
      // The page that the server's address without a path leads to: a hub or a Binder knows only that address. JupyterLab's
      // default is `/lab`.
      default_url: `/lab/tree/${plan.opens}`,
      news_url: null,
      check_for_updates_class: "jupyterlab.NeverCheckForUpdate",
      extension_manager: "readonly",
      // The extension with the console's side panel, and with the links that open in it.
      extra_labextensions_path: plan.cloud === undefined ? [] : [join(plan.root, "scripts", "start", "labextensions")],
    },
    // Only this project's kernels, not those that another installation has left on the machine.
    KernelSpecManager: { allowed_kernelspecs: ["tslab-labs", "python3"] },
    MultiKernelManager: { default_kernel_name: "tslab-labs" },
    ContentsManager: { hide_globs: ["node_modules", "__pycache__", "*.pyc", "package-lock.json"] },
    ServerProxy: { servers: plan.cloud === undefined ? {} : { "lab-cloud": createConsoleProxy(plan.cloud) } },
  };
}

/**
 * The cloud's console inside JupyterLab. The proxy adds the cloud's token, which never reaches the browser.
 *
 * People may reach JupyterLab under another host name, such as a hub's. JupyterLab has authenticated them, so the proxy sends the cloud's own
 * host name to the cloud. The browser's header `Sec-Fetch-Site` shows that no other page makes the calls.
 */
function createConsoleProxy(cloud: { readonly port: number; readonly token: string }) {
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
