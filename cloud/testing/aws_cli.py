"""Loads the AWS CLI, then runs each command line that comes in as a line of JSON, in a process forked from this one; writes its status, output and errors as a line of JSON."""
import json
import os
import sys
import tempfile
import traceback

import awscli.clidriver


def as_command(args, env, output, errors):
    """What the CLI's own script `aws` does, with these files as its output."""
    # Beside these, this process has the PATH alone, and what the CLI sets when it is loaded.
    os.environ.update(env)
    sys.argv = ["aws", *args]
    with open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(output.fileno(), 1)
    os.dup2(errors.fileno(), 2)
    status = 1
    try:
        status = awscli.clidriver.main()
    except SystemExit as end:
        status = end.code
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def written(file):
    file.seek(0)
    return file.read().decode()


for line in sys.stdin:
    command = json.loads(line)
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        child = os.fork()
        if child == 0:
            as_command(command["args"], command["env"], output, errors)
        _, ended = os.waitpid(child, 0)
        # As Node tells it: null for a process that was ended by a signal.
        status = os.WEXITSTATUS(ended) if os.WIFEXITED(ended) else None
        print(json.dumps({"status": status, "output": written(output), "errors": written(errors)}), flush=True)
