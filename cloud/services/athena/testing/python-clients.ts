/** Programs for the project's Python: each runs the statements of its first argument (JSON), and prints the answer to each as JSON: rows, with null for NULL. */

/** A program that uses boto3. */
export const BOTO3 = `
import boto3, json, sys, time
athena = boto3.client("athena")

def rows(sql):
    id = athena.start_query_execution(QueryString=sql, QueryExecutionContext={"Database": "lab"}, ResultConfiguration={"OutputLocation": sys.argv[2]})["QueryExecutionId"]
    while True:
        status = athena.get_query_execution(QueryExecutionId=id)["QueryExecution"]["Status"]
        if status["State"] not in ("QUEUED", "RUNNING"):
            break
        time.sleep(0.01)
    if status["State"] != "SUCCEEDED":
        raise SystemExit(status["StateChangeReason"])
    return [[datum.get("VarCharValue") for datum in row["Data"]] for row in athena.get_query_results(QueryExecutionId=id)["ResultSet"]["Rows"]]

print(json.dumps([rows(sql) for sql in json.loads(sys.argv[1])]))
`;

/**
 * A program that uses the AWS CLI, whose commands are called within one process, because each start of the CLI takes a
 * second.
 */
export const AWS_CLI = `
import awscli.clidriver, contextlib, io, json, sys, time

cli = awscli.clidriver.create_clidriver()

def aws(*command):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        status = cli.main([*command, "--output", "json"])
    if status != 0:
        raise SystemExit(status)
    return json.loads(printed.getvalue())

def rows(sql):
    id = aws("athena", "start-query-execution", "--query-string", sql, "--query-execution-context", "Database=lab", "--result-configuration", "OutputLocation=" + sys.argv[2])["QueryExecutionId"]
    while True:
        status = aws("athena", "get-query-execution", "--query-execution-id", id)["QueryExecution"]["Status"]
        if status["State"] not in ("QUEUED", "RUNNING"):
            break
        time.sleep(0.01)
    if status["State"] != "SUCCEEDED":
        raise SystemExit(status["StateChangeReason"])
    return [[datum.get("VarCharValue") for datum in row["Data"]] for row in aws("athena", "get-query-results", "--query-execution-id", id)["ResultSet"]["Rows"]]

print(json.dumps([rows(sql) for sql in json.loads(sys.argv[1])]))
`;
