/**
 * Lines for a new cell of a notebook that delete or change something in your account. Messages print them, to be copied as they are.
 *
 * The helpers that they call are imported by the labs' first cells; other lines run the AWS CLI through `sh`.
 */
export const deleteStreamLine = (streamName: string): string =>
  `await deleteKinesisDataStream({ streamName: ${JSON.stringify(streamName)} });`;

export const waitUntilGoneLine = (prefix: string): string =>
  `await waitUntilDeleted(() => listResources({ prefix: ${JSON.stringify(prefix)} }));`;

export const deleteFirehoseLine = (firehoseName: string): string =>
  `await deleteKinesisFirehose({ firehoseName: ${JSON.stringify(firehoseName)} });`;

export const deleteBucketLine = (bucketName: string): string =>
  `await deleteS3Bucket({ bucketName: ${JSON.stringify(bucketName)} });`;

export const deleteFunctionLine = (functionName: string): string =>
  `await deleteFunction({ functionName: ${JSON.stringify(functionName)} });`;

export const deleteScheduleLine = (scheduleName: string): string =>
  `await deleteSchedule({ scheduleName: ${JSON.stringify(scheduleName)} });`;

export const deleteAlarmLine = (alarmName: string): string =>
  `await deleteAlarm({ alarmName: ${JSON.stringify(alarmName)} });`;

export const deleteStackLine = (stackName: string): string =>
  `await deleteStack({ stackName: ${JSON.stringify(stackName)} });`;

export const deleteQueueLine = (queueName: string): string =>
  `await deleteQueue({ queueName: ${JSON.stringify(queueName)} });`;

export const deleteLogGroupLine = (logGroupName: string): string =>
  `await deleteLogGroup({ logGroupName: ${JSON.stringify(logGroupName)} });`;

export const deleteDatabaseLine = (database: string): string =>
  `await deleteDatabase({ database: ${JSON.stringify(database)} });`;

export const deleteApplicationLine = (applicationName: string): string =>
  `await deleteApplication({ applicationName: ${JSON.stringify(applicationName)} });`;

/** The line for a lab whose first cell does not import `deleteLogGroup`. */
export const deleteLogGroupByCliLine = (logGroupName: string): string =>
  `await sh\`aws logs delete-log-group --log-group-name ${logGroupName}\`;`;

/** @param shardCount how many open shards the stream should have */
export const resizeStreamLine = (streamName: string, shardCount: number): string =>
  `await sh\`aws kinesis update-shard-count --stream-name ${streamName} --target-shard-count ${shardCount} --scaling-type UNIFORM_SCALING\`;`;
