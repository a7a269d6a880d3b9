import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * The AWS SDK for Java: calls of Kinesis as lines of JSON on standard input, answers as lines on standard output. It speaks CBOR, as it does
 * unless told; a subscription comes over HTTP/2.
 */
public final class SdkClient {
  private static final String MODEL = "software.amazon.awssdk.services.kinesis.model.";
  private static final KinesisClient kinesis = KinesisClient.builder().endpointOverride(endpoint()).build();

  private SdkClient() {}

  public static void main(String[] args) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) System.out.println(answer(JsonNode.parser().parse(line)));
  }

  private static URI endpoint() {
    return URI.create(System.getenv("AWS_ENDPOINT_URL"));
  }

  private static String answer(JsonNode call) throws Exception {
    String operation = call.field("operation").orElseThrow().asString();
    JsonNode input = call.field("input").orElseThrow();
    try {
      Object output = operation.equals("SubscribeToShard") ? firstRecords(input) : called(operation, input);
      return "{\"output\":" + SdkValues.json(output) + "}";
    } catch (InvocationTargetException error) {
      if (!(error.getCause() instanceof AwsServiceException fault)) throw error;
      Map<String, Object> told = Map.of("code", fault.awsErrorDetails().errorCode(), "message", fault.awsErrorDetails().errorMessage(), "status", fault.statusCode());
      return "{\"fault\":" + SdkValues.json(told) + "}";
    }
  }

  /** Any operation, by its name: all of the SDK's are made alike. */
  private static Object called(String operation, JsonNode input) throws Exception {
    Class<?> type = Class.forName(MODEL + operation + "Request");
    SdkPojo builder = SdkValues.filled((SdkPojo) type.getMethod("builder").invoke(null), input);
    String method = Character.toLowerCase(operation.charAt(0)) + operation.substring(1);
    return KinesisClient.class.getMethod(method, type).invoke(kinesis, ((Buildable) builder).build());
  }

  /** The first event of a subscription that has records; then the subscription is left. */
  private static Object firstRecords(JsonNode input) {
    List<SubscribeToShardEvent> events = new CopyOnWriteArrayList<>();
    SubscribeToShardRequest request = SdkValues.filled(SubscribeToShardRequest.builder(), input).build();
    SubscribeToShardResponseHandler handler = SubscribeToShardResponseHandler.builder()
        .subscriber(() -> new FirstWithRecords(events))
        .onError(error -> {})
        .build();
    try (KinesisAsyncClient async = KinesisAsyncClient.builder().endpointOverride(endpoint()).build()) {
      async.subscribeToShard(request, handler).exceptionally(error -> null).join();
    }
    return events.get(0);
  }
}
