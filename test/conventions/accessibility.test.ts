import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ICell, INotebookContent } from "@jupyterlab/nbformat";
import { expect } from "chai";
import { buildLab, readLab, readTranslation } from "../../authoring/index";
import { labs } from "../../course/index";
import { listProjectFiles } from "../../scripts/project-files";

const ROOT = join(import.meta.dirname, "..", "..");

/** What a screen reader would not read in a text of a notebook, or in an output of a cell. */
interface Finding {
  readonly cell: string;
  readonly fault: string;
}

/** What a cell has shown, by MIME type. */
interface Output {
  readonly data?: Readonly<Record<string, unknown>>;
}

const toText = (lines: unknown): string => (Array.isArray(lines) ? lines.join("") : String(lines));

/** Faults of HTML: tables without headings, pictures without alt texts. */
function findHtmlFaults(html: string): string[] {
  const tables = html.match(/<table\b[^]*?<\/table>/g) ?? [];
  const withoutHeadings = tables.filter((table) => !/<th\b[^>]*>/.test(table) || /<th\b[^>]*>\s*<\/th>/.test(table));
  const images = (html.match(/<img\b[^>]*>/g) ?? []).filter((image) => !/\balt="[^"]+"/.test(image));
  const drawings = (html.match(/<svg\b[^]*?<\/svg>/g) ?? []).filter(
    (drawing) => !/^<svg[^>]*\brole="img"[^>]*><title>[^<]+<\/title>/.test(drawing),
  );
  return [...withoutHeadings, ...images, ...drawings].map((part) => part.slice(0, 80));
}

/** Faults of Markdown: the same, and diagrams without the title that becomes their alt text, or without a description. */
function findMarkdownFaults(text: string): string[] {
  const diagrams = (text.match(/```mermaid\n[^]*?```/g) ?? []).filter(
    (diagram) => !/^\s*accTitle: \S/m.test(diagram) || !/^\s*accDescr: \S/m.test(diagram),
  );
  const prose = text.replaceAll(/```[^]*?```|`[^`\n]*`/g, "code");
  const headings = Array.from(prose.matchAll(/^(\|.*\|)\n\|[ :|-]+\|$/gm), ([, heading = ""]) => heading);
  const emptyHeadings = headings.filter((heading) =>
    heading
      .split("|")
      .slice(1, -1)
      .some((cell) => cell.trim() === ""),
  );
  return [...diagrams, ...emptyHeadings, ...(prose.match(/!\[\s*\]/g) ?? []), ...findHtmlFaults(prose)];
}

/** Faults of an output. JupyterLab shows no alt text for a picture that is not in HTML or drawn by Vega. */
function findOutputFaults({ data = {} }: Output): string[] {
  return Object.entries(data).flatMap(([type, content]) => {
    if (type === "text/html") return findHtmlFaults(toText(content));
    if (type === "text/markdown") return findMarkdownFaults(toText(content));
    if (type.startsWith("application/vnd.vegalite"))
      return (content as { description?: string }).description ? [] : ["a plot without a description"];
    return type.startsWith("image/") ? [`${type}, shown without an alt text`] : [];
  });
}

const findFaults = (cells: readonly ICell[]): Finding[] =>
  cells.flatMap(({ id, cell_type, source, outputs }) => {
    const faults =
      cell_type === "markdown"
        ? findMarkdownFaults(toText(source))
        : ((outputs ?? []) as Output[]).flatMap(findOutputFaults);
    return faults.map((fault) => ({ cell: String(id), fault }));
  });

// The border: notebooks that the build has written.
const parseCells = (notebook: string): readonly ICell[] => (JSON.parse(notebook) as INotebookContent).cells;

// Without the solutions that `labs solution` puts beside a learner's notebooks.
const projectFiles = await listProjectFiles(ROOT);

describe("notebooks read by a screen reader", () => {
  const files = projectFiles.filter((path) => /^(notebooks|solutions)\/[^/]*\.ipynb$/.test(path));
  it("are all labs, as learners get them and solved", () => {
    expect(files).to.have.length(2 * labs.length);
  });
  for (const file of files)
    it(`${file} has an alt text for each picture and plot, and headings for each table`, () => {
      expect(findFaults(parseCells(readFileSync(join(ROOT, file), "utf8")))).to.deep.equal([]);
    });
  it("have them in German, too", async () => {
    const translation = await readTranslation(ROOT, "05-resharding", "de");
    const [notebook] = buildLab(await readLab(ROOT, "05-resharding"), { translation }).learner;
    expect(findFaults(parseCells(notebook?.text ?? ""))).to.deep.equal([]);
  });

  it("have them on each page of the documentation, too", async () => {
    const pages = projectFiles.filter((path) => path.endsWith(".md"));
    expect(pages).to.include("docs/README.md");
    const faults = pages.map((path) => [path, findMarkdownFaults(readFileSync(join(ROOT, path), "utf8"))] as const);
    expect(faults.filter(([, found]) => found.length > 0)).to.deep.equal([]);
  });

  for (const [fault, cell] of [
    ["a picture", { source: "![](shards.png)" }],
    ["a picture in HTML", { source: '<img src="shards.png">' }],
    ["a diagram", { source: "```mermaid\nflowchart LR\n  a --> b\n```" }],
    ["a table", { source: "| | |\n|---|---|\n| a | b |" }],
    ["a drawing", { outputs: [{ data: { "text/html": "<svg><path/></svg>" } }] }],
    ["a shown SVG", { outputs: [{ data: { "image/svg+xml": "<svg></svg>" } }] }],
    ["a shown table", { outputs: [{ data: { "text/html": "<table><tr><td>1</td></tr></table>" } }] }],
    ["a plot", { outputs: [{ data: { "application/vnd.vegalite.v5+json": { mark: "bar" } } }] }],
  ] as const)
    it(`${fault} without it is found`, () => {
      const cells = [{ id: "a", cell_type: "source" in cell ? "markdown" : "code", source: "", metadata: {}, ...cell }];
      // The border: cells as short as the test needs them.
      expect(findFaults(cells as unknown as ICell[])).to.have.length(1);
    });
});
