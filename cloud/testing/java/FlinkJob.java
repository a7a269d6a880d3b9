import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;

/**
 * Apache Flink with its own Kinesis connector, in a cluster inside this process: writes records to a stream, reads them back by GetRecords
 * (the first SDK for Java, CBOR) and by enhanced fan-out (the second one, HTTP/2), and prints what came, a line each.
 */
public final class FlinkJob {
  private static final int RECORDS = 100;

  private FlinkJob() {}

  public static void main(String[] args) throws Exception {
    String stream = args[0];
    write(stream);
    for (String publisher : List.of("POLLING", "EFO")) {
      for (String one : read(stream, publisher)) System.out.println(publisher + " " + one);
    }
    // The cluster's threads would go on.
    System.exit(0);
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("aws.region", System.getenv("AWS_REGION"));
    properties.setProperty("aws.endpoint", System.getenv("AWS_ENDPOINT_URL"));
    properties.setProperty("aws.credentials.provider", "ENV_VAR");
    return properties;
  }

  private static void write(String stream) throws Exception {
    StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment();
    KinesisStreamsSink<String> sink = KinesisStreamsSink.<String>builder()
        .setKinesisClientProperties(properties())
        .setSerializationSchema(new SimpleStringSchema())
        .setPartitionKeyGenerator(value -> value)
        .setStreamName(stream)
        .build();
    flink.fromData(IntStream.range(0, RECORDS).mapToObj(one -> "trip " + one).toList()).sinkTo(sink);
    flink.execute("write");
  }

  private static List<String> read(String stream, String publisher) throws Exception {
    Properties properties = properties();
    properties.setProperty(ConsumerConfigConstants.STREAM_INITIAL_POSITION, "TRIM_HORIZON");
    properties.setProperty(ConsumerConfigConstants.RECORD_PUBLISHER_TYPE, publisher);
    properties.setProperty(ConsumerConfigConstants.EFO_CONSUMER_NAME, "flink");
    StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment();
    return flink.addSource(new FlinkKinesisConsumer<>(stream, new SimpleStringSchema(), properties)).executeAndCollect("read by " + publisher, RECORDS);
  }
}
