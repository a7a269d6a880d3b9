"""A plugin of the AWS CLI: `aws sqs` follows AWS_ENDPOINT_URL, as boto3 and all other commands of the CLI do.

The CLI gives SQS (and EMR, RDS, Health) fixed host names in the regions it knows, which would lead past the lab cloud.
Copied beside the CLI by `npm start` (see aws-cli.ts) and named in the lab's own AWS configuration; on AWS it is not used.
"""

import os


def awscli_initialize(cli):
    # Registered first, since the CLI sets its fixed host names only if no endpoint is set already.
    cli.register_first("before-building-argument-table-parser", follow_endpoint)


def follow_endpoint(parsed_globals, **kwargs):
    if parsed_globals.endpoint_url is None:
        parsed_globals.endpoint_url = os.environ.get("AWS_ENDPOINT_URL")
