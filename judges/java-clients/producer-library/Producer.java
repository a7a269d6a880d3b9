import com.google.common.util.concurrent.ListenableFuture;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.kinesis.producer.KinesisProducer;
import software.amazon.kinesis.producer.KinesisProducerConfiguration;
import software.amazon.kinesis.producer.UserRecordResult;

/**
 * A producer as the documentation of the Kinesis Producer Library writes one: `Producer STREAM COUNT PROPERTIES`. It puts so many trips, waits until
 * each is written, and says in how many shards they are (`put COUNT in SHARDS`). The file of properties names the cloud's address. It ends with its
 * standard input.
 */
public final class Producer {
  private Producer() {}

  public static void main(String[] args) throws Exception {
    String stream = args[0];
    int count = Integer.parseInt(args[1]);
    KinesisProducer producer = new KinesisProducer(KinesisProducerConfiguration.fromPropertiesFile(args[2]));
    List<ListenableFuture<UserRecordResult>> puts = new ArrayList<>();
    for (int one = 0; one < count; one++) {
      String trip = "trip-" + one;
      puts.add(producer.addUserRecord(stream, trip, ByteBuffer.wrap(trip.getBytes(StandardCharsets.UTF_8))));
    }
    producer.flushSync();
    Set<String> shards = new HashSet<>();
    for (ListenableFuture<UserRecordResult> put : puts) {
      UserRecordResult result = put.get();
      if (!result.isSuccessful()) throw new IllegalStateException("a record was not written");
      shards.add(result.getShardId());
    }
    System.out.println("put " + puts.size() + " in " + shards.size());
    while (System.in.read() != -1) continue;
    producer.destroy();
    System.exit(0);
  }
}
