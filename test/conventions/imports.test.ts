import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { listProjectFiles } from "../../scripts/project-files";

const ROOT = join(import.meta.dirname, "..", "..");

/** The relative paths of a file's imports, types included, since a reader of the file has to know these, too. */
function listNeeded(text: string): string[] {
  return ts.createSourceFile("a.ts", text, ts.ScriptTarget.ES2023).statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    return moduleSpecifier.text.startsWith(".") ? [moduleSpecifier.text] : [];
  });
}

/**
 * The files of circular imports, and those between two circles: the files that are left after removing, again and
 * again, all files that import none of the others or that none imports.
 */
function findCircles(needs: ReadonlyMap<string, readonly string[]>): string[] {
  let left = [...needs.keys()];
  for (;;) {
    const waiting = new Set(left);
    const needed = new Set(left.flatMap((file) => needs.get(file) ?? []));
    const next = left.filter((file) => needed.has(file) && needs.get(file)?.some((other) => waiting.has(other)));
    if (next.length === left.length) return left;
    left = next;
  }
}

/**
 * The folders that a folder's files may import from; tests, and files that only tests use, are not bound by this.
 * `scripts/` brings all together.
 */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  "athena-sql": ["foundation"],
  authoring: ["kernel"],
  cloud: ["athena-sql", "console", "foundation"],
  console: [],
  course: ["grader", "src"],
  foundation: [],
  grader: ["authoring", "cloud", "foundation", "kernel"],
  kernel: [],
  scripts: ["authoring", "cloud", "course", "foundation", "grader", "kernel", "src"],
  solutions: ["src"],
  src: [],
};
/**
 * The console draws pipelines and metrics, and writes calls as code, as the notebooks do. These files import only each
 * other and a measure of text, and are bundled into the console.
 */
const SHARED_WITH_CONSOLE = [
  { file: "console/src/data-text.ts", other: "src/api-calls/blobs.ts" },
  { file: "console/src/journal/journal-page.tsx", other: "src/api-calls/to-cli.ts" },
  { file: "console/src/journal/journal-page.tsx", other: "src/api-calls/as-typescript.ts" },
  { file: "console/src/charts/metric-chart.tsx", other: "src/display/metric-bars.ts" },
  { file: "console/src/overview/flow-diagram.tsx", other: "src/display/flow-picture.ts" },
];
/** Packages that others see only through their door, tests included. */
const DOORS: Readonly<Record<string, string>> = { "athena-sql": "athena-sql/index.ts" };
/** What the tests of `athena-sql/` and `foundation/` import of the lab cloud: none of these is about a service. */
const TEST_HELPERS = /^cloud\/testing\/(java|skip|temporary-folder|until|venv)\.ts$/;
/** Folders of the lab cloud that must not import services. */
const BELOW_SERVICES = /^cloud\/(core|protocols|storage|processes)\//;
/** Who works on streams never reads SQL: of the services, these alone import the SQL engine. */
const KNOW_SQL = /^cloud\/services\/(athena|connections)\//;
/** The layers of a service, from the top: imports point down, and other services see the last two only. */
const LAYERS = ["resources", "service", "api", "model", "store"] as const;
const SEEN_BY_OTHERS: readonly string[] = ["model", "store"];
/** Folders beside the services: what services are made with, and what connects them. */
const BESIDE_SERVICES = ["framework", "connections"];
/** How many pairs of folders import each other. Lower it with each pair that you part. */
const MAX_MUTUAL_FOLDERS = 18;
/** The one module of the console that others import: it builds the page. */
const CONSOLE_DOOR = "console/build.mjs";
const FOR_TESTS = /\.test\.ts$|(^|\/)testing\/|^(bench|console\/test|judges|test)\//;

/** Where a file of a service lies; undefined for other files. The files next to `service.ts` are in its layer. */
function getLayer(path: string): { readonly service: string; readonly layer: string } | undefined {
  const [, service = "", first = ""] = /^cloud\/services\/(\w+)\/([^/]+)/.exec(path) ?? [];
  if (service === "" || BESIDE_SERVICES.includes(service)) return undefined;
  return { service, layer: first.endsWith(".ts") ? "service" : first };
}

function isDownward(file: string, other: string): boolean {
  const from = getLayer(file);
  const to = getLayer(other);
  if (from === undefined || to === undefined) return true;
  if (from.service !== to.service)
    return (
      SEEN_BY_OTHERS.includes(to.layer) ||
      // CloudFormation declares there what a type of resource is.
      (from.layer === "resources" && to.service === "cloudformation" && to.layer === "resources")
    );
  const rank = (layer: string): number => LAYERS.findIndex((name) => name === layer);
  return rank(from.layer) <= rank(to.layer);
}

/** The pairs of folders whose files import each other: neither can be understood without the other. */
function findMutualFolders(needs: ReadonlyMap<string, readonly string[]>): string[] {
  const arrows = new Set(
    [...needs].flatMap(([file, others]) =>
      FOR_TESTS.test(file) ? [] : others.map((other) => `${posix.dirname(file)} ↔ ${posix.dirname(other)}`),
    ),
  );
  return [...arrows].filter((arrow) => {
    const [from = "", to = ""] = arrow.split(" ↔ ");
    return from < to && arrows.has(`${to} ↔ ${from}`);
  });
}

const getFolder = (path: string): string => path.slice(0, path.indexOf("/"));

describe("conventions of imports", () => {
  let needs: ReadonlyMap<string, readonly string[]>;
  before(async () => {
    const files = (await listProjectFiles(ROOT)).filter((path) => /\.(tsx?|mjs)$/.test(path));
    const known = new Set(files);
    needs = new Map(
      files.map((file) => [
        file,
        listNeeded(readFileSync(join(ROOT, file), "utf8")).flatMap((path) => {
          const location = posix.join(posix.dirname(file), path);
          return [location, `${location}.ts`, `${location}.tsx`, `${location}/index.ts`].filter((item) =>
            known.has(item),
          );
        }),
      ]),
    );
    expect([...needs.values()].flat().length).to.be.greaterThan(files.length);
  });

  it("form no circle, types included, so that each file can be understood without its users", () => {
    expect(findCircles(needs)).to.deep.equal([]);
    expect(
      findCircles(
        new Map([
          ["a", ["b"]],
          ["b", ["a"]],
          ["c", ["a"]],
        ]),
      ),
    ).to.deep.equal(["a", "b"]);
  });

  it("point one way from folder to folder", () => {
    const arrows = [...needs].flatMap(([file, needed]) =>
      FOR_TESTS.test(file) || !file.includes("/")
        ? []
        : needed.map((other) => ({ file, other, from: getFolder(file), to: getFolder(other) })),
    );
    const strange = arrows.filter(({ from, to }) => from !== to && !ARROWS[from]?.includes(to));
    expect(strange.map(({ file, other }) => ({ file, other }))).to.have.deep.members(SHARED_WITH_CONSOLE);
    // Each allowed arrow is in use; otherwise it would not be noticed that an arrow is no longer needed.
    const drawn = Object.entries(ARROWS).flatMap(([from, tos]) => tos.map((to) => `${from} → ${to}`));
    expect(drawn.filter((arrow) => !arrows.some(({ from, to }) => `${from} → ${to}` === arrow))).to.deep.equal([]);
  });

  it("never lead from the lab cloud or its tests to the other parts", () => {
    const leaving = [...needs].flatMap(([file, needed]) =>
      file.startsWith("cloud/")
        ? needed.filter((other) => !/^(athena-sql|cloud|foundation)\//.test(other)).map((other) => ({ file, other }))
        : [],
    );
    expect(leaving).to.deep.equal([{ file: "cloud/build.mjs", other: CONSOLE_DOOR }]);
  });

  it("lead into the console by its one door, also from tests of other parts", () => {
    const entering = [...needs].flatMap(([file, needed]) =>
      file.startsWith("console/") ? [] : needed.filter((other) => other.startsWith("console/")),
    );
    expect([...new Set(entering)]).to.deep.equal([CONSOLE_DOOR]);
  });

  it("keep the SQL engine apart: only Athena opens it, by its door, and it needs nothing of the services", () => {
    const arrows = [...needs].flatMap(([file, needed]) => needed.map((other) => ({ file, other })));
    const throughWindows = arrows.filter(({ file, other }) => {
      const door = DOORS[getFolder(other)];
      return door !== undefined && getFolder(file) !== getFolder(other) && other !== door;
    });
    expect(throughWindows).to.deep.equal([]);
    const into = arrows.filter(({ file, other }) => other.startsWith("athena-sql/") && file.startsWith("cloud/"));
    expect(into.filter(({ file }) => !KNOW_SQL.test(file))).to.deep.equal([]);
    expect(into).not.to.be.empty;
    const outOf = arrows.filter(
      ({ file, other }) => /^(athena-sql|foundation)\//.test(file) && other.startsWith("cloud/"),
    );
    expect(outOf.filter(({ other }) => !TEST_HELPERS.test(other))).to.deep.equal([]);
    expect(outOf.filter(({ file }) => !FOR_TESTS.test(file))).to.deep.equal([]);
  });

  it("point down the layers of a service, and into no other service's api", () => {
    const arrows = [...needs].flatMap(([file, needed]) =>
      FOR_TESTS.test(file) ? [] : needed.map((other) => ({ file, other })),
    );
    expect(arrows.filter(({ file, other }) => !isDownward(file, other))).to.deep.equal([]);
    const layers = new Set(arrows.flatMap(({ file }) => getLayer(file)?.layer ?? []));
    expect([...layers]).to.have.members(LAYERS);
  });

  it("are mutual between few folders", () => {
    const pairs = findMutualFolders(needs);
    expect(pairs.length, pairs.join("\n")).to.be.at.most(MAX_MUTUAL_FOLDERS);
  });

  it("hide all services of the lab cloud from the code that services are built on", () => {
    const known = [...needs].flatMap(([file, needed]) =>
      BELOW_SERVICES.test(file) && !FOR_TESTS.test(file)
        ? needed.filter((other) => other.startsWith("cloud/services/")).map((other) => `${file} → ${other}`)
        : [],
    );
    expect(known).to.deep.equal([]);
  });
});
