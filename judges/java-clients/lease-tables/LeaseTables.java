import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * DynamoDB Local in memory, on 127.0.0.1 alone and without telemetry: its own command listens on all addresses. Says its port in a line, and ends
 * with its standard input.
 */
public final class LeaseTables {
  private LeaseTables() {}

  public static void main(String[] args) throws Exception {
    Server server = new Server(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    server.setHandler(new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(0, true, null, true, false), null));
    server.start();
    System.out.println("http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort());
    while (System.in.read() != -1) continue;
    System.exit(0);
  }
}
