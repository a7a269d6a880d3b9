import java.util.List;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;

/** Takes events until one has records. */
final class FirstWithRecords implements Subscriber<SubscribeToShardEventStream> {
  private final List<SubscribeToShardEvent> events;
  private Subscription subscription;

  FirstWithRecords(List<SubscribeToShardEvent> events) {
    this.events = events;
  }

  @Override
  public void onSubscribe(Subscription made) {
    subscription = made;
    subscription.request(1);
  }

  @Override
  public void onNext(SubscribeToShardEventStream one) {
    if (!(one instanceof SubscribeToShardEvent event) || event.records().isEmpty()) {
      subscription.request(1);
      return;
    }
    events.add(event);
    subscription.cancel();
  }

  @Override
  public void onError(Throwable error) {}

  @Override
  public void onComplete() {}
}
