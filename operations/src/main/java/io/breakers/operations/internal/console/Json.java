package io.breakers.operations.internal.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.BreakerStatus;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import io.breakers.operations.internal.events.BreakerEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes and reads the JSON of the console. Only this class needs Jackson, which may be absent. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Writes to a generator. */
    @FunctionalInterface
    interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** A request's body that is not what it has to be; the message says how. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }
    }

    static String text(Content content) {
        var bytes = new ByteArrayOutputStream();
        try {
            write(content, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Writes to {@code output}, which is not closed. */
    static void write(Content content, OutputStream output) throws IOException {
        JsonGenerator json = FACTORY.createGenerator(output);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        content.writeTo(json);
        json.close();
    }

    static void row(JsonGenerator json, Row row) throws IOException {
        json.writeStartObject();
        rowFields(json, row);
        json.writeEndObject();
    }

    /** A breaker with its serial; with its last minutes too if {@code at} is not negative. */
    static void watch(JsonGenerator json, Watch watch, Row row, long at) throws IOException {
        json.writeStartObject();
        json.writeNumberField("serial", watch.serial);
        rowFields(json, row);
        if (at >= 0) {
            activity(json, watch.activity, at);
        }
        json.writeEndObject();
    }

    private static void rowFields(JsonGenerator json, Row row) throws IOException {
        Breaker breaker = row.breaker();
        BreakerStatus status = row.status();
        BreakerStats stats = status.stats();
        TripRule rule = status.rule();
        json.writeStringField("name", breaker.name());
        json.writeStringField("service", breaker.service());
        json.writeStringField("method", breaker.method());
        json.writeStringField("state", status.state().name());
        json.writeStringField("reason", status.reason());
        json.writeStringField("rule", rule == null ? null : rule.toString());
        json.writeStringField("lastFailure", status.lastFailure());
        json.writeNumberField("revision", status.revision());
        number(json, "inStateSeconds", seconds(status.inState()));
        boolean untilReset = status.state() == BreakerState.FORCED_OPEN;
        number(json, "retryAfterSeconds", untilReset ? Double.NaN : seconds(status.retryAfter()));
        number(json, "enforce", row.enforce());
        json.writeNumberField("calls", stats.calls());
        json.writeNumberField("successes", stats.successes());
        json.writeNumberField("failures", stats.failures());
        json.writeNumberField("ignored", stats.ignored());
        json.writeNumberField("cancelled", stats.cancelled());
        json.writeNumberField("rejected", stats.rejected());
        json.writeNumberField("spared", stats.spared());
        json.writeNumberField("slow", stats.slow());
        json.writeNumberField("fallbacks", stats.fallbacks());
        json.writeNumberField("inFlight", stats.inFlight());
        json.writeNumberField("transitions", stats.transitions());
        number(json, "failureRate", stats.failureRate());
        number(json, "slowRate", stats.slowRate());
        number(json, "callsPerSecond", row.rates().calls());
        number(json, "failuresPerSecond", row.rates().failures());
        number(json, "rejectedPerSecond", row.rates().rejected());
    }

    private static void activity(JsonGenerator json, Activity activity, long at) throws IOException {
        json.writeArrayFieldStart("states");
        for (Activity.Since since : activity.states()) {
            json.writeStartArray();
            json.writeNumber(since.at());
            json.writeString(since.state().name());
            json.writeEndArray();
        }
        json.writeEndArray();
        Activity.Counts counts = activity.counts(at);
        if (counts.calls.length > 0) {
            json.writeObjectFieldStart("counts");
            json.writeNumberField("until", counts.until);
            array(json, "calls", counts.calls);
            array(json, "failures", counts.failures);
            array(json, "rejected", counts.rejected);
            json.writeEndObject();
        }
    }

    private static void array(JsonGenerator json, String name, int[] numbers) throws IOException {
        json.writeFieldName(name);
        json.writeArray(numbers, 0, numbers.length);
    }

    /** One entry of the journal, without the breaker as it is now. */
    static void entry(JsonGenerator json, Journal.Entry entry) throws IOException {
        json.writeNumberField("number", entry.number());
        json.writeNumberField("at", entry.at());
        json.writeStringField("name", entry.event().breaker().name());
        if (entry.event() instanceof BreakerEvent.Moved moved) {
            Transition transition = moved.transition();
            json.writeStringField("from", transition.from().name());
            json.writeStringField("to", transition.to().name());
            json.writeStringField("reason", transition.reason());
            json.writeStringField("lastFailure", transition.lastFailure());
            json.writeNumberField("transition", transition.number());
        } else if (entry.event() instanceof BreakerEvent.Reconfigured reconfigured) {
            Reconfiguration change = reconfigured.change();
            json.writeStringField("reason", change.reason());
            json.writeStringField("configuration", change.to().toString());
            json.writeNumberField("revision", change.revision());
        }
    }

    /** What is not a number, as a rate without enough calls, is null. */
    static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    static double seconds(Duration duration) {
        return duration.toSeconds() + duration.toMillisPart() / 1_000.0;
    }

    /** Reads {@code {"reason": "..."}}; {@code null} if the body is empty or gives none. */
    static @Nullable String reason(byte[] body) throws MalformedException {
        try (JsonParser json = FACTORY.createParser(body)) {
            JsonToken first = json.nextToken();
            if (first == null) {
                return null;
            }
            if (first != JsonToken.START_OBJECT) {
                throw new MalformedException("the body must be an object, as in {\"reason\": \"maintenance\"}");
            }
            String reason = null;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                if (!"reason".equals(name) || json.nextToken() != JsonToken.VALUE_STRING || reason != null) {
                    throw new MalformedException(
                            "the body may hold one text, the reason, as in {\"reason\": \"maintenance\"}");
                }
                reason = json.getText();
            }
            if (json.nextToken() != null) {
                throw new MalformedException("there is more in the body than one object");
            }
            return reason == null ? null : oneLine(reason);
        } catch (IOException malformed) {
            throw new MalformedException("the body is no JSON");
        }
    }

    private static String oneLine(String reason) throws MalformedException {
        String line = reason.replaceAll("[\\p{Cc}\\p{Cf}\\p{Z}]+", " ").strip();
        if (line.isEmpty()) {
            throw new MalformedException("the reason must not be blank; leave it out if there is none");
        }
        return line;
    }
}
