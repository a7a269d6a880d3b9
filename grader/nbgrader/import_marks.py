"""Puts the marks and feedback of `labs grade` into an nbgrader course: run it with nbgrader's Python.

    python grader/nbgrader/import_marks.py grades/01-streaming-ingestion --course ~/course

It writes the course's gradebook.db by nbgrader's own API, and feedback/<student>/<assignment>/, from where
`nbgrader release_feedback` takes the pages. To run it again changes nothing, except where a mark has changed.
Marks that were typed in nbgrader's formgrader stay.
"""

import argparse
import json
import os
import pathlib
import shutil
import sys

from nbgrader.api import Gradebook, Grade, MissingEntry

# What nbgrader's exchange needs beside a page, to give it to one learner alone.
BESIDE = ("timestamp.txt", "submission_secret.txt")


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("grades", type=pathlib.Path, help="the folder that `labs grade` wrote")
    parser.add_argument("--course", type=pathlib.Path, default=pathlib.Path(), help="nbgrader's course (here)")
    parser.add_argument("--db", help="the gradebook's address (gradebook.db in the course)")
    parser.add_argument("--assignment", help="nbgrader's name of it (the lab's name)")
    return parser.parse_args()


def student_of(submission: dict) -> str:
    return submission.get("student", {}).get("login") or submission["id"]


def obstacle(submission: dict) -> str | None:
    if submission["status"] == "missing":
        return "nothing was handed in"
    if submission["status"] == "grader-fault" and "graded" not in submission:
        return "the grader failed; grade it by hand"
    return None


def define_assignment(book: Gradebook, assignment: str, notebook: str, submissions: list[dict]) -> None:
    """One graded cell for each exercise, so that nbgrader knows its points."""
    book.update_or_create_assignment(assignment)
    book.update_or_create_notebook(notebook, assignment)
    points = {exercise["id"]: exercise["max"] for one in submissions for exercise in one["exercises"]}
    for cell, max_score in points.items():
        book.update_or_create_grade_cell(cell, notebook, assignment, max_score=max_score, cell_type="code")


def find_or_add_grade(book: Gradebook, cell: str, notebook: str, assignment: str, student: str) -> Grade:
    try:
        return book.find_grade(cell, notebook, assignment, student)
    except MissingEntry:  # the submission is older than the exercise
        graded = book.find_grade_cell(cell, notebook, assignment)
        return Grade(cell_id=graded.id, notebook=book.find_submission_notebook(notebook, assignment, student))


def import_submission(book: Gradebook, assignment: str, notebook: str, submission: dict) -> None:
    """The exercises' points; what a late policy took is nbgrader's penalty, what was added is extra credit."""
    student = student_of(submission)
    book.update_or_create_student(student)
    stamp = submission.get("student", {}).get("submitted")
    book.update_or_create_submission(assignment, student, **({"timestamp": stamp} if stamp else {}))
    exercises = submission["exercises"]
    difference = submission["score"] - sum(exercise["score"] for exercise in exercises)
    book.find_submission_notebook(notebook, assignment, student).late_submission_penalty = max(0.0, round(-difference, 2))
    for index, exercise in enumerate(exercises):
        grade = find_or_add_grade(book, exercise["id"], notebook, assignment, student)
        grade.auto_score = exercise["score"]
        grade.extra_credit = max(0.0, round(difference, 2)) if index == 0 else 0.0
        grade.needs_manual_grade = False
    book.db.commit()


def write_feedback(arguments: argparse.Namespace, assignment: str, submission: dict) -> None:
    student = student_of(submission)
    page = arguments.grades / "submissions" / submission["id"] / "feedback.html"
    folder = arguments.course / "feedback" / student / assignment
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(page, folder / f"{assignment}.html")
    for name in BESIDE:
        handed_in = arguments.course / "submitted" / student / assignment / name
        if handed_in.is_file() and not handed_in.is_symlink():
            shutil.copyfile(handed_in, folder / name)


def main() -> int:
    arguments = read_arguments()
    # nbgrader's API starts the program `alembic`, which lies beside this Python.
    os.environ["PATH"] = os.pathsep.join([str(pathlib.Path(sys.executable).parent), os.environ.get("PATH", "")])
    results = json.loads((arguments.grades / "results.json").read_text(encoding="utf-8"))
    assignment = arguments.assignment or results["lab"]
    submissions = [one for one in results["submissions"] if obstacle(one) is None]
    for one in results["submissions"]:
        if (why := obstacle(one)) is not None:
            print(f"Skipped {one['id']}: {why}.", file=sys.stderr)
    with Gradebook(arguments.db or f"sqlite:///{arguments.course.resolve() / 'gradebook.db'}") as book:
        define_assignment(book, assignment, assignment, submissions)
        for one in submissions:
            import_submission(book, assignment, assignment, one)
            write_feedback(arguments, assignment, one)
    print(f"{len(submissions)} marks are in the gradebook, and their pages in {arguments.course / 'feedback'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
