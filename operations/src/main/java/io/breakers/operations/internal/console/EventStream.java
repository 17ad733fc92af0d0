package io.breakers.operations.internal.console;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The streams of server-sent events. Each begins with what its reader has missed since its {@code Last-Event-ID}, as
 * far as that is still known, and with {@code all}: every breaker with its last minutes, and the recent changes. Then
 * come {@code change} for each transition and reconfiguration, and once a second {@code counts}: the breakers whose
 * numbers are other ones, and those that are gone. An id is the run of this console and the number of the last change.
 */
final class EventStream {
    /** How many readers there may be: half of the threads are for the other requests. */
    static final int MOST = Workers.MOST / 2;

    private static final int RECENT = 200;
    private static final Pattern ID = Pattern.compile("([0-9a-f]{1,16})-(\\d{1,18})");

    private final Board board;
    private final Workers workers;
    private final @Nullable Supplier<HealthView> health;
    private final boolean operators;
    private final String run;
    private final Semaphore places = new Semaphore(MOST);

    /** The last report of the health, and the reading of the numbers for which it was made. Guarded by this. */
    private @Nullable HealthView report;

    private long reported;

    EventStream(Board board, Workers workers, @Nullable Supplier<HealthView> health, boolean operators, String run) {
        this.board = board;
        this.workers = workers;
        this.health = health;
        this.operators = operators;
        this.run = run;
    }

    /** Writes events until the reader is gone or too slow, or the console ends. */
    void serve(HttpExchange exchange) throws IOException {
        if (!places.tryAcquire()) {
            Answer.error(503, "there are already " + MOST + " readers of events")
                    .with(Map.of("Retry-After", "5"))
                    .send(exchange, workers);
            return;
        }
        try {
            String id = exchange.getRequestHeaders().getFirst("Last-Event-ID");
            Answer.putHeaders(exchange, Map.of("Content-Type", "text/event-stream", "X-Accel-Buffering", "no"));
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : 0);
            if (!head) {
                new Reader(workers.watched(exchange.getResponseBody())).write(id);
            }
        } finally {
            places.release();
        }
    }

    /** One report for each reading of the numbers: each looks at all breakers, and readers may be many. */
    private synchronized HealthView reportAt(long tick, Supplier<HealthView> source) {
        HealthView known = report;
        if (known == null || reported < tick) {
            known = source.get();
            report = known;
            reported = tick;
        }
        return known;
    }

    /** One connection; for its thread. */
    private final class Reader {
        private final OutputStream output;
        private long number = board.journal.last();
        private long tick = board.journal.ticks();

        Reader(OutputStream output) {
            this.output = output;
        }

        void write(@Nullable String lastId) throws IOException {
            text("retry: 1000\n\n");
            all(missed(lastId));
            try {
                while (true) {
                    workers.waiting();
                    Journal.News news = board.journal.await(number, tick);
                    workers.answering();
                    if (news == null) {
                        return;
                    }
                    write(news);
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        /** Returns whether nothing is missing. */
        private boolean missed(@Nullable String lastId) throws IOException {
            if (lastId == null) {
                return true;
            }
            Matcher id = ID.matcher(lastId);
            List<Journal.Entry> missed =
                    id.matches() && id.group(1).equals(run) ? board.journal.after(Long.parseLong(id.group(2))) : null;
            if (missed == null) {
                return false;
            }
            for (Journal.Entry entry : missed) {
                if (entry.number() <= number) {
                    change(entry);
                }
            }
            return true;
        }

        private void write(Journal.News news) throws IOException {
            for (Journal.Entry entry : news.entries()) {
                number = entry.number();
                change(entry);
            }
            if (news.ticks() > tick) {
                Board.Changes changes = board.changesAfter(tick);
                tick = news.ticks();
                if (changes == null) {
                    all(true);
                } else {
                    counts(changes);
                }
            }
        }

        private void all(boolean complete) throws IOException {
            event("all", number, json -> {
                long now = board.now();
                json.writeStringField("run", run);
                json.writeBooleanField("complete", complete);
                json.writeBooleanField("operators", operators);
                common(json, now);
                json.writeArrayFieldStart("recent");
                for (Journal.Entry entry : board.journal.recent(RECENT)) {
                    json.writeStartObject();
                    Json.entry(json, entry);
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeArrayFieldStart("breakers");
                for (Watch watch : board.all()) {
                    Json.watch(json, watch, watch.row(), now);
                }
                json.writeEndArray();
            });
        }

        private void change(Journal.Entry entry) throws IOException {
            event("change", entry.number(), json -> {
                json.writeNumberField("now", board.now());
                Json.entry(json, entry);
                Watch watch = board.of(entry.event().breaker());
                json.writeFieldName("breaker");
                Json.watch(json, watch, watch.row(), -1);
            });
        }

        private void counts(Board.Changes changes) throws IOException {
            event("counts", number, json -> {
                common(json, board.now());
                json.writeArrayFieldStart("breakers");
                for (Watch watch : changes.breakers()) {
                    Json.watch(json, watch, watch.row(), -1);
                }
                json.writeEndArray();
                json.writeArrayFieldStart("gone");
                for (long serial : changes.gone()) {
                    json.writeNumber(serial);
                }
                json.writeEndArray();
            });
        }

        private void common(JsonGenerator json, long now) throws IOException {
            json.writeNumberField("now", now);
            json.writeFieldName("health");
            if (health == null) {
                json.writeNull();
            } else {
                HealthView present = reportAt(tick, health);
                json.writeStartObject();
                json.writeBooleanField("ready", present.ready());
                json.writeBooleanField("degraded", present.degraded());
                json.writeStringField("causes", String.join(", ", present.causes()));
                json.writeEndObject();
            }
        }

        private void event(String name, long id, Json.Content fields) throws IOException {
            text("event: " + name + "\nid: " + run + "-" + id + "\ndata: ");
            Json.write(
                    json -> {
                        json.writeStartObject();
                        fields.writeTo(json);
                        json.writeEndObject();
                    },
                    output);
            text("\n\n");
            output.flush();
        }

        private void text(String text) throws IOException {
            output.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
