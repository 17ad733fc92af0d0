package io.breakers.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Asks a console over HTTP, by a well-behaved client or by what is written to a socket. */
final class ConsoleClient {
    private static final int PATIENCE_MILLIS = 60_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI uri;

    ConsoleClient(URI uri) {
        this.uri = uri;
    }

    HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, null);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.BodyPublisher publisher =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(root() + path)).method(method, publisher);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String root() {
        return uri.toString().replaceFirst("/$", "");
    }

    /** What an operator does. */
    HttpResponse<String> operate(String path, String body) throws Exception {
        return send("POST", path, body, "Authorization", "Bearer " + ConsoleTest.TOKEN);
    }

    Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Sends lines as they are, and returns the first line of the answer. */
    String statusOf(String... lines) throws IOException {
        try (Socket socket = connect()) {
            write(socket, String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n");
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String json) {
        return (Map<String, Object>) parse(json);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> array(String json) {
        return (List<Map<String, Object>>) parse(json);
    }

    private static Object parse(String json) {
        // JSON is a part of YAML.
        return new Load(LoadSettings.builder()
                        .setCodePointLimit(Integer.MAX_VALUE)
                        .build())
                .loadFromString(json);
    }

    Events events(String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root() + "/api/events"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new Events(http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    /** A stream of events, read one by one. */
    static final class Events implements AutoCloseable {
        final HttpResponse<InputStream> answer;
        private final BufferedReader lines;

        Events(HttpResponse<InputStream> answer) {
            this.answer = answer;
            this.lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        /** Its data is parsed only where it is asked for: a large one takes longer than a console waits for a reader. */
        record Event(String name, String id, String text) {
            Map<String, Object> data() {
                return object(text);
            }
        }

        /** Waits for the next event. */
        Event next() throws IOException {
            var fields = new ArrayList<String>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    fields.add(line);
                } else if (fields.size() > 1) {
                    return new Event(value(fields, "event"), value(fields, "id"), value(fields, "data"));
                } else {
                    fields.clear();
                }
            }
            throw new IOException("the stream has ended");
        }

        /** Waits for the next event of that name. */
        Event next(String name) throws IOException {
            Event event = next();
            while (!event.name().equals(name)) {
                event = next();
            }
            return event;
        }

        private static String value(List<String> fields, String name) {
            return fields.stream()
                    .filter(field -> field.startsWith(name + ": "))
                    .findFirst()
                    .orElseThrow()
                    .substring(name.length() + 2);
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
