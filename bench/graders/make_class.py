"""Makes one class for two other graders: the plain lab's notebook in Python, ten cells with four graded answers.

usage: make_class.py FOLDER COUNT

FOLDER/nbgrader gets a course for `nbgrader autograde plain`, with COUNT right submissions; FOLDER/otter an assignment for
`otter assign`, and one right submission for `otter run`.
"""
import pathlib
import sys

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}

# name, the given lines, the answer, a cell that tries the answer, the test
EXERCISES = [
    ("square", "def square(n):\n", "    return n * n", "print(square(3))", "assert [square(n) for n in (919, 648, 377)] == [844561, 419904, 142129]"),
    ("longest", "def longest(words):\n", "    return max(words, key=len)", "print(longest(WORDS))", "assert longest(['w2', 'word919', 'w2']) == 'word919'"),
    ("counts", "def counts(words):\n", "    return {word: words.count(word) for word in words}", "print(counts(WORDS + ['shard']))",
     "assert counts(['w2', 'word919', 'w2']) == {'w2': 2, 'word919': 1}"),
    ("limit", "", "LIMIT = square(7) + len(longest(WORDS))", "print(LIMIT)", "assert LIMIT == 55"),
]
TITLE = "# Plain Python\nFour functions to write."
WORDS = "WORDS = ['stream', 'shard', 'record', 'bucket']"


def nbgrader_course(folder: pathlib.Path, count: int) -> None:
    def cell(source, name, **what):
        mark = {"schema_version": 3, "grade_id": name, "grade": False, "solution": False, "locked": False, "task": False, **what}
        return new_code_cell(source, metadata={"nbgrader": mark})

    cells = [new_markdown_cell(TITLE), new_code_cell(WORDS)]
    for name, given, answer, look, test in EXERCISES:
        body = f"{given}    ### BEGIN SOLUTION\n{answer}\n    ### END SOLUTION" if given else f"### BEGIN SOLUTION\n{answer}\n### END SOLUTION"
        cells += [cell(body, name, solution=True), new_code_cell(look), cell(test, f"test-{name}", grade=True, locked=True, points=1)]
    source = folder / "source" / "plain"
    source.mkdir(parents=True)
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), source / "plain.ipynb")
    (folder / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'bench'\n")
    solved = [new_markdown_cell(TITLE), new_code_cell(WORDS)]
    for name, given, answer, look, test in EXERCISES:
        solved += [cell(given + answer, name, solution=True), new_code_cell(look), cell(test, f"test-{name}", grade=True, locked=True, points=1)]
    for at in range(count):
        place = folder / "submitted" / f"learner-{at:04}" / "plain"
        place.mkdir(parents=True)
        nbformat.write(new_notebook(cells=solved, metadata=KERNEL), place / "plain.ipynb")


def otter_assignment(folder: pathlib.Path) -> None:
    folder.mkdir(parents=True)
    cells = [new_raw_cell("# ASSIGNMENT CONFIG\ninit_cell: false\nexport_cell: false\ncheck_all_cell: false\nsolutions_pdf: false\ngenerate:\n  pdf: false"),
             new_markdown_cell(TITLE), new_code_cell(WORDS)]
    solved = [new_markdown_cell(TITLE), new_code_cell(WORDS)]
    for name, given, answer, look, test in EXERCISES:
        cells += [
            new_raw_cell(f"# BEGIN QUESTION\nname: {name}\npoints: 1"), new_raw_cell("# BEGIN SOLUTION"), new_code_cell(given + answer), new_raw_cell("# END SOLUTION"),
            new_raw_cell("# BEGIN TESTS"), new_code_cell(f"# HIDDEN\n{test}"), new_raw_cell("# END TESTS"), new_raw_cell("# END QUESTION"), new_code_cell(look),
        ]
        solved += [new_code_cell(given + answer), new_code_cell(look)]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), folder / "plain.ipynb")
    nbformat.write(new_notebook(cells=solved, metadata=KERNEL), folder / "learner.ipynb")


if __name__ == "__main__":
    nbgrader_course(pathlib.Path(sys.argv[1]) / "nbgrader", int(sys.argv[2]))
    otter_assignment(pathlib.Path(sys.argv[1]) / "otter")
