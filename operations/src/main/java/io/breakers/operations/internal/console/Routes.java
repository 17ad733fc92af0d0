package io.breakers.operations.internal.console;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.breakers.api.Breaker;
import io.breakers.api.BreakerStatus;
import io.breakers.operations.internal.events.SafeLog;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What may be asked, and the answers. */
final class Routes implements HttpHandler {
    private static final SafeLog LOG = SafeLog.of("io.breakers.operations.console");

    private static final String LIST = "api/breakers";
    private static final int MOST_BYTES = 4_096;

    private final Board board;
    private final Gate gate;
    private final Workers workers;
    private final EventStream events;
    private final @Nullable Supplier<HealthView> health;
    private final Page page = Page.load();

    Routes(Board board, Gate gate, Workers workers, EventStream events, @Nullable Supplier<HealthView> health) {
        this.board = board;
        this.gate = gate;
        this.workers = workers;
        this.events = events;
        this.health = health;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        workers.answering();
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (RuntimeException fault) {
                LOG.log(Level.WARNING, "The console could not answer a request", fault);
                answer = Answer.error(500, "that went wrong; the log of the application tells why");
            }
            if (answer == null) {
                events.serve(exchange);
            } else {
                answer.send(exchange, workers);
            }
        }
    }

    /** Returns {@code null} for the stream of events. */
    private @Nullable Answer answer(HttpExchange exchange) throws IOException {
        Answer wrongHost = gate.wrongHost(exchange);
        if (wrongHost != null) {
            return wrongHost;
        }
        String path = path(exchange.getRequestURI());
        if (exchange.getRequestMethod().equals("POST")) {
            Answer refused = gate.mayNotWrite(exchange);
            return refused != null ? refused : write(exchange, path);
        }
        boolean isWrite = path.startsWith(LIST + "/");
        boolean isRead =
                path.isEmpty() || path.equals(LIST) || path.equals("api/events") || path.equals("health/ready");
        if (!isRead && !isWrite) {
            return Answer.error(404, "there is nothing here");
        }
        if (isWrite || !List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            return notAllowed(isWrite ? "POST" : "GET, HEAD");
        }
        return switch (path) {
            case "" ->
                Answer.of("text/html; charset=utf-8", page.html())
                        .with(Map.of("Content-Security-Policy", page.policy()));
            case LIST -> list();
            case "health/ready" -> ready();
            default -> null;
        };
    }

    /** The path without its first slash, or slashes: what follows two would otherwise be taken for a host. */
    private static String path(URI target) {
        boolean slashes = target.getScheme() == null && target.getRawAuthority() != null;
        String path = (slashes ? target.getRawAuthority() : "") + target.getRawPath();
        return path.replaceFirst("^/+", "");
    }

    private static Answer notAllowed(String allowed) {
        return Answer.error(405, "only " + allowed + " is possible here").with(Map.of("Allow", allowed));
    }

    private Answer list() {
        return Answer.large(json -> {
            json.writeStartArray();
            for (Watch watch : board.all()) {
                Json.row(json, watch.row());
            }
            json.writeEndArray();
        });
    }

    private Answer ready() {
        if (health == null) {
            return Answer.error(404, "this console was given no health");
        }
        HealthView report = health.get();
        return Answer.json(report.ready() ? 200 : 503, json -> {
            json.writeStartObject();
            json.writeBooleanField("ready", report.ready());
            json.writeBooleanField("degraded", report.degraded());
            names(json, "causes", report.causes());
            names(json, "missing", report.missing());
            json.writeObjectFieldStart("breakers");
            for (Map.Entry<String, BreakerStatus> each : report.breakers().entrySet()) {
                json.writeStringField(each.getKey(), each.getValue().state().name());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static void names(JsonGenerator json, String field, List<String> names) throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private Answer write(HttpExchange exchange, String path) throws IOException {
        int end = path.lastIndexOf('/');
        if (!path.startsWith(LIST + "/") || end <= LIST.length()) {
            return notAllowed("GET, HEAD");
        }
        Optional<Operation> operation = Operation.of(path.substring(end + 1));
        if (operation.isEmpty()) {
            return Answer.error(404, "the operations are force-open, disable, reset, trip and end-wait");
        }
        String name = decoded(path.substring(LIST.length() + 1, end));
        Optional<Breaker> breaker = board.find(name);
        if (breaker.isEmpty()) {
            return unknown(name);
        }
        byte[] body = tooLong(exchange) ? null : exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body == null || body.length > MOST_BYTES) {
            return Answer.error(413, "the body may have " + MOST_BYTES + " bytes");
        }
        try {
            return perform(operation.get(), breaker.get(), Json.reason(body));
        } catch (Json.MalformedException malformed) {
            return Answer.error(400, String.valueOf(malformed.getMessage()));
        }
    }

    /** By what it announces, without reading it. */
    private static boolean tooLong(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length != null && (length.length() > 9 || Long.parseLong(length.strip()) > MOST_BYTES);
    }

    private Answer perform(Operation operation, Breaker breaker, @Nullable String reason) {
        boolean done = operation.perform(breaker, reason);
        return Answer.json(200, json -> {
            json.writeStartObject();
            json.writeBooleanField("done", done);
            json.writeFieldName("breaker");
            Json.row(json, board.of(breaker).row());
            json.writeEndObject();
        });
    }

    private Answer unknown(String name) {
        return Answer.json(404, json -> {
            json.writeStartObject();
            json.writeStringField("error", "there is no breaker " + name);
            names(json, "known", board.names());
            json.writeEndObject();
        });
    }

    /** A plus is a plus: this is no query. */
    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
