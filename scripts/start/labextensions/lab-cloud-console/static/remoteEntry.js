/**
 * The lab cloud's console in a side panel of JupyterLab.
 *
 * A prebuilt extension as it stands, without a bundler: JupyterLab loads this file, and asks what it registers here for the plugin, by the
 * protocol of module federation (https://webpack.js.org/concepts/module-federation/: a container has `init` and `get`). What the plugin needs
 * of JupyterLab comes from the modules that JupyterLab shares.
 */
(() => {
  const NAME = "lab-cloud-console";
  const OPEN = `${NAME}:open`;
  /** Where jupyter-server-proxy serves the console, below the server's base URL. */
  const PATH = "lab-cloud/console/";
  const ICON =
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24"><path class="jp-icon3" fill="#616161" d="M7 19a5 5 0 0 1-.6-9.96 6 6 0 0 1 11.5 1.5A4.3 4.3 0 0 1 17.7 19H7zm1.5-5.5h2v3h-2zm3-3h2v6h-2zm3 2h2v4h-2z" fill-rule="evenodd"/></svg>';

  /** @type {Record<string, Record<string, { get(): Promise<() => any>, loaded?: unknown }>>} */
  let shared = {};

  /** A module that JupyterLab shares; of several versions the one that it uses itself. */
  async function sharedModule(name) {
    const versions = Object.values(shared[name] ?? {});
    const used = versions.find(({ loaded }) => loaded) ?? versions[0];
    if (used === undefined) throw new Error(`JupyterLab does not share ${name}`);
    return (await used.get())();
  }

  /** The prefix of all addresses of this server, such as `/user/ann/`. */
  function baseUrl() {
    const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
    return new URL(config.baseUrl ?? "/", location.href).pathname.replace(/\/?$/, "/");
  }

  /** The link to the console that an event is about; notebooks write it as if there were no prefix. */
  function consoleLink({ target }) {
    const link = target instanceof Element ? target.closest("a[href]") : null;
    const { pathname, origin } = link ?? {};
    const isConsole = origin === location.origin && (pathname === `/${PATH}` || pathname === baseUrl() + PATH);
    return isConsole ? link : undefined;
  }

  async function plugin() {
    const [{ Widget }, { LabIcon }, { ICommandPalette }, { ILayoutRestorer }] = await Promise.all(
      ["@lumino/widgets", "@jupyterlab/ui-components", "@jupyterlab/apputils", "@jupyterlab/application"].map(
        sharedModule,
      ),
    );

    class ConsolePanel extends Widget {
      constructor() {
        super();
        this.id = NAME;
        this.title.caption = "Lab cloud console";
        this.title.icon = new LabIcon({ name: `${NAME}:icon`, svgstr: ICON });
        // As narrow as the console can be read.
        this.node.style.minWidth = "420px";
        this.frame = document.createElement("iframe");
        this.frame.title = "Lab cloud console";
        Object.assign(this.frame.style, { border: "none", width: "100%", height: "100%" });
        this.node.append(this.frame);
      }

      /** Nothing is loaded before somebody looks. */
      onAfterShow() {
        if (!this.frame.hasAttribute("src")) this.frame.src = baseUrl() + PATH;
      }

      /** @param {string} hash a place of the console, such as `#/kinesis/trips` */
      showPlace(hash) {
        if (this.frame.hasAttribute("src") && this.frame.contentWindow !== null)
          this.frame.contentWindow.location.hash = hash;
        else this.frame.src = baseUrl() + PATH + hash;
      }
    }

    return {
      id: `${NAME}:panel`,
      description: "The lab cloud's console in a side panel",
      autoStart: true,
      optional: [ICommandPalette, ILayoutRestorer],
      activate({ shell, commands }, palette, restorer) {
        const panel = new ConsolePanel();
        shell.add(panel, "right", { rank: 900, type: "Lab cloud console" });
        restorer?.add(panel, NAME);
        commands.addCommand(OPEN, {
          label: "Show the Lab Cloud's Console",
          execute: ({ hash }) => {
            if (typeof hash === "string" && hash !== "") panel.showPlace(hash);
            shell.activateById(panel.id);
          },
        });
        palette?.addItem({ command: OPEN, category: "Lab cloud" });
        // Before the link is followed, copied or opened in another tab: its address is the one that the server has.
        for (const type of ["pointerover", "focusin"])
          document.addEventListener(type, (event) => {
            const link = consoleLink(event);
            if (link !== undefined && link.pathname !== baseUrl() + PATH) link.pathname = baseUrl() + PATH;
          });
        document.addEventListener(
          "click",
          (event) => {
            const link = consoleLink(event);
            // With such a key the browser opens a tab, which is what somebody wants who holds it.
            if (link === undefined || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
            event.preventDefault();
            event.stopPropagation();
            void commands.execute(OPEN, { hash: link.hash });
          },
          true,
        );
      },
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB ?? {};
  window._JUPYTERLAB[NAME] = {
    init: (scope) => {
      shared = scope;
    },
    get: async () => {
      const found = await plugin();
      return () => ({ __esModule: true, default: found });
    },
  };
})();
