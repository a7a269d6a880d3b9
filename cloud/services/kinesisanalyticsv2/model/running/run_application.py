"""Runs the Python program of a managed Flink application: `run_application.py SCRIPT`.

On AWS a table on a Kinesis stream or a Firehose says in which region it is, and Flink's connector finds AWS there. Here the connector has to know where the
lab cloud is: CREATE TABLE statements get its address on their way to Flink, as those of Studio notes do (run-sql.ts). So a program
runs here and on AWS as it is.
"""

import os
import re
import runpy
import sys

WITH = re.compile(r"\bWITH\s*\(", re.IGNORECASE)
OPTION = re.compile(r"'((?:[^']|'')*)'\s*=\s*'((?:[^']|'')*)'")
NO_FUNCTIONS = (
    "The lab cloud runs Python programs whose work is SQL. Functions in Python need apache-beam in each of Flink's tasks, "
    "which `npx labs flink` does not set up: write the function in SQL, or in Java as a jarfile."
)


def with_endpoint(statement, endpoint):
    """Only a CREATE TABLE with the connector `kinesis` or `firehose` and no `aws.endpoint` is changed."""
    if re.match(r"\s*CREATE\b", statement, re.IGNORECASE) is None:
        return statement
    found = list(WITH.finditer(statement))
    end = statement.rfind(")")
    if not found or end < found[-1].start():
        return statement
    options = dict(OPTION.findall(statement[found[-1].start() : end]))
    if not options.get("connector", "").startswith(("kinesis", "firehose")) or "aws.endpoint" in options:
        return statement
    return f"{statement[:end].rstrip()},\n  'aws.endpoint' = '{endpoint}'\n{statement[end:]}"


def tell_tables(endpoint):
    from pyflink.table import TableEnvironment

    plain = TableEnvironment.execute_sql
    TableEnvironment.execute_sql = lambda self, stmt: plain(self, with_endpoint(stmt, endpoint))


def refuse_functions():
    from pyflink.datastream import data_stream
    from pyflink.table.udf import UserDefinedFunctionWrapper

    def refuse(*_, **__):
        raise NotImplementedError(NO_FUNCTIONS)

    UserDefinedFunctionWrapper._java_user_defined_function = refuse
    data_stream._get_one_input_stream_operator = refuse
    data_stream._get_two_input_stream_operator = refuse


def main():
    script = sys.argv[1]
    tell_tables(os.environ["AWS_ENDPOINT_URL"])
    refuse_functions()
    sys.argv = sys.argv[1:]
    sys.path.insert(0, os.path.dirname(script))
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    main()
