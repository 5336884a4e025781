package dev.holdfast.tck.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over a server that sends each byte back. */
class FaultProxyTest {

  private static final int A_MOMENT = 100;
  private static final int PATIENCE = 30_000;

  private final AtomicInteger served = new AtomicInteger();
  private ServerSocket server;
  private FaultProxy proxy;
  private Socket client;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Link.start("echo-server", this::accept);
    proxy = new FaultProxy(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
    client = connect();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(proxy.address().getAddress(), proxy.address().getPort());
    socket.setSoTimeout(PATIENCE);
    return socket;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket accepted = server.accept();
        Link.start("echo", () -> echo(accepted));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void echo(Socket socket) {
    try (socket) {
      for (int read = socket.getInputStream().read(); read >= 0; ) {
        served.incrementAndGet();
        socket.getOutputStream().write(read);
        read = socket.getInputStream().read();
      }
    } catch (IOException ended) {
      // The proxy has reset the connection.
    }
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    proxy.close();
    server.close();
  }

  private static int ask(Socket socket, int question) throws IOException {
    socket.getOutputStream().write(question);
    return socket.getInputStream().read();
  }

  @Test
  void withoutFaults_bytesPass() throws IOException {
    assertThat(ask(client, 'a')).isEqualTo('a');
    assertThat(ask(client, 'b')).isEqualTo('b');
  }

  @Test
  void aCut_resetsConnectionsAndLeavesNewOnes() throws IOException {
    assertThat(ask(client, 'a')).isEqualTo('a');
    proxy.cut();
    assertThatThrownBy(() -> ask(client, 'b')).isInstanceOf(SocketException.class);
    try (Socket other = connect()) {
      assertThat(ask(other, 'c')).isEqualTo('c');
    }
  }

  @Test
  void whileRefusing_noConnectionWorks() throws IOException {
    proxy.refuse();
    try (Socket other = connect()) {
      assertThatThrownBy(() -> ask(other, 'a')).isInstanceOf(SocketException.class);
    }
    proxy.heal();
    try (Socket other = connect()) {
      assertThat(ask(other, 'a')).isEqualTo('a');
    }
  }

  @Test
  void aStall_holdsBytesUntilItIsHealed() throws IOException {
    assertThat(ask(client, 'a')).isEqualTo('a');
    proxy.stall();
    client.setSoTimeout(A_MOMENT);
    assertThatThrownBy(() -> ask(client, 'b')).isInstanceOf(SocketTimeoutException.class);
    assertThat(served).hasValue(1);
    proxy.heal();
    client.setSoTimeout(PATIENCE);
    assertThat(client.getInputStream().read()).isEqualTo('b');
  }

  @Test
  void aSilentConnection_losesBytes_andNewOnesWork() throws Exception {
    assertThat(ask(client, 'a')).isEqualTo('a');
    proxy.silence();
    client.setSoTimeout(A_MOMENT);
    assertThatThrownBy(() -> ask(client, 'b')).isInstanceOf(SocketTimeoutException.class);
    try (Socket other = connect()) {
      assertThat(ask(other, 'c')).isEqualTo('c');
    }
    assertThat(served).hasValue(2);
  }

  @Test
  void aHalfClosedConnection_endsForTheClientAlone() throws Exception {
    assertThat(ask(client, 'a')).isEqualTo('a');
    proxy.halfClose();
    assertThat(ask(client, 'b')).isEqualTo(-1);
    while (served.get() < 2) {
      Thread.onSpinWait();
    }
  }

  @Test
  void theReplyThatIsLost_wasGivenByTheServer() throws IOException {
    assertThat(ask(client, 'a')).isEqualTo('a');
    proxy.loseReply(Bytes.utf8("m"), 2);
    assertThat(ask(client, 'b')).isEqualTo('b');
    assertThat(ask(client, 'm')).isEqualTo('m');
    assertThatThrownBy(() -> ask(client, 'c')).isInstanceOf(SocketException.class);
    assertThat(served).hasValue(4);
    assertThat(proxy.repliesLost()).isOne();
    try (Socket other = connect()) {
      assertThat(ask(other, 'm')).isEqualTo('m');
    }
  }

  @Test
  void withoutAMarker_repliesCountFromTheNextRequest() throws IOException {
    assertThat(ask(client, 'a')).isEqualTo('a');
    proxy.loseReply(Bytes.utf8(""), 2);
    assertThat(ask(client, 'b')).isEqualTo('b');
    assertThatThrownBy(() -> ask(client, 'c')).isInstanceOf(SocketException.class);
    assertThat(served).hasValue(3);
    assertThat(proxy.repliesLost()).isOne();
  }
}
