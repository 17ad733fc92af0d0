package io.breakers.operations.internal.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent back.
 *
 * @param headers those besides the ones that every answer has
 * @param text the body, if it is known at once; otherwise it is written by {@code content}
 */
record Answer(
        int status, Map<String, String> headers, @Nullable String text, Json.@Nullable Content content) {
    private static final Map<String, String> ALWAYS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY");

    static Answer of(String type, String text) {
        return new Answer(200, Map.of("Content-Type", type), text, null);
    }

    static Answer json(int status, Json.Content content) {
        return new Answer(status, Map.of("Content-Type", "application/json"), Json.text(content), null);
    }

    /** An answer that may be large, and is written piece by piece. */
    static Answer large(Json.Content content) {
        return new Answer(200, Map.of("Content-Type", "application/json"), null, content);
    }

    static Answer error(int status, String message) {
        return json(status, json -> {
            json.writeStartObject();
            json.writeStringField("error", message);
            json.writeEndObject();
        });
    }

    Answer with(Map<String, String> more) {
        var all = new HashMap<>(headers);
        all.putAll(more);
        return new Answer(status, all, text, content);
    }

    void send(HttpExchange exchange, Workers workers) throws IOException {
        byte[] bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        putHeaders(exchange, headers);
        if (head && bytes != null) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
        }
        exchange.sendResponseHeaders(status, head ? -1 : bytes == null ? 0 : bytes.length);
        if (head) {
            return;
        }
        try (OutputStream body = workers.watched(exchange.getResponseBody())) {
            if (bytes != null) {
                body.write(bytes);
            } else if (content != null) {
                Json.write(content, body);
            }
        }
    }

    static void putHeaders(HttpExchange exchange, Map<String, String> more) {
        Headers headers = exchange.getResponseHeaders();
        ALWAYS.forEach(headers::set);
        more.forEach(headers::set);
    }
}
