package io.breakers.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakers.api.Breaker;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.SettingsFollower;
import io.breakers.operations.SettingsSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** S60: a registry follows an HTTP address of a real server, which is slow or broken now and then. */
class FollowHttpTest {
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Pace pace = new Pace();
    private final BreakerRegistry registry = BreakerRegistry.builder().quiet().build();
    private final Breaker stock = registry.breaker("stock");
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    // What the server answers.
    private volatile int status = 200;
    private volatile String body = "";
    private volatile Map<String, String> headers = Map.of();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        registry.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("If-None-Match") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            headers.forEach(exchange.getResponseHeaders()::set);
            String tag = headers.get("ETag");
            if (tag != null && tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private URI uri(String path) {
        return uri(server.getAddress().getPort(), path);
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private SettingsFollower follow(String path) {
        return registry.follow(SettingsSource.http(uri(path)).timeout(PATIENCE), PERIOD, pace);
    }

    private int probes() {
        return stock.config().probes();
    }

    private static void assertProblem(SettingsFollower follower, String problem) {
        assertThat(follower.problem())
                .hasValueSatisfying(found -> assertThat(found)
                        .hasMessage("Cannot use the settings: "
                                + follower.toString().substring("follows ".length()) + " " + problem));
    }

    @Test
    void s60_theFormatIsToldByTheEndOfThePath() {
        body = "defaults.probes=7";
        headers = Map.of("Content-Type", "application/octet-stream");
        SettingsFollower follower = follow("/breakers.properties?token=secret");

        assertThat(probes()).isEqualTo(7);
        assertThat(follower).hasToString("follows " + uri("/breakers.properties"));
        assertThat(asked).containsExactly("/breakers.properties?token=secret null null");
    }

    @Test
    void s60_orByTheContentType() {
        body = "{\"defaults\": {\"probes\": 7}}";
        headers = Map.of("Content-Type", "application/json; charset=utf-8");
        SettingsFollower follower = follow("/breakers");
        assertThat(probes()).isEqualTo(7);

        body = "defaults:\n  probes: 8";
        headers = Map.of("Content-Type", "application/x-yaml");
        pace.next();
        assertThat(probes()).isEqualTo(8);

        body = "defaults.probes=9";
        headers = Map.of("Content-Type", "TEXT/PLAIN");
        pace.next();
        assertThat(probes()).isEqualTo(9);

        headers = Map.of("Content-Type", ";");
        pace.next();
        assertProblem(
                follower,
                "has neither an end like .properties or .yaml nor a Content-Type that tells how it is written, such as"
                        + " application/yaml, application/json or text/plain for properties");
    }

    @Test
    void s60_anEtagSparesWhatHasNotChanged() {
        body = "defaults.probes=7";
        headers = Map.of("ETag", "\"one\"");
        follow("/a.properties");
        pace.next();
        body = "defaults.probes=8";
        headers = Map.of("ETag", "\"two\"");
        pace.next();
        headers = Map.of();
        pace.next();
        pace.next();

        assertThat(probes()).isEqualTo(8);
        assertThat(stock.revision()).isEqualTo(2);
        assertThat(asked)
                .containsExactly(
                        "/a.properties null null",
                        "/a.properties \"one\" null",
                        "/a.properties \"one\" null",
                        "/a.properties \"two\" null",
                        "/a.properties null null");
    }

    @Test
    void s60_anErrorThatHasNotChangedStaysOne() {
        body = "defaults.probes=0";
        headers = Map.of("ETag", "\"bad\"");
        SettingsFollower follower = follow("/a.properties");

        pace.next();

        assertThat(follower.problem())
                .hasValueSatisfying(
                        problem -> assertThat(problem).hasMessageContaining("defaults.probes = 0 (line 1): must be"));
    }

    /** The agent of AWS AppConfig tells a version instead of an ETag, and always the whole document. */
    @Test
    void s60_theAgentOfAppConfigIsFollowed() {
        String path = "/applications/shop/environments/live/configurations/breakers";
        body = "{\"services\": {\"stock\": {\"probes\": 7}}}";
        headers = Map.of("Content-Type", "application/json", "Configuration-Version", "1");
        follow(path);
        headers = Map.of("Content-Type", "application/json", "Configuration-Version", "2");
        pace.next();
        assertThat(probes()).isEqualTo(7);
        assertThat(stock.revision()).isOne();

        body = "{\"services\": {\"stock\": {\"probes\": 8}}}";
        pace.next();
        assertThat(probes()).isEqualTo(8);
    }

    @Test
    void headersAreSent() {
        body = "defaults.probes=7";
        SettingsSource plain = SettingsSource.http(uri("/a.properties")).timeout(PATIENCE);
        SettingsSource secret = plain.header("Authorization", "Bearer 1");
        registry.follow(secret, PERIOD, pace);
        registry.follow(plain, PERIOD, pace);

        assertThat(asked).containsExactly("/a.properties null Bearer 1", "/a.properties null null");
    }

    @Test
    void s60_aServerThatRefusesLeavesTheLastGoodDocument() {
        body = "defaults.probes=7";
        SettingsFollower follower = follow("/a.properties");

        status = 500;
        pace.next();
        assertProblem(follower, "answered 500");
        status = 302;
        headers = Map.of("Location", "/b.properties");
        pace.next();
        assertProblem(follower, "answered 302");
        status = 304;
        pace.next();
        assertProblem(follower, "answered 304");
        status = 200;
        body = "";
        pace.next();
        assertProblem(follower, "is empty; to have no settings, close what follows it and apply none");

        assertThat(probes()).isEqualTo(7);
        body = "defaults.probes=8";
        pace.next();
        assertThat(probes()).isEqualTo(8);
        assertThat(follower.problem()).isEmpty();
    }

    @Test
    void s60_anAnswerThatIsTooLargeIsRefused() {
        body = "#".repeat((1 << 20) + 1);

        assertProblem(follow("/a.properties"), "is larger than 1048576 bytes");
    }

    @Test
    void s60_aServerThatIsGoneIsAnError() {
        body = "defaults.probes=7";
        SettingsFollower follower = follow("/a.properties");
        server.stop(0);

        assertThat(pace.next()).isTrue();

        assertThat(follower.problem()).isPresent();
        pace.next();
        assertProblem(follower, "cannot be reached");
        assertThat(probes()).isEqualTo(7);
    }

    /** A server on a socket, which answers one request with these bytes and then keeps the connection open, or not. */
    private static final class Raw implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final CompletableFuture<Socket> accepted = new CompletableFuture<>();
        private final Thread thread;

        Raw(boolean keepsOpen, String... parts) throws IOException {
            thread = new Thread(() -> serve(keepsOpen, parts), "raw server");
            thread.start();
        }

        private void serve(boolean keepsOpen, String... parts) {
            try (Socket client = socket.accept()) {
                accepted.complete(client);
                if (socket.isClosed()) {
                    return;
                }
                // To its end: closing a connection with something unread would take back what was answered.
                var request = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
                String line = request.readLine();
                while (line != null && !line.isEmpty()) {
                    line = request.readLine();
                }
                OutputStream out = client.getOutputStream();
                for (String part : parts) {
                    out.write(part.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
                if (keepsOpen) {
                    client.getInputStream().transferTo(OutputStream.nullOutputStream());
                }
            } catch (IOException clientIsGone) {
                // That is what clients of such a server do.
            }
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
            if (accepted.isDone()) {
                accepted.join().close();
            }
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private SettingsFollower follow(Raw raw, Duration timeout) {
        return registry.follow(
                SettingsSource.http(uri(raw.port(), "/a.properties")).timeout(timeout), PERIOD, pace);
    }

    @Test
    void s60_aServerThatHangsIsGivenUp() throws Exception {
        try (var raw = new Raw(true)) {
            assertProblem(follow(raw, SHORT), "did not answer in full within PT0.2S");
        }
    }

    @Test
    void s60_aServerThatHangsInTheMiddleIsGivenUp() throws Exception {
        try (var raw = new Raw(true, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", "defaults.probes=7\n")) {
            assertProblem(follow(raw, SHORT), "did not answer in full within PT0.2S");
        }
        assertThat(probes()).isEqualTo(2);
    }

    @Test
    void s60_halfABodyIsNoDocument() throws Exception {
        try (var raw = new Raw(false, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ndefaults.probes=7\n")) {
            assertThat(follow(raw, PATIENCE).problem())
                    .hasValueSatisfying(problem ->
                            assertThat(problem).hasMessageContaining("/a.properties did not answer in full: "));
        }
        assertThat(probes()).isEqualTo(2);
    }

    @Test
    void s60_halfAChunkedBodyIsNoDocument() throws Exception {
        try (var raw =
                new Raw(false, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n12\r\ndefaults.probes=7\n\r\n")) {
            assertThat(follow(raw, PATIENCE).problem())
                    .hasValueSatisfying(problem ->
                            assertThat(problem).hasMessageContaining("/a.properties did not answer in full: "));
        }
        assertThat(probes()).isEqualTo(2);
    }

    @Test
    void s60_whatIsNoHttpIsAnError() throws Exception {
        try (var raw = new Raw(false, "SSH-2.0-OpenSSH_9.2\r\n")) {
            assertThat(follow(raw, PATIENCE).problem()).isPresent();
        }
    }

    @Test
    void s60_anInterruptionEndsTheReadingAndIsKept() throws Exception {
        try (var raw = new Raw(true)) {
            Thread.currentThread().interrupt();
            SettingsFollower follower = follow(raw, PATIENCE);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(follower.problem()).isEmpty();
        }
    }

    @Test
    void argumentsAreChecked() {
        SettingsSource source = SettingsSource.http(uri("/a.properties"));
        assertThatThrownBy(() -> SettingsSource.http(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("uri");
        String rule = "uri must be an address of http or https with a host, such as"
                + " http://localhost:8080/breakers.properties, was ";
        assertThatThrownBy(() -> SettingsSource.http(URI.create("file:/a.properties")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(rule + "file:/a.properties");
        assertThatThrownBy(() -> SettingsSource.http(URI.create("/a.properties")))
                .hasMessage(rule + "/a.properties");
        assertThatThrownBy(() -> SettingsSource.http(URI.create("http://ann:secret@my_host/a?key=secret")))
                .hasMessage(rule + "http://my_host/a");
        assertThatThrownBy(() -> source.header(null, "b")).hasMessage("name");
        assertThatThrownBy(() -> source.header("a", null)).hasMessage("value");
        assertThatThrownBy(() -> source.header("a b", "c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a b");
        assertThatThrownBy(() -> source.header("Authorization", "Bearer secret\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the header Authorization cannot be sent: its value holds a line break, or another"
                        + " character that no header may have; strip it")
                .hasNoCause();
        assertThatThrownBy(() -> source.timeout(null)).hasMessage("timeout");
        assertThatThrownBy(() -> source.timeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout must be positive, was PT0S");
    }
}
