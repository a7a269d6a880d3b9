import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { getNpmCommand } from "../setup/packages.mjs";

interface PackOptions {
  /** The folder for the package's file. */
  readonly out: string;
  /** Whether npm builds the package before. */
  readonly build?: boolean;
}

/**
 * Packs a package for a registry, whose readers have the package alone: links in its pages to other files of the project lead to the
 * repository, if its `package.json` names one, and are plain text otherwise.
 *
 * @param root the project's folder
 * @param name one of `PACKAGES`
 */
export function packForRegistry(root: string, name: string, { out, build = true }: PackOptions): void {
  const folder = mkdtempSync(join(tmpdir(), "packed-"));
  try {
    runNpm(join(root, name), "pack", "--pack-destination", folder, ...(build ? [] : ["--ignore-scripts"]));
    const [file = ""] = readdirSync(folder);
    execFileSync("tar", ["-xzf", file], { cwd: folder });
    const unpacked = join(folder, "package");
    const files = readdirSync(unpacked, { recursive: true, encoding: "utf8" }).map((path) =>
      path.replaceAll("\\", "/"),
    );
    const repository = readRepository(root);
    for (const path of files.filter((item) => item.endsWith(".md"))) {
      const text = readFileSync(join(unpacked, path), "utf8");
      writeFileSync(
        join(unpacked, path),
        detachLinks(text, { page: `${name}/${path}`, folder: name, files: new Set(files), repository }),
      );
    }
    mkdirSync(out, { recursive: true });
    runNpm(unpacked, "pack", "--pack-destination", out, "--ignore-scripts");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runNpm(cwd: string, ...args: readonly string[]): void {
  const npm = getNpmCommand();
  execFileSync(npm.command, [...npm.args, ...args], { cwd, stdio: ["ignore", "ignore", "pipe"] });
}

/** The address of the files of this version in the repository; undefined if the project names no repository. */
function readRepository(root: string): string | undefined {
  // The file's format is npm's, so it is not checked here.
  const { repository, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly repository?: { readonly url: string };
    readonly version: string;
  };
  return repository && `${repository.url.replace(/^git\+/, "").replace(/\.git$/, "")}/blob/v${version}`;
}

interface PackedPage {
  /** The page's path in the project. */
  readonly page: string;
  /** The package's folder in the project. */
  readonly folder: string;
  /** The files of the package, by their paths in it. */
  readonly files: ReadonlySet<string>;
  readonly repository: string | undefined;
}

/** A link or a picture in Markdown; a picture that is a link has another link around it. */
const LINK = /(!?)\[((?:!\[[^\]]*\]\([^)]*\)|[^\]])*)\]\((?!https?:|mailto:|#)([^)\s]+)\)/g;

/** A page whose links lead to files of the package, to the repository, or nowhere, as plain text. Without a repository, other pictures are left out. */
export function detachLinks(text: string, { page, folder, files, repository }: PackedPage): string {
  const resolve = (target: string): string | undefined => {
    const [path = "", anchor] = posix.join(posix.dirname(page), target).split("#");
    if (files.has(posix.relative(folder, path))) return target;
    return repository && `${repository}/${path}${anchor === undefined ? "" : `#${anchor}`}`;
  };
  const detach = (part: string): string =>
    part.replaceAll(LINK, (link) => {
      const [, mark = "", label = "", target = ""] = new RegExp(LINK.source).exec(link) ?? [];
      const inside = mark === "" ? detach(label) : label;
      const resolved = resolve(target);
      if (resolved !== undefined) return `${mark}[${inside}](${resolved})`;
      return mark === "" ? inside : "";
    });
  return detach(text).replaceAll(/\n{3,}/g, "\n\n");
}
