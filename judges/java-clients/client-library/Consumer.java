import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.common.KinesisClientUtil;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.RetrievalSpecificConfig;
import software.amazon.kinesis.retrieval.fanout.FanOutConfig;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/**
 * A consumer as the documentation of the Kinesis Client Library writes one, which reads a stream from its beginning: `Consumer STREAM APPLICATION
 * polling|fan-out`. It writes a line when a shard begins (`begin SHARD`), for each record (`record SHARD DATA NUMBER`, its number in its
 * aggregate) and when a shard ends (`end SHARD`). The end of its standard input asks for a graceful end.
 */
public final class Consumer {
  private Consumer() {}

  public static void main(String[] args) throws Exception {
    String stream = args[0];
    String application = args[1];
    KinesisAsyncClient kinesis = KinesisClientUtil.createKinesisAsyncClient(KinesisAsyncClient.builder());
    DynamoDbAsyncClient dynamo = DynamoDbAsyncClient.create();
    CloudWatchAsyncClient cloudWatch = CloudWatchAsyncClient.create();
    SingleStreamTracker tracker = new SingleStreamTracker(stream, InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON));
    String worker = InetAddress.getLocalHost().getHostName() + ":" + UUID.randomUUID();
    ConfigsBuilder configs = new ConfigsBuilder(tracker, application, kinesis, dynamo, cloudWatch, worker, TripProcessor::new);
    RetrievalSpecificConfig retrieval = args[2].equals("fan-out")
        ? new FanOutConfig(kinesis).streamName(stream).applicationName(application)
        : new PollingConfig(stream, kinesis);
    // Only where the library runs on EC2, ECS or EKS can it balance shards by processor time: elsewhere it asks 169.254.169.254, and waits.
    var leases = configs.leaseManagementConfig();
    leases.workerUtilizationAwareAssignmentConfig().disableWorkerMetrics(true);
    Scheduler scheduler = new Scheduler(
        configs.checkpointConfig(),
        configs.coordinatorConfig(),
        leases,
        configs.lifecycleConfig(),
        configs.metricsConfig(),
        configs.processorConfig(),
        configs.retrievalConfig().retrievalSpecificConfig(retrieval));
    Thread thread = new Thread(scheduler);
    thread.setDaemon(true);
    thread.start();
    while (System.in.read() != -1) continue;
    boolean graceful = scheduler.startGracefulShutdown().get(60, TimeUnit.SECONDS);
    System.exit(graceful ? 0 : 1);
  }

  /** Writes each record, and checkpoints after each batch. */
  private static final class TripProcessor implements ShardRecordProcessor {
    private String shard;

    @Override
    public void initialize(InitializationInput input) {
      shard = input.shardId();
      write("begin", "");
    }

    @Override
    public void processRecords(ProcessRecordsInput input) {
      for (KinesisClientRecord record : input.records()) {
        byte[] data = new byte[record.data().remaining()];
        record.data().get(data);
        write("record", new String(data, StandardCharsets.UTF_8) + " " + record.subSequenceNumber());
      }
      if (!input.records().isEmpty()) checkpoint(input.checkpointer());
    }

    @Override
    public void leaseLost(LeaseLostInput input) {
      write("lost", "");
    }

    @Override
    public void shardEnded(ShardEndedInput input) {
      checkpoint(input.checkpointer());
      write("end", "");
    }

    @Override
    public void shutdownRequested(ShutdownRequestedInput input) {
      checkpoint(input.checkpointer());
    }

    private void write(String what, String text) {
      System.out.println((what + " " + shard + " " + text).trim());
    }

    private static void checkpoint(RecordProcessorCheckpointer checkpointer) {
      try {
        checkpointer.checkpoint();
      } catch (InvalidStateException | ShutdownException error) {
        throw new IllegalStateException(error);
      }
    }
  }
}
