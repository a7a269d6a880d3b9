"""How Sphinx makes the documentation site. `npm run docs` calls it, with the project's folder as its source."""

import os
import re
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

ROOT = Path(__file__).parents[2]
START = "docs/README"
START_TEXT = (ROOT / f"{START}.md").read_text("utf-8")
LINK = re.compile(r"^- \[(.+)\]\((\S+)\.md\)$", re.M)

project = "Streaming ingestion labs"
extensions = ["myst_parser"]
root_doc = START
# The pages are those that the start page lists.
include_patterns = [f"{START}.md"] + [
    os.path.normpath(os.path.join("docs", f"{path}.md")) for _, path in LINK.findall(START_TEXT)
]
exclude_patterns = ["**/node_modules", ".venv", ".labs", ".git"]
# Headings get the anchors that GitHub gives them. The pages are plain Markdown: braces, percent signs and pluses are text.
myst_heading_anchors = 6
myst_disable_syntax = ["myst_role", "myst_target", "myst_line_comment", "myst_block_break", "myst_directive", "footnote"]
html_theme = "furo"
html_title = project
html_extra_path = ["public"]
html_copy_source = False
html_show_copyright = False
html_show_sourcelink = False
html_use_index = False
smartquotes = False
# Examples may leave out a part with "…", which no lexer knows: they are then colored as far as they can be. That a heading's level was left out
# misleads nobody.
suppress_warnings = ["misc.highlighting_failure", "myst.header"]
# Where the project's sources can be read, such as https://github.com/me/labs/blob/main/. Links to sources lead there.
SOURCES = os.environ.get("DOCS_SOURCES", "")


def add_navigation(_app: Sphinx, page: str, source: list[str]) -> None:
    """Adds to the start page a table of contents for each of its lists, named as the heading above."""
    if page != START:
        return
    for section in re.split(r"^## ", START_TEXT, flags=re.M)[1:]:
        heading, _, text = section.partition("\n")
        pages = "\n".join(f"{title} </{os.path.normpath(os.path.join('docs', path))}>" for title, path in LINK.findall(text))
        source[0] += f"\n```{{toctree}}\n:caption: {heading}\n:hidden:\n\n{pages}\n```\n"


class LinkSources(SphinxTransform):
    """Leads links to sources, which are no pages of the site, to where they can be read; without such a place they are plain text."""

    default_priority = 50

    def apply(self) -> None:
        folder = (ROOT / self.env.docname).parent
        for link in list(self.document.findall(addnodes.pending_xref)) + list(
            self.document.findall(addnodes.download_reference)
        ):
            target = Path(os.path.normpath(folder / link["reftarget"].split("#")[0]))
            if target.name == "LICENSE" or target.suffix in (".md", ".png") or not target.exists():
                continue
            path = target.relative_to(ROOT).as_posix()
            plain = nodes.inline("", "", *link.children)
            if SOURCES:
                plain = nodes.reference("", "", *link.children, refuri=SOURCES + path)
            link.replace_self(plain)


# What screen readers and keyboards need, and Furo lacks: levels and names, a heading, and focus for whatever scrolls.
ACCESSIBLE = {
    'class="caption" role="heading">': 'class="caption" role="heading" aria-level="2">',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="All pages">',
    '<aside class="toc-drawer': '<aside aria-label="On this page" class="toc-drawer',
    "<pre>": '<pre tabindex="0">',
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',
    '<div id="search-results">': '<h1>Search</h1>\n<div id="search-results">',
}


def make_accessible(app: Sphinx, failure: Exception | None) -> None:
    """Completes the written pages with what the theme leaves out."""
    for page in [] if failure else Path(app.outdir).rglob("*.html"):
        text = page.read_text("utf-8")
        for part, whole in ACCESSIBLE.items():
            text = text.replace(part, whole)
        page.write_text(text, "utf-8")


def setup(app: Sphinx) -> None:
    app.connect("source-read", add_navigation)
    app.connect("build-finished", make_accessible)
    app.add_transform(LinkSources)
